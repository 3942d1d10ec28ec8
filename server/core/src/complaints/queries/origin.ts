import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { OriginTable } from '../tables.ts'
import type { Db } from './complaint.ts'

/** From where a complaint came. */
export type OriginRow = Readonly<Selectable<OriginTable>>

/** Notes from where a complaint came. */
export async function insertOrigin(db: Db, row: Insertable<OriginTable>): Promise<void> {
  await db.insertInto('complaints.origin').values(row).execute()
}

/** What came from a source under a number; nobody else brings the same until the transaction ends. */
export async function lockSource(db: Db, source: string, number: string): Promise<OriginRow | undefined> {
  const key = JSON.stringify(['complaints', source, number])
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db)
  return db
    .selectFrom('complaints.origin')
    .selectAll()
    .where('source', '=', source)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** The complaint that a receipt code opens. In the scope of the engine. */
export async function selectByReceipt(db: Db, receiptHash: string): Promise<OriginRow | undefined> {
  return db.selectFrom('complaints.origin').selectAll().where('receiptHash', '=', receiptHash).executeTakeFirst()
}

/** Notes that a sealed complaint goes on among the others. */
export async function markReleased(db: Db, complaintId: string): Promise<void> {
  await db.updateTable('complaints.origin').set({ sealed: false }).where('complaintId', '=', complaintId).execute()
}
