import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import { KEPT } from '../database/kept-statement.ts'
import { withinReach } from '../access/reach-condition.ts'
import type { Reach } from '../graphql/context.ts'
import type { CutPeriod, Period } from './period.ts'

/** A sum of one measure for a region: what is its own and what lies within it. `bucket` is a day, a month or ''. */
export type SumRow = {
  readonly regionId: number
  readonly bucket: string
  readonly measure: string
  readonly own: number
  readonly whole: number
}

export type SumsWanted = {
  /** Whose figures; totals by region are nobody's who is bound to an organisation or hall. */
  readonly reach: Reach
  readonly regionIds: readonly number[]
  readonly measures: readonly string[]
  readonly source: string | null
}

const bySource = (source: string | null) => (source === null ? sql`` : sql`and source = ${source}`)

const pieces = (column: string, periods: readonly Period[]) =>
  sql`(${sql.join(
    periods.map(({ from, to }) => sql`(${sql.raw(column)} >= ${from}::date and ${sql.raw(column)} < ${to}::date)`),
    sql` or `,
  )})`

/** Sums over a cut period, from the totals by month and, for its ends, by day. */
export const selectSums = async (
  trx: Transaction<CoreTables>,
  { reach, regionIds, measures, source }: SumsWanted,
  { months, days }: CutPeriod,
  withDays: boolean,
): Promise<readonly SumRow[]> => {
  const parts = [
    ...(months === null
      ? []
      : [
          sql`select region_id, measure, own, whole from core.measure_month
            where ${withinReach(reach)} and region_id = any(${regionIds}) and measure = any(${measures}) and ${pieces('month', [months])} ${bySource(source)}`,
        ]),
    ...(days.length === 0 || !withDays
      ? []
      : [
          sql`select region_id, measure, own, whole from core.measure_day
            where ${withinReach(reach)} and region_id = any(${regionIds}) and measure = any(${measures}) and ${pieces('day', days)} ${bySource(source)}`,
        ]),
  ]
  if (parts.length === 0) return []
  const { rows } =
    await sql<SumRow>`${KEPT} select region_id, '' as bucket, measure, sum(own)::bigint as own, sum(whole)::bigint as whole
    from (${sql.join(parts, sql` union all `)}) t group by 1, 3`.execute(trx)
  return rows
}

/**
 * Sums by day or month of regions of county level and above (by month: of any). They are grouped as the key lies, so that
 * nothing is sorted.
 */
export const selectSeries = async (
  trx: Transaction<CoreTables>,
  { reach, regionIds, measures, source }: SumsWanted,
  { from, to }: Period,
  by: 'day' | 'month',
): Promise<readonly SumRow[]> => {
  const table = sql.raw(by === 'day' ? 'core.measure_day' : 'core.measure_month')
  const { rows } = await sql<SumRow>`${KEPT} select region_id, ${sql.raw(by)}::text as bucket, measure,
      sum(own)::bigint as own, sum(whole)::bigint as whole
    from ${table} where ${withinReach(reach)} and region_id = any(${regionIds}) and measure = any(${measures})
      and ${pieces(by, [{ from, to }])} ${bySource(source)} group by region_id, measure, ${sql.raw(by)}`.execute(trx)
  return rows
}

const SPLIT_REACH = { organisation: 'organisation_id' } as const

/** A sum of one measure for an area, by its scope key; `bucket` is a day, the first of a month or ''. */
export type AreaRow = {
  readonly scopeKey: number
  readonly bucket: string
  readonly measure: string
  readonly n: number
}

const BUCKETS = { day: sql`day::text`, month: sql`date_trunc('month', day)::date::text`, none: sql`''` } as const

/** Sums by area of what a reader reaches: for one who is bound to an organisation, of that organisation. */
export const selectAreas = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  { measures, source }: Pick<SumsWanted, 'measures' | 'source'>,
  { months, days }: CutPeriod,
  by: keyof typeof BUCKETS = 'none',
): Promise<readonly AreaRow[]> => {
  if (months === null && days.length === 0) return []
  const { rows } =
    await sql<AreaRow>`${KEPT} select scope_key, ${BUCKETS[by]} as bucket, measure, sum(n)::bigint as n from core.measure_split
    where ${withinReach(reach, SPLIT_REACH)} and measure = any(${measures})
      and ${pieces('day', months === null ? days : [months, ...days])} ${bySource(source)} group by 1, 2, 3`.execute(
      trx,
    )
  return rows
}

/** A sum of one measure by organisation (its id) or channel (its code). */
export type SplitRow = { readonly key: string; readonly measure: string; readonly n: number }

/** What was taken back altogether leaves no row: nobody is told that a case was theirs before. */
export const selectSplit = async (
  trx: Transaction<CoreTables>,
  by: 'organisation_id' | 'channel',
  reach: Reach,
  measures: readonly string[],
  { from, to }: Period,
  source: string | null,
): Promise<readonly SplitRow[]> => {
  const { rows } =
    await sql<SplitRow>`${KEPT} select ${sql.raw(by)}::text as key, measure, sum(n)::bigint as n from core.measure_split
    where ${withinReach(reach, SPLIT_REACH)} and measure = any(${measures})
      and ${pieces('day', [{ from, to }])} ${bySource(source)} group by 1, 2 having sum(n) <> 0`.execute(trx)
  return rows
}
