import type { Options } from 'k6/options'
import { type Scenario, thresholdsOf } from './thresholds.ts'

/** Options that all scenarios share, with the limits of this one. */
export const commonOptions = (scenario: Scenario): Options => ({
  thresholds: thresholdsOf(scenario),
  summaryTrendStats: ['avg', 'min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  systemTags: ['name', 'scenario', 'status', 'check'],
  setupTimeout: '30s',
  teardownTimeout: '30s',
  userAgent: 'zhikong-loadtest',
})

/** At the end of an executor, how long work that runs may go on. */
export const GRACE = '10s'
