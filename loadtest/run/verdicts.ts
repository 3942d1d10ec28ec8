import { type Scenario, type Threshold, THRESHOLDS } from '../k6/thresholds.ts'
import type { Figures, Verdict } from './result.ts'

/** Judges what was measured by the table of thresholds. */
export const verdictsOn = (scenario: Scenario, metrics: Readonly<Record<string, Figures>>): readonly Verdict[] =>
  THRESHOLDS.filter((row) => row.scenario === scenario).map((row) => {
    const value = metrics[row.metric]?.[row.of] ?? (row.of === 'count' ? 0 : null)
    return { ...row, value, holds: value !== null && keeps(value, row.limit) }
  })

const keeps = (value: number, limit: Threshold['limit']): boolean => {
  if ('below' in limit) return value < limit.below
  return 'atLeast' in limit ? value >= limit.atLeast : value === limit.exactly
}
