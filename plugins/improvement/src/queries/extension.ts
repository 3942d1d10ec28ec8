import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import type { Insertable, Selectable } from 'kysely'
import type { ExtensionTable, Improvement } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** More time as it was asked for. */
export type ExtensionRow = Readonly<Selectable<ExtensionTable>>

/** What was asked for of one rectification, in order. */
export async function selectExtensions(db: Db, reach: Reach, id: string): Promise<readonly ExtensionRow[]> {
  return db
    .selectFrom('improvement.extension')
    .selectAll()
    .where('rectificationId', '=', id)
    .where(withinReach(reach, CASE_REACH))
    .orderBy('id')
    .execute()
}

/** The one that waits for a decision, held until the transaction ends. */
export async function lockExtension(db: Db, reach: Reach, id: string): Promise<ExtensionRow | undefined> {
  return db
    .selectFrom('improvement.extension')
    .selectAll()
    .where('rectificationId', '=', id)
    .where('state', '=', 'ASKED')
    .where(withinReach(reach, CASE_REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps what is asked for; false when something waits already. */
export async function insertExtension(db: Db, row: Insertable<ExtensionTable>): Promise<boolean> {
  const kept = await db
    .insertInto('improvement.extension')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** Writes what was decided. */
export async function decideExtension(
  db: Db,
  id: number,
  decided: Pick<ExtensionRow, 'state' | 'decidedAt' | 'decidedById' | 'decidedBy' | 'words'>,
): Promise<void> {
  await db.updateTable('improvement.extension').set(decided).where('id', '=', id).execute()
}
