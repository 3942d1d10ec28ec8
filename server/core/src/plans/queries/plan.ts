import { sql, type Selectable, type Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { HeldGrant, Reach } from '../../graphql/context.ts'
import type { OccurrenceTable, PlansTables, PlanTable } from '../tables.ts'

export type Db = Transaction<CoreTables & PlansTables>
export type PlanRow = Readonly<Selectable<PlanTable>>
export type OccurrenceRow = Readonly<Selectable<OccurrenceTable>>

/** Which plans: of a clause where one is named. */
export type PlanFilter = {
  readonly reach: Reach
  readonly grants: readonly HeldGrant[]
  readonly clause: string | null
}

/**
 * What somebody may know of: the veil hides irregular plans from rights inside of the region; those that are bound to an
 * organisation or hall of the region itself have its whole range, and are told here.
 */
const known = (grants: readonly HeldGrant[]) => {
  const bound = grants.filter(({ organisationId, hallId }) => organisationId !== null || hallId !== null)
  const unit = bound.map(({ lo, hi }) => sql`(p.scope_key <= ${lo} and r.scope_end >= ${hi})`)
  if (unit.length === 0) return sql`true`
  return sql`(p.released_at is not null or not exists (
    select from core.region r where r.id = p.region_id and (${sql.join(unit, sql` or `)})))`
}

const found = ({ reach, grants, clause }: PlanFilter) => sql`${withinReach(reach, { key: 'p.scope_key' })}
  and ${known(grants)} ${clause === null ? sql`` : sql`and p.clause = ${clause}`}`

/** Plans within reach, the newest first. */
export async function selectPlans(
  db: Db,
  filter: PlanFilter,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly PlanRow[]> {
  const { rows } = await sql<PlanRow>`select p.* from plans.plan p where ${found(filter)}
    ${after === null ? sql`` : sql`and p.id < ${after}`} order by p.id desc limit ${limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countPlans(db: Db, filter: PlanFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (select from plans.plan p where ${found(filter)} limit 10000) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

/** What is due by all plans that somebody may know of, whose windows end within some days, half-open. */
export async function selectDues(
  db: Db,
  filter: PlanFilter,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly OccurrenceRow[]> {
  const { rows } = await sql<OccurrenceRow>`select o.* from plans.occurrence o join plans.plan p on p.id = o.plan_id
    where ${found(filter)} and not o.void and o.to_day > ${from} and o.to_day <= ${to}`.execute(db)
  return rows
}

/** One plan within reach, held until the transaction ends. In the scope of the engine. */
export async function lockPlan(db: Db, reach: Reach, id: string): Promise<PlanRow | undefined> {
  return db
    .selectFrom('plans.plan')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}

/** Running plans of a clause at a region, held until the transaction ends. */
export async function lockPlansOf(db: Db, clause: string, regionId: number): Promise<readonly PlanRow[]> {
  return db
    .selectFrom('plans.plan')
    .selectAll()
    .where('clause', '=', clause)
    .where('regionId', '=', regionId)
    .where('stoppedAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** What is due by a plan, in order. */
export async function selectOccurrences(db: Db, reach: Reach, planId: string): Promise<readonly OccurrenceRow[]> {
  return db
    .selectFrom('plans.occurrence')
    .selectAll()
    .where('planId', '=', planId)
    .where('void', '=', false)
    .where(withinReach(reach))
    .orderBy('fromDay')
    .orderBy('id')
    .execute()
}

export async function insertPlan(db: Db, plan: PlanRow, occurrences: readonly OccurrenceRow[]): Promise<void> {
  await db.insertInto('plans.plan').values(plan).execute()
  await db
    .insertInto('plans.occurrence')
    .values([...occurrences])
    .execute()
}

export async function updatePlan(db: Db, id: string, changed: Partial<PlanRow>): Promise<void> {
  await db.updateTable('plans.plan').set(changed).where('id', '=', id).execute()
}

export async function updateOccurrence(db: Db, id: string, changed: Partial<OccurrenceRow>): Promise<void> {
  await db.updateTable('plans.occurrence').set(changed).where('id', '=', id).execute()
}
