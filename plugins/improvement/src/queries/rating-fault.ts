import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { RatingFaultState } from '../tables.ts'
import type { Improvement, RatingFaultTable } from '../tables.ts'
import { COUNT_UP_TO, type PageAsked } from './page.ts'

type Db = PluginTransaction<Improvement>

/** A fault as it is stored. */
export type RatingFaultRow = Readonly<Selectable<RatingFaultTable>>

const found = (db: Db, reach: Reach, state: RatingFaultState | null) =>
  db
    .selectFrom('improvement.ratingFault')
    .where(withinReach(reach, CASE_REACH))
    .$if(state !== null, (query) => query.where('state', '=', state))

/** Faults within reach, the newest first. */
export async function selectRatingFaults(
  db: Db,
  reach: Reach,
  state: RatingFaultState | null,
  { limit, after }: PageAsked,
): Promise<readonly RatingFaultRow[]> {
  return found(db, reach, state)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countRatingFaults(db: Db, reach: Reach, state: RatingFaultState | null): Promise<number> {
  const some = found(db, reach, state).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One within reach, held until the transaction ends. In the scope of the engine. */
export async function lockRatingFault(db: Db, reach: Reach, id: number): Promise<RatingFaultRow | undefined> {
  return db
    .selectFrom('improvement.ratingFault')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, CASE_REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps a fault; undefined when it is known for this place and these days. */
export async function insertRatingFault(
  db: Db,
  row: Insertable<RatingFaultTable>,
): Promise<RatingFaultRow | undefined> {
  return db
    .insertInto('improvement.ratingFault')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Writes what a step changed. */
export async function updateRatingFault(db: Db, id: number, changed: Updateable<RatingFaultTable>): Promise<void> {
  await db.updateTable('improvement.ratingFault').set(changed).where('id', '=', id).execute()
}
