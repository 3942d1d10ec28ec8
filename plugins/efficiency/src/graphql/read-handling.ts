import { placeIn, readFigures, type FiguresWanted, type Indicator, type PluginTransaction } from '@zhikong/core'
import { handlingHistogram } from '../measures/handling-time.ts'
import { limitHistogram } from '../measures/limit-used.ts'
import { measures } from '../measures/all.ts'
import { bucketsOf, type Bucket } from '../rules/handling.ts'

/** How long closed cases took, and how much of their limit they used; null where it is not kept apart for the reader. */
export type Handling = {
  readonly cases: number
  readonly medianDays: number | null
  readonly ninetiethDays: number | null
  readonly buckets: readonly Bucket[]
  readonly onTime: number
  readonly limitUsed: readonly Bucket[]
}

/** Each bucket as a number of its own. */
const bucketIndicators: readonly Indicator[] = [...handlingHistogram, ...limitHistogram].map(({ measure }) => ({
  code: measure,
  clause: '6.4-b',
  title: { 'zh-CN': measure, en: measure },
  description: { 'zh-CN': measure, en: measure },
  unit: 'COUNT',
  better: 'NEITHER',
  kind: 'flow',
  sum: { [measure]: 1 },
}))

/** From the histograms of the totals: exact counts, and places inside a bucket by linear interpolation. */
export async function readHandling(trx: PluginTransaction<unknown>, wanted: FiguresWanted): Promise<Handling | null> {
  const figures = await readFigures(trx, wanted, bucketIndicators, measures)
  if ([...figures.values()].some(({ value }) => value === null)) return null
  const countsOf = (histogram: typeof handlingHistogram) =>
    histogram.map(({ measure }) => figures.get(measure)?.value ?? 0)
  const counts = countsOf(handlingHistogram)
  const cases = counts.reduce((sum, count) => sum + count, 0)
  const place = (share: number): number | null =>
    cases === 0 ? null : placeIn(handlingHistogram, counts, cases * share)
  const tenths = countsOf(limitHistogram)
  return {
    cases,
    medianDays: place(0.5),
    ninetiethDays: place(0.9),
    buckets: bucketsOf(handlingHistogram, counts),
    onTime: tenths.reduce((sum, count) => sum + count, 0),
    limitUsed: bucketsOf(limitHistogram, tenths),
  }
}
