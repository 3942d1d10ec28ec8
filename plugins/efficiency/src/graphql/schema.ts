import type { Builder, Host } from '@zhikong/core'
import type { Efficiency } from '../tables.ts'
import { defineAccountability } from './accountability.ts'
import { defineAnalysis } from './analysis.ts'

/** Writes what efficiency adds to the API: its analysis, and accountability. */
export const defineEfficiency = (builder: Builder, host: Host<Efficiency>): void => {
  defineAnalysis(builder, host)
  defineAccountability(builder, host)
}
