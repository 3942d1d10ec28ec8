import { sql, type Kysely } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { Finding } from './finding.ts'

const BATCH = 1_000

/** Entries that came past the platform, and those that wait for a seal and are gone. */
export async function* checkLooseEnds(db: Kysely<CoreTables>): AsyncGenerator<Finding> {
  for await (const entry of ids((after) => selectAdded(db, after))) yield { kind: 'ENTRY_ADDED', entry }
  for await (const entry of ids((after) => selectGone(db, after))) yield { kind: 'ENTRY_MISSING', entry, seal: null }
}

/** Seals of which there are places and nothing else, in ascending order. */
export const sealsWithoutWords = (db: Kysely<CoreTables>): AsyncGenerator<number> =>
  ids((after) => selectOrphans(db, after))

type Select = (after: number) => Promise<readonly number[]>

async function* ids(select: Select): AsyncGenerator<number> {
  for (let after = -1; ;) {
    const batch = await select(after)
    yield* batch
    if (batch.length < BATCH) return
    after = batch.at(-1) ?? after
  }
}

async function selectAdded(db: Kysely<CoreTables>, after: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select e.id from core.audit_entry e where e.id > ${after}
    and not exists (select from core.audit_seal_item i where i.entry_id = e.id)
    and not exists (select from core.audit_pending p where p.entry_id = e.id)
    order by e.id limit ${BATCH}`.execute(db)
  return rows.map(({ id }) => id)
}

async function selectGone(db: Kysely<CoreTables>, after: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select p.entry_id as id from core.audit_pending p
    where p.entry_id > ${after} and not exists (select from core.audit_entry e where e.id = p.entry_id)
    order by p.entry_id limit ${BATCH}`.execute(db)
  return rows.map(({ id }) => id)
}

async function selectOrphans(db: Kysely<CoreTables>, after: number): Promise<readonly number[]> {
  const { rows } = await sql<{ number: number }>`select distinct i.seal_number as number from core.audit_seal_item i
    where i.seal_number > ${after} and not exists (select from core.audit_seal s where s.number = i.seal_number)
    order by 1 limit ${BATCH}`.execute(db)
  return rows.map(({ number }) => number)
}
