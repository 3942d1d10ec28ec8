import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import { dateOf, dayNumberOf } from '../clock/local-time.ts'
import type { Sums } from './figure.ts'
import { needsStock } from './figure.ts'
import type { Period } from './period.ts'
import { cutPeriod, nextMonth } from './period.ts'
import type { RollupBasis, RollupInput } from './rollup.ts'
import { allMeasures, BEGINNING, hasDays, within } from './rollup.ts'
import type { SumRow } from './select-sums.ts'
import { selectAreas, selectSeries, selectSums } from './select-sums.ts'

type Trx = Transaction<CoreTables>
type Row = Pick<SumRow, 'bucket' | 'measure' | 'whole'>

/** Sums of a region day by day, to yesterday's end and of today so far. */
export const daySeries = async (
  trx: Trx,
  basis: RollupBasis,
  input: RollupInput,
  measures: readonly string[],
): Promise<ReadonlyMap<string, Sums>> => {
  const { region, reach, from, source } = input
  const to = input.to > basis.today ? nextDay(basis.today) : input.to
  const days = daysBetween(from, to)
  const rows =
    hasDays(region) || reach.organisationId !== null
      ? await readSeries(trx, input, measures, { from, to }, 'day')
      : (await basis.recount(trx, measures, within(region, reach), { from, to }, source)).map(
          ({ day, measure, n }): Row => ({ bucket: day, measure, whole: n }),
        )
  return accumulate(days, rows, await sumsBefore(trx, basis, input, from))
}

/** Sums of a region month by month; the first and last may be parts of months. */
export const monthSeries = async (
  trx: Trx,
  basis: RollupBasis,
  input: RollupInput,
  measures: readonly string[],
): Promise<ReadonlyMap<string, Sums>> => {
  const from = `${input.from.slice(0, 7)}-01`
  const last = input.to > basis.today ? nextDay(basis.today) : input.to
  const months: string[] = []
  for (let month = from; month < last; month = nextMonth(month)) months.push(month)
  const to = months.length === 0 ? from : nextMonth(months.at(-1) ?? from)
  const rows = await readSeries(trx, input, measures, { from, to }, 'month')
  return accumulate(months, rows, await sumsBefore(trx, basis, input, from))
}

/** From the totals of a region, or from those that are kept apart by organisation. */
const readSeries = async (
  trx: Trx,
  { region, reach, source }: RollupInput,
  measures: readonly string[],
  period: Period,
  by: 'day' | 'month',
): Promise<readonly Row[]> => {
  if (reach.organisationId === null) {
    return selectSeries(trx, { reach, regionIds: [region.id], measures, source }, period, by)
  }
  const all = { months: null, days: [period] }
  const rows = await selectAreas(trx, within(region, reach), { measures, source }, all, by)
  return rows.map(({ n, ...row }) => ({ ...row, whole: n }))
}

const nextDay = (date: string): string => dateOf(dayNumberOf(date) + 1)

const daysBetween = (from: string, to: string): readonly string[] => {
  const first = dayNumberOf(from)
  return Array.from({ length: Math.max(0, dayNumberOf(to) - first) }, (_, index) => dateOf(first + index))
}

/** What running sums have come to before a day. */
const sumsBefore = async (
  trx: Trx,
  { today, recount }: RollupBasis,
  { region, reach, indicators, source }: RollupInput,
  day: string,
): Promise<ReadonlyMap<string, number>> => {
  const measures = allMeasures(indicators.filter(needsStock))
  if (measures.length === 0 || day <= BEGINNING) return new Map()
  const cut = cutPeriod({ from: BEGINNING, to: day }, today)
  const sums = new Map<string, number>()
  const put = (measure: string, n: number) => sums.set(measure, (sums.get(measure) ?? 0) + n)
  if (reach.organisationId !== null) {
    for (const { measure, n } of await selectAreas(trx, within(region, reach), { measures, source }, cut))
      put(measure, n)
    return sums
  }
  for (const { measure, whole } of await selectSums(
    trx,
    { reach, regionIds: [region.id], measures, source },
    cut,
    hasDays(region),
  )) {
    put(measure, whole)
  }
  if (hasDays(region)) return sums
  const range = within(region, reach)
  for (const days of cut.days) {
    for (const { measure, n } of await recount(trx, measures, range, days, source)) put(measure, n)
  }
  return sums
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
