import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Breaches } from '../tables.ts'
import { defineBreachList } from './breach-list.ts'
import { defineBreach } from './breach.ts'
import { defineLookForBreaches } from './look.ts'

/** Writes what missed targets add to the API. */
export const defineBreaches = (builder: Builder, host: Host<Breaches>): void => {
  defineBreachList(builder, host, defineBreach(builder, host))
  defineLookForBreaches(builder, host)
}
