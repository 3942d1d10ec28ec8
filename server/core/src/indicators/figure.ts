import type { Text } from '../text.ts'
import type { Histogram, Indicator, Sum } from './indicator.ts'

/** Sums of measures by code over a period (flows) or up to its end (stocks). */
export type Sums = { readonly flow: (measure: string) => number; readonly stock: (measure: string) => number }

export type Target = { readonly comparator: 'AT_LEAST' | 'AT_MOST'; readonly value: number }

/** Why there is no figure, for programs and for people. */
export type NoData = Text & { readonly code: 'NOTHING_COUNTED' | 'NOT_IN_SCOPE' }

/** One number with all that it was made of. `value` is null when there is no data, never 0 or 100 %. */
export type Figure = {
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  /** How many cases or records it rests on. */
  readonly n: number
  readonly noData: NoData | null
  /** Null without a target or without data. */
  readonly meetsTarget: boolean | null
  /** As it is to be shown: `99.84%`, `1,150`, `3.6`; rounded so that a miss never reads as its target. */
  readonly display: string
}

const NOTHING_COUNTED: NoData = {
  code: 'NOTHING_COUNTED',
  'zh-CN': '本期没有可计的记录，分母为 0。',
  en: 'Nothing to count in the period: the denominator is 0.',
}

/** What is not kept apart for the reader's organisation or hall: no figure, neither theirs nor the whole's. */
export const notInScope: Figure = {
  value: null,
  numerator: 0,
  denominator: null,
  n: 0,
  noData: {
    code: 'NOT_IN_SCOPE',
    'zh-CN': '此处的数据不按您所属的部门或大厅分列，因此不予显示。',
    en: 'Figures here are not kept apart for the organisation or hall that you are bound to.',
  },
  meetsTarget: null,
  display: '–',
}

/** Measures that an indicator is made of. */
export const measuresOf = (indicator: Indicator): readonly string[] => {
  switch (indicator.kind) {
    case 'flow':
    case 'stock':
      return Object.keys(indicator.sum)
    case 'ratio':
      return [
        ...new Set(
          [
            indicator.numerator,
            indicator.numeratorAtEnd ?? {},
            indicator.denominator,
            indicator.denominatorAtEnd ?? {},
          ].flatMap((sum) => Object.keys(sum)),
        ),
      ]
    case 'median':
      return indicator.histogram.map(({ measure }) => measure)
  }
}

/** Whether an indicator needs running sums as well as the sums of the period. */
export const needsStock = (indicator: Indicator): boolean =>
  indicator.kind === 'stock' ||
  (indicator.kind === 'ratio' && (indicator.numeratorAtEnd ?? indicator.denominatorAtEnd) !== undefined)

export const figureOf = (indicator: Indicator, sums: Sums, target: Target | null): Figure => {
  switch (indicator.kind) {
    case 'flow':
      return count(add(indicator.sum, sums.flow), target)
    case 'stock':
      return count(add(indicator.sum, sums.stock), target)
    case 'ratio': {
      const numerator = add(indicator.numerator, sums.flow) + add(indicator.numeratorAtEnd ?? {}, sums.stock)
      const denominator = add(indicator.denominator, sums.flow) + add(indicator.denominatorAtEnd ?? {}, sums.stock)
      return ratio(numerator, denominator, target, indicator.unit === 'PER_TEN_THOUSAND' ? 10_000 : 100)
    }
    case 'median':
      return median(indicator.histogram, sums.flow, target)
  }
}

const add = (sum: Sum, read: (measure: string) => number): number =>
  Object.entries(sum).reduce((total, [measure, factor]) => total + factor * read(measure), 0)

const count = (n: number, target: Target | null): Figure => ({
  value: n,
  numerator: n,
  denominator: null,
  n,
  noData: null,
  meetsTarget: target === null ? null : meets(n, 1, target),
  display: n.toLocaleString('en-US'),
})

const ratio = (numerator: number, denominator: number, target: Target | null, per: 100 | 10_000): Figure =>
  denominator <= 0
    ? { value: null, numerator, denominator, n: denominator, noData: NOTHING_COUNTED, meetsTarget: null, display: '–' }
    : {
        value: (per * numerator) / denominator,
        numerator,
        denominator,
        n: denominator,
        noData: null,
        meetsTarget: target === null ? null : meets(per * numerator, denominator, target),
        display:
          per === 100
            ? `${displayPercent(numerator, denominator, target)}%`
            : ((per * numerator) / denominator).toFixed(2),
      }

/** Unrounded: `100·num ≥ 95·den`, so that 95 is enough for 95. */
const meets = (scaledNumerator: number, denominator: number, { comparator, value }: Target): boolean =>
  comparator === 'AT_LEAST' ? scaledNumerator >= value * denominator : scaledNumerator <= value * denominator

/** Two decimals; more, cut off, while rounding would turn a miss into its target (24,999 of 25,000 is not 100 %). */
export const displayPercent = (numerator: number, denominator: number, target: Target | null): string => {
  const percent = (100 * numerator) / denominator
  const bounds = [target?.value, 0, 100].filter((bound) => bound !== undefined)
  for (let digits = 2; digits <= 6; digits++) {
    const shown = percent.toFixed(digits)
    const reads = bounds.find((bound) => Number(shown) === bound)
    if (reads === undefined || 100 * numerator === reads * denominator) return shown
  }
  return percent.toFixed(7)
}

/** From a fixed histogram, by linear interpolation inside the bucket of the middle. */
const median = (histogram: Histogram, read: (measure: string) => number, target: Target | null): Figure => {
  const counts = histogram.map(({ measure }) => read(measure))
  const n = counts.reduce((sum, bucket) => sum + bucket, 0)
  if (n <= 0) {
    return { value: null, numerator: 0, denominator: n, n, noData: NOTHING_COUNTED, meetsTarget: null, display: '–' }
  }
  const value = placeIn(histogram, counts, n / 2)
  return {
    value,
    numerator: n,
    denominator: null,
    n,
    noData: null,
    meetsTarget: target === null ? null : meets(value, 1, target),
    display: value.toFixed(1),
  }
}

/** Where a histogram has so many below it, by linear interpolation inside the bucket; the last bound below an open end. */
export const placeIn = (
  histogram: readonly { readonly upTo: number }[],
  counts: readonly number[],
  middle: number,
): number => {
  let below = 0
  let lower = 0
  for (const [index, { upTo }] of histogram.entries()) {
    const inside = counts[index] ?? 0
    if (below + inside >= middle) {
      return Number.isFinite(upTo) ? lower + ((upTo - lower) * (middle - below)) / inside : lower
    }
    below += inside
    lower = upTo
  }
  return lower
}
