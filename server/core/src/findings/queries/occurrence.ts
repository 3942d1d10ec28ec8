import type { Insertable, Selectable, Updateable } from 'kysely'
import type { FindingSource } from '../contract.ts'
import type { Ledger } from '../ledger.ts'
import type { OccurrenceTable } from '../tables.ts'

/** An occurrence as it is stored. */
export type OccurrenceRow = Readonly<Selectable<OccurrenceTable>>

/** What was raised from a source before. */
export async function selectRaised(
  db: Ledger,
  { source, sourceId }: { readonly source: FindingSource; readonly sourceId: string },
): Promise<OccurrenceRow | undefined> {
  return db
    .selectFrom('findings.occurrence')
    .selectAll()
    .where('source', '=', source)
    .where('sourceId', '=', sourceId)
    .executeTakeFirst()
}

/** The one occurrence of a veiled finding. */
export async function selectVeiled(db: Ledger, findingId: string): Promise<OccurrenceRow> {
  return db.selectFrom('findings.occurrence').selectAll().where('findingId', '=', findingId).executeTakeFirstOrThrow()
}

/** Keeps an occurrence. */
export async function insertOccurrence(db: Ledger, row: Insertable<OccurrenceTable>): Promise<void> {
  await db.insertInto('findings.occurrence').values(row).execute()
}

/** Releases an occurrence, to the finding that it belongs to since. */
export async function updateOccurrence(db: Ledger, id: string, changed: Updateable<OccurrenceTable>): Promise<void> {
  await db.updateTable('findings.occurrence').set(changed).where('id', '=', id).execute()
}

/** Gives all occurrences of one finding to another. */
export async function moveOccurrences(db: Ledger, from: string, to: string): Promise<void> {
  await db.updateTable('findings.occurrence').set({ findingId: to }).where('findingId', '=', from).execute()
}
