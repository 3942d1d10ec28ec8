import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Spread } from '../tables.ts'
import type { Improvement, TrendTable } from '../tables.ts'
import { COUNT_UP_TO, type PageAsked } from './page.ts'

type Db = PluginTransaction<Improvement>

/** A trend as it is stored. */
export type TrendRow = Readonly<Selectable<TrendTable>>

type Cause = { readonly findingType: string; readonly cause: string }
type Range = { readonly lo: number; readonly hi: number }

/** Over how many units of a range findings of one type and cause came up since an instant. */
export async function selectSpread(db: Db, { findingType, cause }: Cause, range: Range, since: Date): Promise<Spread> {
  const { rows } = await sql<Spread>`select count(*)::int as findings,
      count(distinct (coalesce(organisation_id, 0), coalesce(hall_id, 0)))::int as units
    from improvement.rectification where finding_type = ${findingType} and cause = ${cause} and kind = 'SINGLE'
      and scope_key >= ${range.lo} and scope_key < ${range.hi} and found_at >= ${since} and state <> 'WITHDRAWN'
      and (organisation_id is not null or hall_id is not null)`.execute(db)
  return rows[0] ?? { findings: 0, units: 0 }
}

/** Whether the cause is being looked at in a range: a trend was proposed or judged since, or is being repaired. */
export async function isTrendKnown(db: Db, { findingType, cause }: Cause, range: Range, since: Date): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select exists (select from improvement.trend
      where finding_type = ${findingType} and cause = ${cause} and scope_key >= ${range.lo} and scope_key < ${range.hi}
        and (state = 'PROPOSED' or proposed_at >= ${since}))
    or exists (select from improvement.rectification where kind = 'SYSTEMIC' and finding_type = ${findingType}
      and cause = ${cause} and scope_key >= ${range.lo} and scope_key < ${range.hi}
      and state not in ('CLOSED', 'WITHDRAWN')) as known`.execute(db)
  return rows[0]?.known ?? false
}

/** Proposes a trend; nothing when one waits. */
export async function insertTrend(db: Db, row: Insertable<TrendTable>): Promise<void> {
  await db
    .insertInto('improvement.trend')
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute()
}

const found = (db: Db, reach: Reach, state: TrendRow['state'] | null) =>
  db
    .selectFrom('improvement.trend')
    .where(withinReach(reach))
    .$if(state !== null, (query) => query.where('state', '=', state))

/** Trends within reach, the newest first. */
export async function selectTrends(
  db: Db,
  reach: Reach,
  state: TrendRow['state'] | null,
  { limit, after }: PageAsked,
): Promise<readonly TrendRow[]> {
  return found(db, reach, state)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countTrends(db: Db, reach: Reach, state: TrendRow['state'] | null): Promise<number> {
  const some = found(db, reach, state).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One within reach, held until the transaction ends. In the scope of the engine. */
export async function lockTrend(db: Db, reach: Reach, id: number): Promise<TrendRow | undefined> {
  return db
    .selectFrom('improvement.trend')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}

/** Writes what somebody judged of it. */
export async function judgeTrend(
  db: Db,
  id: number,
  judged: Pick<TrendRow, 'state' | 'judgedAt' | 'judgedById' | 'judgedBy' | 'reason'>,
): Promise<void> {
  await db.updateTable('improvement.trend').set(judged).where('id', '=', id).execute()
}
