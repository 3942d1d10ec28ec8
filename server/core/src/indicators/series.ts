import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import { dateOf, dayNumberOf } from '../clock/local-time.ts'
import type { Region } from '../registers/region.ts'
import type { Sums } from './figure.ts'
import type { Period } from './period.ts'
import { BEGINNING, cutPeriod, nextMonth } from './period.ts'
import { hasDays, readSums, within } from './region-sums.ts'
import type { Measures, RollupBasis, RollupQuestion } from './rollup.ts'
import type { SumRow } from './select-sums.ts'
import { selectAreas, selectSeries } from './select-sums.ts'

type Trx = Transaction<CoreTables>
type Row = Pick<SumRow, 'regionId' | 'bucket' | 'measure' | 'whole'>

/** Sums of some regions bucket by bucket. */
export type Series = ReadonlyMap<Region, ReadonlyMap<string, Sums>>

/** Day by day, to yesterday's end and of today so far. */
export const daySeries = async (
  trx: Trx,
  basis: RollupBasis,
  question: RollupQuestion,
  regions: readonly Region[],
  measures: Measures,
): Promise<Series> => {
  const period = { from: question.from, to: untilToday(question.to, basis.today) }
  return readSeries(trx, basis, question, { regions, measures, period, by: 'day', buckets: daysOf(period) })
}

/** Month by month; the first and last may be parts of months. */
export const monthSeries = async (
  trx: Trx,
  basis: RollupBasis,
  question: RollupQuestion,
  regions: readonly Region[],
  measures: Measures,
): Promise<Series> => {
  const from = `${question.from.slice(0, 7)}-01`
  const last = untilToday(question.to, basis.today)
  const buckets: string[] = []
  for (let month = from; month < last; month = nextMonth(month)) buckets.push(month)
  const to = buckets.length === 0 ? from : nextMonth(buckets.at(-1) ?? from)
  return readSeries(trx, basis, question, { regions, measures, period: { from, to }, by: 'month', buckets })
}

const untilToday = (to: string, today: string): string => (to > today ? dateOf(dayNumberOf(today) + 1) : to)

const daysOf = ({ from, to }: Period): readonly string[] => {
  const first = dayNumberOf(from)
  return Array.from({ length: Math.max(0, dayNumberOf(to) - first) }, (_, index) => dateOf(first + index))
}

type Wanted = {
  readonly regions: readonly Region[]
  readonly measures: Measures
  readonly period: Period
  readonly by: 'day' | 'month'
  readonly buckets: readonly string[]
}

const readSeries = async (trx: Trx, basis: RollupBasis, question: RollupQuestion, wanted: Wanted): Promise<Series> => {
  const { regions, measures, period, buckets } = wanted
  const isFirst = period.from <= BEGINNING
  const before = cutPeriod({ from: BEGINNING, to: isFirst ? BEGINNING : period.from }, basis.today)
  const parts = regions.map((region) => ({ region, places: [region] }))
  const [rows, running] = await Promise.all([
    readRows(trx, basis, question, wanted),
    readSums(trx, { ...question, recount: basis.recount }, parts, isFirst ? [] : measures.stocks, before),
  ])
  const byRegion = Map.groupBy(rows, ({ regionId }) => regionId)
  return new Map(
    regions.map((region) => [
      region,
      accumulate(
        buckets,
        byRegion.get(region.id) ?? [],
        new Map(measures.stocks.map((measure) => [measure, running.of(region, measure).whole])),
      ),
    ]),
  )
}

/** From the totals of regions, from what is kept apart by organisation, or by day below the county from records. */
const readRows = async (
  trx: Trx,
  { recount }: RollupBasis,
  { reach, source }: RollupQuestion,
  { regions, measures: { all: measures }, period, by }: Wanted,
): Promise<readonly Row[]> => {
  const fromAreas = async (region: Region): Promise<readonly Row[]> => {
    const cut = { months: null, days: [period] }
    const rows = await selectAreas(trx, within(region, reach), { measures, source }, cut, by)
    return rows.map(({ n, ...row }) => ({ ...row, regionId: region.id, whole: n }))
  }
  if (reach.organisationId !== null) return (await Promise.all(regions.map(fromAreas))).flat()
  const fromRecords = async (region: Region): Promise<readonly Row[]> => {
    const rows = await recount(trx, measures, within(region, reach), period, source)
    return rows.map(({ day, measure, n }) => ({ regionId: region.id, bucket: day, measure, whole: n }))
  }
  const kept = regions.filter((region) => by === 'month' || hasDays(region))
  const regionIds = kept.map(({ id }) => id)
  const apart = regions.filter((region) => !kept.includes(region))
  const rows = await Promise.all([
    regionIds.length === 0 ? [] : selectSeries(trx, { reach, regionIds, measures, source }, period, by),
    ...apart.map(fromRecords),
  ])
  return rows.flat()
}

const accumulate = (
  buckets: readonly string[],
  rows: readonly Row[],
  before: ReadonlyMap<string, number>,
): ReadonlyMap<string, Sums> => {
  const byBucket = Map.groupBy(rows, ({ bucket }) => bucket)
  const running = new Map(before)
  return new Map(
    buckets.map((bucket) => {
      const flows = new Map<string, number>()
      for (const { measure, whole } of byBucket.get(bucket) ?? []) {
        flows.set(measure, (flows.get(measure) ?? 0) + whole)
        running.set(measure, (running.get(measure) ?? 0) + whole)
      }
      const stocks = new Map(running)
      return [bucket, { flow: (measure) => flows.get(measure) ?? 0, stock: (measure) => stocks.get(measure) ?? 0 }]
    }),
  )
}
