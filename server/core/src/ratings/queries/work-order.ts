import { sql, type Insertable, type RawBuilder, type Selectable, type Updateable } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { OrderState } from '../contract.ts'
import type { OrderStepTable, Ratings, WorkOrderTable } from '../tables.ts'

type Db = PluginTransaction<Ratings>

/** A work order as it is stored. */
export type OrderRow = Readonly<Selectable<WorkOrderTable>>

/** A step of its trail. */
export type StepRow = Readonly<Selectable<OrderStepTable>>

/** Which work orders are asked for. */
export type OrderFilter = {
  readonly states: readonly OrderState[] | null
  /** Open, and overdue then. */
  readonly lateAt: Date | null
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** Where a page begins: after this one. */
export type OrderPlace = { readonly fixDue: string; readonly id: string }

const COLUMNS = { key: 'w.scope_key', organisation: 'w.organisation_id', hall: 'w.hall_id' } as const
const OVER: readonly OrderState[] = ['FIXED', 'EXPLAINED', 'STRUCK_OUT', 'CLOSED']

const wanted = (reach: Reach, { states, lateAt, organisationId, hallId }: OrderFilter): RawBuilder<unknown> => {
  const conditions: RawBuilder<unknown>[] = [withinReach(reach, COLUMNS)]
  if (states !== null) conditions.push(sql`w.state = any(${[...states]}::text[])`)
  if (lateAt !== null)
    conditions.push(sql`((w.state = 'OPEN' and w.contact_due < ${lateAt})
      or (w.fix_due < ${lateAt} and w.state <> all(${[...OVER]}::text[])))`)
  if (organisationId !== null) conditions.push(sql`w.organisation_id = ${organisationId}`)
  if (hallId !== null) conditions.push(sql`w.hall_id = ${hallId}`)
  return sql.join(conditions, sql` and `)
}

/** Work orders within reach, what is due first before all others. */
export async function selectOrders(
  db: Db,
  reach: Reach,
  filter: OrderFilter,
  { limit, after }: { readonly limit: number; readonly after: OrderPlace | null },
): Promise<readonly OrderRow[]> {
  const from = after === null ? sql`` : sql`and (w.fix_due, w.id) > (${after.fixDue}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<OrderRow>`select w.* from ratings.work_order w
    where ${wanted(reach, filter)} ${from} order by w.fix_due, w.id limit ${limit}`.execute(db)
  return rows
}

const COUNT_UP_TO = 10_000

/** How many there are, counted up to 10,000. */
export async function countOrders(db: Db, reach: Reach, filter: OrderFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select
    from ratings.work_order w where ${wanted(reach, filter)} limit ${COUNT_UP_TO}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One work order within reach, by its id. */
export async function selectOrder(db: Db, reach: Reach, id: string): Promise<OrderRow | undefined> {
  return named(db, reach, id).executeTakeFirst()
}

/** The same, held until the transaction ends. In the scope of the engine. */
export async function lockOrder(db: Db, reach: Reach, id: string): Promise<OrderRow | undefined> {
  return named(db, reach, id).forUpdate().executeTakeFirst()
}

const named = (db: Db, reach: Reach, id: string) =>
  db.selectFrom('ratings.workOrder').selectAll().where('id', '=', id).where(withinReach(reach, CASE_REACH))

/** The work order of a rating, held. In the scope of the engine. */
export async function lockOrderOf(db: Db, areaCode: number, ratingId: string): Promise<OrderRow | undefined> {
  return db
    .selectFrom('ratings.workOrder')
    .selectAll()
    .where('areaCode', '=', areaCode)
    .where('ratingId', '=', ratingId)
    .forUpdate()
    .executeTakeFirst()
}

/** Opens work orders. */
export async function insertOrders(db: Db, rows: readonly Insertable<WorkOrderTable>[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('ratings.workOrder')
      .values([...rows])
      .execute()
}

/** Writes what a step changed, and gives the row as it is then. */
export async function updateOrder(
  db: Db,
  { areaCode, id }: Pick<OrderRow, 'areaCode' | 'id'>,
  changed: Updateable<WorkOrderTable>,
): Promise<OrderRow> {
  return db
    .updateTable('ratings.workOrder')
    .set(changed)
    .where('areaCode', '=', areaCode)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Adds to the trail; nothing there is ever changed. */
export async function insertStep(db: Db, step: Insertable<OrderStepTable>): Promise<void> {
  await db.insertInto('ratings.orderStep').values(step).execute()
}

/** The trail in order; nobody who is bound to a unit finds it. */
export async function selectSteps(
  db: Db,
  reach: Reach,
  { areaCode, id }: Pick<OrderRow, 'areaCode' | 'id'>,
): Promise<readonly StepRow[]> {
  return db
    .selectFrom('ratings.orderStep')
    .selectAll()
    .where('areaCode', '=', areaCode)
    .where('orderId', '=', id)
    .where(withinReach(reach))
    .orderBy('id')
    .execute()
}
