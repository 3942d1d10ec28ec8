import { sql, type Transaction } from 'kysely'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import { NO_SEAL, rootOf, sealOf, type AuditKeys } from './seal.ts'
import { leafOf, storedColumns, toInstantText, type StoredEntry } from './stored-entry.ts'

/** A seal that was made: what is kept outside of the database to find a cut-off end by. */
export type SealHead = { readonly number: number; readonly at: string; readonly entries: number; readonly seal: string }

type Item = { entryId: number; sealNumber: number; position: number; leaf: string }

const ITEM_TYPES = { entryId: 'bigint', sealNumber: 'bigint', position: 'int', leaf: 'text' } as const

/** The most entries under one seal. */
const BATCH = 1_000

/**
 * Seals the entries that wait for it, in the scope of the engine; undefined when none does. An entry whose transaction
 * ends late is taken by a later seal, whatever its id.
 */
export async function sealPending(
  trx: Transaction<CoreTables>,
  [key]: AuditKeys,
  now: Date,
): Promise<SealHead | undefined> {
  const { rows } = await sql<StoredEntry>`select ${storedColumns} from core.audit_pending p
    join core.audit_entry e on e.id = p.entry_id order by e.id limit ${BATCH}`.execute(trx)
  if (rows.length === 0) return undefined
  const last = await lastSeal(trx)
  const number = last.number + 1
  const items = rows.map((entry, position) => ({
    entryId: entry.id,
    sealNumber: number,
    position,
    leaf: leafOf(entry),
  }))
  const at = toInstantText(now)
  const content = {
    number,
    at,
    entries: items.length,
    root: rootOf(items.map(({ leaf }) => leaf)),
    previous: last.seal,
  }
  const seal = sealOf(key, content)
  await trx
    .insertInto('core.auditSeal')
    .values({ ...content, at: now, seal })
    .execute()
  await insertItems(trx, items)
  const ids = items.map(({ entryId }) => entryId)
  await sql`delete from core.audit_pending where entry_id = any(${ids}::bigint[])`.execute(trx)
  return { number, at, entries: items.length, seal }
}

/** The newest seal; at the end of a retention that left none, the last that was removed. */
async function lastSeal(trx: Transaction<CoreTables>): Promise<{ number: number; seal: string }> {
  const { rows } = await sql<{ number: number; seal: string }>`select number, seal from (
    (select number, seal from core.audit_seal order by number desc limit 1)
    union all select number, seal from core.audit_trim
  ) as known order by number desc limit 1`.execute(trx)
  return rows[0] ?? { number: 0, seal: NO_SEAL }
}

async function insertItems(trx: Transaction<CoreTables>, items: readonly Item[]): Promise<void> {
  await sql`insert into core.audit_seal_item (entry_id, seal_number, position, leaf)
    select * from ${unnest<Item>(ITEM_TYPES, items)}`.execute(trx)
}
