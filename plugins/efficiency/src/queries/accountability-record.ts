import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Selectable } from 'kysely'
import type { Act } from '../contract.ts'
import type { RecordState, Efficiency, RecordStepTable, RecordTable } from '../tables.ts'
import { type TimeBase, recordIn, type Period } from './time-base.ts'
import type { PageAsked } from './accountability-lead.ts'
import { cardRevoked } from './accused.ts'

type Db = PluginTransaction<Efficiency>

/** A record as it is stored, with whether its card was revoked since. */
export type RecordRow = Readonly<Selectable<RecordTable>> & { readonly cardRevoked: boolean }

/** A step of its trail. */
export type RecordStepRow = Readonly<Selectable<RecordStepTable>>

/** Which records are asked for. */
export type RecordFilter = {
  readonly state: RecordState | null
  readonly act: Act | null
  readonly organisationId: number | null
  readonly hallId: number | null
  readonly period: (Period & { readonly base: TimeBase }) | null
}

const COUNT_UP_TO = 10_000
const RECORD = { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' } as const

const wanted = (reach: Reach, { state, act, organisationId, hallId, period }: RecordFilter) => {
  const conditions = [withinReach(reach, RECORD)]
  if (state !== null) conditions.push(sql`r.state = ${state}`)
  if (act !== null) conditions.push(sql`r.act = ${act}`)
  if (organisationId !== null) conditions.push(sql`r.organisation_id = ${organisationId}`)
  if (hallId !== null) conditions.push(sql`r.hall_id = ${hallId}`)
  if (period !== null) conditions.push(recordIn(period.base, period))
  return sql.join(conditions, sql` and `)
}

/** Records within reach, the newest first. */
export async function selectRecords(
  db: Db,
  reach: Reach,
  filter: RecordFilter,
  { limit, after }: PageAsked,
): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`select r.*, ${cardRevoked} as card_revoked
    from efficiency.accountability_record r
    where ${wanted(reach, filter)} ${after === null ? sql`` : sql`and r.id < ${after}`}
    order by r.id desc limit ${limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countRecords(db: Db, reach: Reach, filter: RecordFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select
    from efficiency.accountability_record r where ${wanted(reach, filter)} limit ${COUNT_UP_TO}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One record within reach. */
export async function selectRecord(db: Db, reach: Reach, id: number): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`select r.*, ${cardRevoked} as card_revoked
    from efficiency.accountability_record r where r.id = ${id} and ${withinReach(reach, RECORD)}`.execute(db)
  return rows[0]
}

/** The same, held until the transaction ends. In the scope of the engine. */
export async function lockRecord(
  db: Db,
  reach: Reach,
  id: number,
): Promise<Omit<RecordRow, 'cardRevoked'> | undefined> {
  return db
    .selectFrom('efficiency.accountabilityRecord')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, CASE_REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps a record and gives its id; undefined when there is one from the same lead or card. */
export async function insertRecord(db: Db, row: Omit<RecordRow, 'id' | 'cardRevoked'>): Promise<number | undefined> {
  const kept = await db
    .insertInto('efficiency.accountabilityRecord')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept?.id
}

/** Writes what a step changed. */
export async function updateRecord(
  db: Db,
  id: number,
  changed: Partial<Omit<RecordRow, 'id' | 'cardRevoked'>>,
): Promise<void> {
  await db.updateTable('efficiency.accountabilityRecord').set(changed).where('id', '=', id).execute()
}

/** Adds to the trail; nothing there is ever changed. */
export async function insertRecordStep(db: Db, step: Omit<RecordStepRow, 'id'>): Promise<void> {
  await db.insertInto('efficiency.accountabilityStep').values(step).execute()
}

/** The trail of a record in order; nobody who is bound to an organisation or hall finds it. */
export async function selectRecordSteps(db: Db, reach: Reach, recordId: number): Promise<readonly RecordStepRow[]> {
  return db
    .selectFrom('efficiency.accountabilityStep')
    .selectAll()
    .where('recordId', '=', recordId)
    .where(withinReach(reach))
    .orderBy('id')
    .execute()
}
