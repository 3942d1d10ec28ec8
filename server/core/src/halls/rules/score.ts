import type { Target } from '../../indicators/figure.ts'
import type { Text } from '../../text.ts'

/** Weights and coverages are whole ten-thousandths, so that they sum to 1 without a rest. */
export const WHOLE = 10_000

/** What one indicator counts in a score, and between which figures it is worth 0 to 100 points. */
export type Weighted = {
  readonly indicator: string
  /** Ten-thousandths: 2500 for a quarter. */
  readonly weight: number
  /** The figure that is worth 0 points; on the worse side of the target. */
  readonly zeroAt: number
  /** The figure that is worth 100 points where no target holds; null for an indicator that has one. */
  readonly fullAt: number | null
}

/** Why a part has no points. */
export const MISSING = {
  NOTHING_COUNTED: { 'zh-CN': '本月没有可计的记录。', en: 'Nothing to count in the month.' },
  NOT_APART: {
    'zh-CN': '同一区域有多个大厅，该指标不按大厅分列。',
    en: 'The region has several halls, and the figure is not kept apart for each.',
  },
  UNKNOWN: { 'zh-CN': '本平台没有该指标。', en: 'The platform does not have this indicator.' },
} as const satisfies Readonly<Record<string, Text>>
export type Missing = keyof typeof MISSING

/** A figure as a score takes it. */
export type Taken = {
  readonly better: 'HIGHER' | 'LOWER' | 'NEITHER'
  readonly value: number | null
  readonly display: string
  readonly n: number
  readonly target: Target | null
  readonly meetsTarget: boolean | null
}

/** One part of a score; what is missing says why and has neither points nor a contribution. */
export type ScorePart = Weighted & {
  readonly display: string
  readonly n: number
  readonly value: number | null
  /** The figure that was worth 100 points; null for what is missing. */
  readonly full: number | null
  /** 0 to 100, two decimals. */
  readonly points: number | null
  /** The weight after others went missing and the version let the rest be scaled up; else the weight. */
  readonly effectiveWeight: number
  /** points × effective weight, two decimals. */
  readonly contribution: number | null
  readonly missing: Missing | null
}

export type Score = {
  /** 0 to 100, two decimals, the sum of the contributions; null when too much is missing. */
  readonly value: number | null
  /** The weight of the parts that are there, of 10,000. */
  readonly coverage: number
  /** Whether weights were scaled up because parts are missing. */
  readonly isRescaled: boolean
  readonly parts: readonly ScorePart[]
}

/**
 * What a figure is worth: 100 points where it meets its target (or the stated bound), 0 at `zeroAt` and beyond, in a
 * straight line between. What misses is never rounded to 100.
 */
export const pointsOf = (
  { zeroAt, fullAt }: Weighted,
  { value, better, target, meetsTarget }: Taken,
): number | null => {
  const full = target?.value ?? fullAt
  if (value === null || full === null) return null
  const isMet = meetsTarget ?? (better === 'LOWER' ? value <= full : value >= full)
  if (isMet) return 100
  const isBeyond = better === 'LOWER' ? value >= zeroAt : value <= zeroAt
  if (isBeyond || full === zeroAt) return 0
  return Math.min(Math.max(hundredths((100 * (value - zeroAt)) / (full - zeroAt)), 0), 99.99)
}

/**
 * The composite score of a month (5-e). A part that is missing leaves no score, unless the version states from which
 * coverage on the weights of the others are scaled up: then they are, and it says so.
 * @param minimumCoverage ten-thousandths of weight that must be there; null for all of it
 */
export const scoreOf = (
  weighted: readonly Weighted[],
  takenOf: (indicator: string) => Taken | Missing,
  minimumCoverage: number | null,
): Score => {
  const judged = weighted.map((one) => judge(one, takenOf(one.indicator)))
  const present = judged.filter(({ points }) => points !== null)
  const coverage = present.reduce((sum, { weight }) => sum + weight, 0)
  const isRescaled = coverage < WHOLE && coverage > 0 && minimumCoverage !== null && coverage >= minimumCoverage
  const effective = isRescaled ? scaledUp(present, coverage) : null
  const parts = judged.map((part): ScorePart => {
    const effectiveWeight = part.points === null ? part.weight : (effective?.get(part.indicator) ?? part.weight)
    const contribution = part.points === null ? null : hundredths((part.points * effectiveWeight) / WHOLE)
    return { ...part, effectiveWeight, contribution }
  })
  const hasScore = coverage === WHOLE || isRescaled
  return { value: hasScore ? sumOf(parts) : null, coverage, isRescaled, parts }
}

type Judged = Omit<ScorePart, 'effectiveWeight' | 'contribution'>

const judge = (one: Weighted, taken: Taken | Missing): Judged => {
  const none = { display: '–', n: 0, value: null, full: null, points: null }
  if (typeof taken === 'string') return { ...one, ...none, missing: taken }
  const points = pointsOf(one, taken)
  const { display, n, value, target } = taken
  if (points === null) return { ...one, ...none, n, missing: 'NOTHING_COUNTED' }
  return { ...one, display, n, value, full: target?.value ?? one.fullAt, points, missing: null }
}

/** Weights that sum to the whole again: cut off, and what is over goes to those that lost most, the first before the next. */
const scaledUp = (present: readonly Weighted[], coverage: number): ReadonlyMap<string, number> => {
  const exact = present.map(({ indicator, weight }) => ({ indicator, share: (weight * WHOLE) / coverage }))
  const over = WHOLE - exact.reduce((sum, { share }) => sum + Math.floor(share), 0)
  const first = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1)).slice(0, over)
  const lucky = new Set(first.map(({ indicator }) => indicator))
  return new Map(exact.map(({ indicator, share }) => [indicator, Math.floor(share) + Number(lucky.has(indicator))]))
}

const sumOf = (parts: readonly ScorePart[]): number =>
  parts.reduce((sum, { contribution }) => sum + Math.round(100 * (contribution ?? 0)), 0) / 100

const hundredths = (x: number): number => Math.round(100 * x) / 100
