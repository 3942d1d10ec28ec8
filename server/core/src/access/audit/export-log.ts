import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { storedColumns, type StoredEntry } from './stored-entry.ts'

/** An entry as it leaves the platform, with its place under its seal. */
export type ExportedEntry = StoredEntry & {
  readonly sealNumber: number | null
  readonly position: number | null
  readonly leaf: string | null
}

const BATCH = 1_000

/** The entries of a time, `to` exclusive, the oldest first; some at a time. In the scope of the engine. */
export async function* exportLog(
  trx: Transaction<CoreTables>,
  { from, to }: { readonly from: Date; readonly to: Date },
): AsyncGenerator<ExportedEntry> {
  let last = { at: from.toISOString(), id: -1 }
  for (;;) {
    const { rows } = await sql<ExportedEntry>`select ${storedColumns}, i.seal_number, i.position, i.leaf
      from core.audit_entry e left join core.audit_seal_item i on i.entry_id = e.id
      where (e.at, e.id) > (${last.at}::timestamptz, ${last.id}::bigint) and e.at < ${to}
      order by e.at, e.id limit ${BATCH}`.execute(trx)
    yield* rows
    const end = rows.at(-1)
    if (end === undefined || rows.length < BATCH) return
    last = end
  }
}
