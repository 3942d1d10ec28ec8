import type { Extent } from '../k6/plan.ts'
import type { Scenario, Threshold } from '../k6/thresholds.ts'
import type { Sample } from './sampler.ts'
import type { Series } from './series.ts'

/** The figures of a metric, by what they are: `p(95)`, `rate`, `count`, `value`. */
export type Figures = Readonly<Record<string, number>>

/** A threshold with what came of it; `value` is null when nothing was measured. */
export type Verdict = Threshold & { readonly value: number | null; readonly holds: boolean }

/** What a run of a scenario leaves behind. */
export type Result = {
  readonly scenario: Scenario
  /** When it began, ISO 8601. */
  readonly begun: string
  readonly extent: Extent
  /** Made-up cases at the beginning. */
  readonly cases: number
  readonly machine: {
    readonly processors: number
    readonly model: string
    readonly node: string
    readonly k6: string
    /** Processes that waited for a processor on average over the last minute, before and after. */
    readonly loadBefore: number
    readonly loadAfter: number
  }
  readonly verdicts: readonly Verdict[]
  readonly metrics: Readonly<Record<string, Figures>>
  readonly series: Series
  readonly samples: readonly Sample[]
}
