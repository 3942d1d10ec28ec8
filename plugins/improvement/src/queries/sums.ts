import type { PluginTransaction, RecountRange, RecountRow } from '@zhikong/core'
import { sql, type RawBuilder } from 'kysely'
import type { Improvement } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** A count of rectifications by the local day of an instant: column, further condition, and whether it takes away. */
export type RectificationSum = { readonly at: string; readonly where?: string; readonly minus?: true }

const ZONE = 'Asia/Shanghai'

/** Regions and days, from rows that each count `n` at an instant. */
async function sum(db: Db, range: RecountRange, rows: RawBuilder<unknown>): Promise<readonly RecountRow[]> {
  const { rows: found } = await sql<RecountRow>`select region_id, day, sum(n)::int as n from (
      select region_id, scope_key, (at at time zone ${ZONE})::date as day, n from (${rows}) as counted
    ) as dated where scope_key >= ${range.lo} and scope_key < ${range.hi} and day >= ${range.from}
      and day < ${range.to} group by region_id, day having sum(n) <> 0`.execute(db)
  return found
}

/** Sums of rectifications by region and day: the truth that a measure is compared with. */
export async function sumRectifications(
  db: Db,
  range: RecountRange,
  sums: readonly RectificationSum[],
): Promise<readonly RecountRow[]> {
  const parts = sums.map(
    ({
      at,
      where = 'true',
      minus,
    }) => sql`select region_id, scope_key, ${sql.ref(at)} as at, ${minus ? -1 : 1}::int as n
      from improvement.rectification where state <> 'WITHDRAWN' and ${sql.ref(at)} is not null and (${sql.raw(where)})`,
  )
  return sum(db, range, sql.join(parts, sql` union all `))
}

/** Sums of urges by the day on which they came in. */
export async function sumUrges(db: Db, range: RecountRange, inTime: boolean): Promise<readonly RecountRow[]> {
  const answered = inTime ? sql`answered_at <= due` : sql`true`
  return sum(
    db,
    range,
    sql`select region_id, scope_key, received_at as at, 1 as n from improvement.urge where ${answered}`,
  )
}

/** Sums of faults of ratings by the day on which they were found. */
export async function sumRatingFaults(db: Db, range: RecountRange, settled: boolean): Promise<readonly RecountRow[]> {
  const ended = settled ? sql`state in ('CLOSED', 'DISMISSED')` : sql`true`
  return sum(
    db,
    range,
    sql`select region_id, scope_key, detected_at as at, 1 as n from improvement.rating_fault where ${ended}`,
  )
}
