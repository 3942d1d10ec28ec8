import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { RectificationState } from '../contract.ts'
import type { Improvement, RectificationStepTable, RectificationTable } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** A rectification as it is stored. */
export type RectificationRow = Readonly<Selectable<RectificationTable>>

/** A step of its trail. */
export type StepRow = Readonly<Selectable<RectificationStepTable>>

/** Which rectifications are asked for. */
export type RectificationFilter = {
  readonly states: readonly RectificationState[] | null
  /** Whose present step is due before this instant, and that are open. */
  readonly lateAt: Date | null
  readonly organisationId: number | null
  readonly hallId: number | null
  readonly findingId: string | null
  /** Watched by this person. */
  readonly watcher: string | null
}

/** Where a page begins: after this one. */
export type Turn = { readonly stepDue: string; readonly serial: number }

const COUNT_UP_TO = 10_000
const ENDED: readonly RectificationState[] = ['CLOSED', 'WITHDRAWN']
const COLUMNS = { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' } as const

const wanted = (reach: Reach, filter: RectificationFilter) => {
  const { states, lateAt, organisationId, hallId, findingId, watcher } = filter
  const conditions = [withinReach(reach, COLUMNS)]
  if (states !== null) conditions.push(sql`r.state = any(${[...states]}::text[])`)
  if (lateAt !== null) conditions.push(sql`r.step_due < ${lateAt} and r.state <> all(${[...ENDED]}::text[])`)
  if (organisationId !== null) conditions.push(sql`r.organisation_id = ${organisationId}`)
  if (hallId !== null) conditions.push(sql`r.hall_id = ${hallId}`)
  if (findingId !== null) conditions.push(sql`r.finding_id = ${findingId}`)
  if (watcher !== null) {
    conditions.push(sql`exists (select from improvement.watch w where w.rectification_id = r.id
      and w.person_id = ${watcher})`)
  }
  return sql.join(conditions, sql` and `)
}

/** Rectifications within reach, what is due first before all others. */
export async function selectRectifications(
  db: Db,
  reach: Reach,
  filter: RectificationFilter,
  { limit, after }: { readonly limit: number; readonly after: Turn | null },
): Promise<readonly RectificationRow[]> {
  const from =
    after === null ? sql`` : sql`and (r.step_due, r.serial) > (${after.stepDue}::timestamptz, ${after.serial})`
  const { rows } = await sql<RectificationRow>`select r.* from improvement.rectification r
    where ${wanted(reach, filter)} ${from} order by r.step_due, r.serial limit ${limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countRectifications(db: Db, reach: Reach, filter: RectificationFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select
    from improvement.rectification r where ${wanted(reach, filter)} limit ${COUNT_UP_TO}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** How many stand where, and how many of these are late. */
export type StateCount = { readonly state: RectificationState; readonly n: number; readonly late: number }

/** The columns of the board. */
export async function countStates(db: Db, reach: Reach, now: Date): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`select r.state, count(*)::int as n,
      (count(*) filter (where r.step_due < ${now} and r.state <> all(${[...ENDED]}::text[])))::int as late
    from improvement.rectification r where ${withinReach(reach, COLUMNS)} group by r.state`.execute(db)
  return rows
}

/** One rectification within reach, by its id or that of its present round. */
export async function selectRectification(db: Db, reach: Reach, id: string): Promise<RectificationRow | undefined> {
  return named(db, reach, id).executeTakeFirst()
}

/** The same, held until the transaction ends. In the scope of the engine. */
export async function lockRectification(db: Db, reach: Reach, id: string): Promise<RectificationRow | undefined> {
  return named(db, reach, id).forUpdate().executeTakeFirst()
}

const named = (db: Db, reach: Reach, id: string) =>
  db
    .selectFrom('improvement.rectification')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', id), eb('roundId', '=', id)]))
    .where(withinReach(reach, CASE_REACH))

/** Keeps a rectification; undefined when its finding or trend has one. */
export async function insertRectification(
  db: Db,
  row: Insertable<RectificationTable>,
): Promise<RectificationRow | undefined> {
  return db
    .insertInto('improvement.rectification')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Writes what a step changed, and gives the row as it is then. */
export async function updateRectification(
  db: Db,
  id: string,
  changed: Updateable<RectificationTable>,
): Promise<RectificationRow> {
  return db
    .updateTable('improvement.rectification')
    .set(changed)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Adds to the trail; nothing there is ever changed. */
export async function insertStep(db: Db, step: Insertable<RectificationStepTable>): Promise<void> {
  await db.insertInto('improvement.rectificationStep').values(step).execute()
}

/** The trail in order; nobody who is bound to a unit finds it. */
export async function selectSteps(db: Db, reach: Reach, rectificationId: string): Promise<readonly StepRow[]> {
  return db
    .selectFrom('improvement.rectificationStep')
    .selectAll()
    .where('rectificationId', '=', rectificationId)
    .where(withinReach(reach))
    .orderBy('id')
    .execute()
}
