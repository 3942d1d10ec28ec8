import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Plans } from '../tables.ts'
import { definePlanLists } from './plan-lists.ts'
import { definePlanMutations } from './plan-mutations.ts'
import { definePlan, definePlanMode } from './plan-type.ts'

/** Writes what control plans add to the API. */
export const definePlans = (builder: Builder, host: Host<Plans>): void => {
  const Mode = definePlanMode(builder)
  definePlanLists(builder, host, definePlan(builder, host, Mode))
  definePlanMutations(builder, host, Mode)
}
