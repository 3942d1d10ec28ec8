import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import type { Insertable } from 'kysely'
import type { Improvement, WatchTable } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** Whether somebody watches a rectification within reach. */
export async function isWatched(db: Db, reach: Reach, rectificationId: string, personId: string): Promise<boolean> {
  const found = await db
    .selectFrom('improvement.watch')
    .select('since')
    .where('rectificationId', '=', rectificationId)
    .where('personId', '=', personId)
    .where(withinReach(reach, CASE_REACH))
    .executeTakeFirst()
  return found !== undefined
}

/** Begins to watch; false when it was watched already. */
export async function insertWatch(db: Db, watch: Insertable<WatchTable>): Promise<boolean> {
  const kept = await db
    .insertInto('improvement.watch')
    .values(watch)
    .onConflict((on) => on.doNothing())
    .returning('since')
    .executeTakeFirst()
  return kept !== undefined
}

/** Watches no longer; false when it was not watched. */
export async function deleteWatch(db: Db, rectificationId: string, personId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('improvement.watch')
    .where('rectificationId', '=', rectificationId)
    .where('personId', '=', personId)
    .returning('since')
    .executeTakeFirst()
  return gone !== undefined
}
