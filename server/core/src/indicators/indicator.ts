import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/** Σ factor × measure: `{ 'cases-closed': 1, 'cases-closed-late': -1 }`. */
export type Sum = Readonly<Record<string, number>>

/** A fixed histogram: the upper bound of each bucket, in the indicator's unit, and the measure that counts it. */
export type Histogram = readonly { readonly upTo: number; readonly measure: string }[]

/**
 * A number of the standard, as data. Flows are summed over the period; stocks are running sums of their measures read
 * at the end of the period; a ratio of sums is never a mean of ratios.
 */
export type Indicator = {
  /** Kebab-case, unique in the platform: `on-time-rate`. */
  readonly code: string
  /** The clause of the standard that it answers; null for a number beside the standard. */
  readonly clause: ClauseId | null
  readonly title: Text
  readonly description: Text
  /** PER_TEN_THOUSAND is a ratio of which percent would be too coarse. */
  readonly unit: 'PERCENT' | 'PER_TEN_THOUSAND' | 'COUNT' | 'WORKING_DAYS'
  readonly better: 'HIGHER' | 'LOWER' | 'NEITHER'
  /** The target that holds where none is set; in the unit (percent: 100). */
  readonly target?: { readonly comparator: 'AT_LEAST' | 'AT_MOST'; readonly value: number }
} & (
  | { readonly kind: 'flow'; readonly sum: Sum }
  | { readonly kind: 'stock'; readonly sum: Sum }
  | {
      readonly kind: 'ratio'
      readonly numerator: Sum
      /** Stock measures added to the numerator as they stand at the end of the period. */
      readonly numeratorAtEnd?: Sum
      readonly denominator: Sum
      /** Stock measures added to the denominator as they stand at the end of the period. */
      readonly denominatorAtEnd?: Sum
    }
  | { readonly kind: 'median'; readonly histogram: Histogram }
)
