import { sql, type Insertable, type RawBuilder, type Selectable, type SqlBool, type Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { ComplaintCategory, ComplaintKind, ComplaintState } from '../contract.ts'
import type { Complaints, ComplaintTable, VeilColumns } from '../tables.ts'

export type Db = PluginTransaction<Complaints>

/** A complaint as it is stored, and in which of the two tables. */
export type ComplaintRow = Readonly<Selectable<ComplaintTable>> & { readonly sealed: boolean }
export type NewComplaintRow = Omit<Insertable<ComplaintTable>, 'serial'>
export type ComplaintChange = Updateable<ComplaintTable>

/** Which complaints; null does not narrow. */
export type ComplaintFilter = {
  readonly state: ComplaintState | null
  readonly kind: ComplaintKind | null
  readonly category: ComplaintCategory | null
  /** Only those with something that waits and is late at this instant. */
  readonly lateAt: Date | null
}

/** A page of a list, the newest first: `after` is the serial of the last one seen. */
export type PageAsked = { readonly limit: number; readonly after: number | null }

export const COUNT_UP_TO = 10_000

const OPEN_REACH = { key: 'scope_key', organisation: 'organisation_id', hall: 'hall_id' } as const
const SEALED_REACH = { key: 'handling_key' } as const

/** Both tables have the columns of one; the veil of the other is row security's. */
const table = (sealed: boolean) => (sealed ? 'complaints.sealed' : 'complaints.complaint') as 'complaints.complaint'

const reached = (reach: Reach, sealed: boolean): RawBuilder<SqlBool> =>
  withinReach(reach, sealed ? SEALED_REACH : OPEN_REACH)

/** Complaints within reach, the newest first; sealed ones only where they are asked for. */
export async function selectComplaints(
  db: Db,
  reach: Reach,
  sealed: boolean,
  filter: ComplaintFilter,
  { limit, after }: PageAsked,
): Promise<readonly ComplaintRow[]> {
  const rows = await wanted(db, reach, sealed, filter)
    .selectAll()
    .$if(after !== null, (query) => query.where('serial', '<', after ?? 0))
    .orderBy('serial', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, sealed }))
}

/** How many there are, counted up to 10,000. */
export async function countComplaints(db: Db, reach: Reach, sealed: boolean, filter: ComplaintFilter): Promise<number> {
  const some = wanted(db, reach, sealed, filter).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

const wanted = (db: Db, reach: Reach, sealed: boolean, { state, kind, category, lateAt }: ComplaintFilter) =>
  db
    .selectFrom(table(sealed))
    .where(reached(reach, sealed))
    .$if(state !== null, (query) => query.where('state', '=', state ?? 'RECEIVED'))
    .$if(kind !== null, (query) => query.where('kind', '=', kind ?? 'COMPLAINT'))
    .$if(category !== null, (query) => query.where('category', '=', category ?? 'OTHER'))
    .$if(lateAt !== null, (query) => query.where('stepDue', '<', lateAt))

/** One complaint within reach. */
export async function selectComplaint(
  db: Db,
  reach: Reach,
  sealed: boolean,
  id: string,
): Promise<ComplaintRow | undefined> {
  const row = await db
    .selectFrom(table(sealed))
    .selectAll()
    .where('id', '=', id)
    .where(reached(reach, sealed))
    .executeTakeFirst()
  return row && { ...row, sealed }
}

/** One complaint, held until the transaction ends. In the scope of the engine. */
export async function lockComplaint(db: Db, id: string, sealed: boolean): Promise<ComplaintRow | undefined> {
  const row = await db.selectFrom(table(sealed)).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && { ...row, sealed }
}

/** Keeps a complaint that its unit may know of. */
export async function insertComplaint(db: Db, row: NewComplaintRow): Promise<ComplaintRow> {
  const kept = await db.insertInto('complaints.complaint').values(row).returningAll().executeTakeFirstOrThrow()
  return { ...kept, sealed: false }
}

/** Keeps a sealed complaint. */
export async function insertSealed(db: Db, row: NewComplaintRow & VeilColumns): Promise<ComplaintRow> {
  const kept = await db.insertInto('complaints.sealed').values(row).returningAll().executeTakeFirstOrThrow()
  return { ...kept, sealed: true }
}

/** Writes what changed, and gives the row as it is then. */
export async function updateComplaint(
  db: Db,
  { id, sealed }: Pick<ComplaintRow, 'id' | 'sealed'>,
  changed: ComplaintChange,
): Promise<ComplaintRow> {
  const row = await db
    .updateTable(table(sealed))
    .set(changed)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...row, sealed }
}
