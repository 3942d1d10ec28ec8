import { sql, type Kysely } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { SealContent } from '../seal.ts'
import { instantText, storedColumns, type StoredEntry } from '../stored-entry.ts'
import type { SealedPlace } from './check-entries.ts'

/** A seal as it stands. */
export type StoredSeal = SealContent & { readonly seal: string }

type Row = Omit<SealedPlace, 'entry'> & { readonly sealNumber: number } & (StoredEntry | { readonly id: null })

const MOST_SEALS = 100
/** A batch ends with the seal that passes this. */
const MOST_ENTRIES = 5_000

/** The seals with their places in order, some at a time, so that the memory does not grow with the log. */
export async function* walkSeals(
  db: Kysely<CoreTables>,
): AsyncGenerator<{ readonly seal: StoredSeal; readonly places: readonly SealedPlace[] }> {
  for (let after = 0; ;) {
    const seals = takeSome(await selectSeals(db, after))
    const [first, last] = [seals.at(0), seals.at(-1)]
    if (first === undefined || last === undefined) return
    const places = Map.groupBy(await selectPlaces(db, first.number, last.number), ({ sealNumber }) => sealNumber)
    for (const seal of seals) yield { seal, places: places.get(seal.number) ?? [] }
    after = last.number
  }
}

async function selectSeals(db: Kysely<CoreTables>, after: number): Promise<readonly StoredSeal[]> {
  const { rows } = await sql<StoredSeal>`select number, ${instantText('at')} as at, entries, root, previous, seal
    from core.audit_seal where number > ${after} order by number limit ${MOST_SEALS}`.execute(db)
  return rows
}

function takeSome(seals: readonly StoredSeal[]): readonly StoredSeal[] {
  let entries = 0
  const tooMany = seals.findIndex((seal) => (entries += seal.entries) > MOST_ENTRIES)
  return tooMany === -1 ? seals : seals.slice(0, tooMany + 1)
}

async function selectPlaces(db: Kysely<CoreTables>, from: number, to: number) {
  const { rows } = await sql<Row>`select i.seal_number, i.position, i.leaf, i.entry_id, ${storedColumns}
    from core.audit_seal_item i left join core.audit_entry e on e.id = i.entry_id
    where i.seal_number between ${from} and ${to} order by i.seal_number, i.position`.execute(db)
  return rows.map(({ sealNumber, position, leaf, entryId, ...entry }) => ({
    sealNumber,
    position,
    leaf,
    entryId,
    entry: entry.id === null ? null : entry,
  }))
}
