import { hypergeometric, wilson, type Interval } from './intervals.ts'

/** A target that was drawn at random and inspected. */
export type Observed = { readonly probability: number; readonly failed: boolean }

/**
 * How the interval of a share was made.
 * NONE: nothing was observed, or the targets were not drawn at random. CENSUS: all were inspected, there is no doubt.
 * HYPERGEOMETRIC: equal probabilities, a finite population. WILSON: equal ones, a population more than 20 times the
 * sample. WILSON_EFFECTIVE: weighted, Wilson's over the effective number (Σw)² / Σw² with w = 1/π.
 */
export const INTERVAL_KINDS = ['NONE', 'CENSUS', 'HYPERGEOMETRIC', 'WILSON', 'WILSON_EFFECTIVE'] as const
export type IntervalKind = (typeof INTERVAL_KINDS)[number]

/** What a campaign tells of its population. Shares from 0 to 1. */
export type Estimate = {
  readonly kind: IntervalKind
  /** How many random targets were inspected, and how many of them failed. */
  readonly n: number
  readonly failed: number
  /** How many the frame has. */
  readonly population: number
  /** The share that fails (Hájek: Σ failed/π over Σ 1/π); null without an estimate. */
  readonly share: number | null
  /** How many fail in the population (Horvitz and Thompson: Σ failed/π); null without an estimate. */
  readonly total: number | null
  readonly interval: Interval | null
}

/** Estimates the share of a population that fails. What was not drawn at random must not be given. */
export function estimate(observed: readonly Observed[], population: number): Estimate {
  const n = observed.length
  const failures = observed.filter(({ failed }) => failed)
  const counts = { n, failed: failures.length, population }
  if (n === 0) return { ...counts, kind: 'NONE', share: null, total: null, interval: null }
  const weights = observed.map(({ probability }) => 1 / probability)
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const total = failures.reduce((all, { probability }) => all + 1 / probability, 0)
  const share = total / sum
  if (n === population) return { ...counts, kind: 'CENSUS', share, total, interval: null }
  const [first] = observed
  const isEqual = observed.every(({ probability }) => Math.abs(probability - (first?.probability ?? 0)) < 1e-12)
  if (!isEqual) {
    const effective = sum ** 2 / weights.reduce((all, weight) => all + weight ** 2, 0)
    const interval = wilson(share * effective, effective)
    return { ...counts, kind: 'WILSON_EFFECTIVE', share, total, interval }
  }
  if (population > 20 * n) return { ...counts, kind: 'WILSON', share, total, interval: wilson(failures.length, n) }
  const interval = hypergeometric(failures.length, n, population)
  return { ...counts, kind: 'HYPERGEOMETRIC', share, total, interval }
}
