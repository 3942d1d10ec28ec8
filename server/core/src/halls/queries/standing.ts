import { sql } from 'kysely'
import { columnList, unnest, type ColumnTypes } from '../../database/bulk.ts'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { StandingTable } from '../tables.ts'
import type { Db } from './group.ts'

const TYPES: ColumnTypes<StandingTable> = {
  regionId: 'int',
  areaCode: 'int',
  scopeKey: 'bigint',
  measure: 'text',
  day: 'date',
  n: 'int',
}

/** What some counts have come to by region, as they were kept. In the scope of the engine. */
export const selectStanding = async (
  db: Db,
  measures: readonly string[],
): Promise<readonly { readonly regionId: number; readonly measure: string; readonly n: number }[]> => {
  const { rows } = await sql<{
    regionId: number
    measure: string
    n: number
  }>`select region_id, measure, sum(n)::int as n
    from halls.standing where measure = any(${measures}) group by 1, 2`.execute(db)
  return rows
}

/** Keeps what changed on a day, beside what changed on it before. */
export const addStanding = async (db: Db, rows: readonly StandingTable[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into halls.standing (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}
    on conflict (measure, region_id, day) do update set n = standing.n + excluded.n`.execute(db)
}

/** Keeps days that were not kept; answers those. */
export const insertDays = async (db: Db, rows: readonly StandingTable[]): Promise<readonly StandingTable[]> => {
  if (rows.length === 0) return []
  const { rows: kept } = await sql<StandingTable>`insert into halls.standing (${columnList(TYPES)})
    select * from ${unnest(TYPES, rows)} on conflict do nothing
    returning region_id, area_code, scope_key, measure, to_char(day, 'YYYY-MM-DD') as day, n`.execute(db)
  return kept
}

/** What a count changed by, by region and day. */
export const recountStanding = async (
  db: Db,
  { lo, hi, from, to }: RecountRange,
  measure: string,
): Promise<readonly RecountRow[]> => {
  const { rows } = await sql<RecountRow>`select region_id, to_char(day, 'YYYY-MM-DD') as day, n from halls.standing
    where measure = ${measure} and scope_key >= ${lo} and scope_key < ${hi}
      and day >= ${from}::date and day < ${to}::date`.execute(db)
  return rows
}
