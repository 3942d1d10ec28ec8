import { sql, type Selectable, type Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { BreachesTables, BreachTable } from '../tables.ts'

export type Db = Transaction<CoreTables & BreachesTables>
export type BreachRow = Readonly<Selectable<BreachTable>>

/** Which: of a clause or indicator where one is named, of one region alone or with all within it, lasting or also over. */
export type BreachFilter = {
  readonly reach: Reach
  readonly clause: string | null
  readonly indicator: string | null
  readonly regionId: number | null
  readonly lasting: boolean
}

const found = ({ reach, clause, indicator, regionId, lasting }: BreachFilter) => sql`${withinReach(reach)}
  ${clause === null ? sql`` : sql`and clause = ${clause}`}
  ${indicator === null ? sql`` : sql`and indicator = ${indicator}`}
  ${regionId === null ? sql`` : sql`and region_id = ${regionId}`}
  ${lasting ? sql`and until_day is null` : sql``}`

/** Missed targets within reach, those seen last first. */
export async function selectBreaches(
  db: Db,
  filter: BreachFilter,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly BreachRow[]> {
  const { rows } = await sql<BreachRow>`select * from breaches.breach where ${found(filter)}
    ${after === null ? sql`` : sql`and id < ${after}`} order by id desc limit ${limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countBreaches(db: Db, filter: BreachFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (select from breaches.breach where ${found(filter)} limit 10000) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

/** What lasts in some regions, held until the transaction ends. In the scope of the engine. */
export async function lockLasting(db: Db, regionIds: readonly number[]): Promise<readonly BreachRow[]> {
  const { rows } = await sql<BreachRow>`select * from breaches.breach
    where until_day is null and region_id = any(${regionIds}) order by id for update`.execute(db)
  return rows
}

/** Keeps those that begin; false for one that another look has begun. */
export async function insertBreach(db: Db, row: BreachRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('breaches.breach')
    .values(row)
    .onConflict((on) => on.columns(['regionId', 'indicator']).where('untilDay', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function updateBreach(db: Db, id: string, changed: Partial<BreachRow>): Promise<void> {
  await db.updateTable('breaches.breach').set(changed).where('id', '=', id).execute()
}
