import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { NewFinding } from '../contract.ts'
import type { Ledger } from '../ledger.ts'
import type { FindingTable } from '../tables.ts'

/** A finding as it is stored. */
export type FindingRow = Readonly<Selectable<FindingTable>>

/** What makes two findings the same. */
export type Sameness = Pick<NewFinding, 'type' | 'cause' | 'place' | 'subject'>

/** Holds back whoever raises the same, or from the same source, until the transaction ends. */
export async function takeTurn(db: Ledger, name: readonly (string | number | null)[]): Promise<void> {
  const key = JSON.stringify(['findings', ...name])
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db)
}

/** The newest finding that is the same and known to the unit, neither dismissed nor merged; held. */
export async function lockSame(db: Ledger, { type, cause, place, subject }: Sameness): Promise<FindingRow | undefined> {
  return db
    .selectFrom('findings.finding')
    .selectAll()
    .where('regionId', '=', place.regionId)
    .where('organisationId', 'is not distinct from', place.organisationId ?? null)
    .where('hallId', 'is not distinct from', place.hallId ?? null)
    .where('type', '=', type)
    .where('cause', '=', cause)
    .where('subjectType', 'is not distinct from', subject?.type ?? null)
    .where('subjectId', 'is not distinct from', subject?.id ?? null)
    .where('state', 'in', ['OPEN', 'REOPENED', 'SETTLED'])
    .where('releasedAt', 'is not', null)
    .orderBy(sql`state = 'SETTLED'`)
    .orderBy('lastFoundAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** One finding, held until the transaction ends. In the scope of the engine. */
export async function lockFinding(db: Ledger, id: string): Promise<FindingRow | undefined> {
  return db.selectFrom('findings.finding').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Keeps a finding. */
export async function insertFinding(db: Ledger, row: Insertable<FindingTable>): Promise<FindingRow> {
  return db.insertInto('findings.finding').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Writes what changed, and gives the row as it is then. */
export async function updateFinding(db: Ledger, id: string, changed: Updateable<FindingTable>): Promise<FindingRow> {
  return db.updateTable('findings.finding').set(changed).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** Takes away a veiled finding that turned out, at its release, to be one that is known. */
export async function deleteFinding(db: Ledger, id: string): Promise<void> {
  await db.deleteFrom('findings.finding').where('id', '=', id).execute()
}
