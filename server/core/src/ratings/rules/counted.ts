import type { RatingVerdict } from '../contract.ts'
import { isNegative, type Grade } from './grades.ts'

/** What of a rating figures count. */
export type Counted = {
  readonly kind: 'FIRST' | 'FOLLOW_UP'
  readonly grade: Grade
  readonly isDefault: boolean
  /** As the setting was when it was given, so that no closed period moves when it is set anew. */
  readonly isSatisfied: boolean
  readonly verdict: RatingVerdict | null
}

/** The measures of ratings. */
export type RatingMeasure =
  | 'ratings-given'
  | 'ratings-default'
  | 'ratings-valid'
  | 'ratings-satisfied'
  | 'ratings-all'
  | 'ratings-all-satisfied'
  | 'ratings-struck'
  | 'ratings-dissatisfied'
  | 'ratings-negative'
  | 'ratings-negative-upheld'
  | 'ratings-followed-up'
  | 'ratings-follow-up-satisfied'

type Counts = Readonly<Partial<Record<RatingMeasure, 1>>>

/**
 * What one rating adds to each measure on its day (5-f, 5-g). Valid is what somebody gave and nobody struck out; the
 * first rating scores, a follow-up stands beside.
 */
export const countedOf = ({ kind, grade, isDefault, isSatisfied, verdict }: Counted): Counts => {
  if (kind === 'FOLLOW_UP') {
    return { 'ratings-followed-up': 1, ...(isSatisfied ? { 'ratings-follow-up-satisfied': 1 } : {}) }
  }
  if (isDefault) return { 'ratings-given': 1, 'ratings-default': 1 }
  const negative = isNegative(grade)
  const all: Counts = {
    'ratings-given': 1,
    'ratings-all': 1,
    ...(isSatisfied ? { 'ratings-all-satisfied': 1 } : {}),
    ...(negative ? { 'ratings-negative': 1 } : {}),
  }
  if (verdict === 'STRUCK_OUT') return { ...all, 'ratings-struck': 1 }
  return {
    ...all,
    'ratings-valid': 1,
    ...(isSatisfied ? { 'ratings-satisfied': 1 } : {}),
    ...(negative ? { 'ratings-dissatisfied': 1 } : {}),
    ...(negative && verdict === 'UPHELD' ? { 'ratings-negative-upheld': 1 } : {}),
  }
}

/** What changes in the measures when a rating becomes another. */
export const differenceOf = (before: Counted | null, after: Counted): readonly (readonly [RatingMeasure, number])[] => {
  const [was, is] = [before === null ? {} : countedOf(before), countedOf(after)]
  const measures = new Set([...Object.keys(was), ...Object.keys(is)]) as ReadonlySet<RatingMeasure>
  return [...measures]
    .map((measure) => [measure, (is[measure] ?? 0) - (was[measure] ?? 0)] as const)
    .filter(([, n]) => n !== 0)
}
