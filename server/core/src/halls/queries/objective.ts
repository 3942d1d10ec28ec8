import { sql, type Selectable, type Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { RecountRange, RecountRow } from '../../plugin.ts'
import type { ObjectiveTable } from '../tables.ts'
import type { Db } from './group.ts'

export type { Db }

export type ObjectiveRow = Readonly<Selectable<ObjectiveTable>>

/** Objectives within reach, those set last before all others. */
export const selectObjectives = (
  db: Db,
  reach: Reach,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly ObjectiveRow[]> =>
  db
    .selectFrom('halls.objective')
    .selectAll()
    .where(withinReach(reach))
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** How many there are, counted up to 10,000. */
export const countObjectives = async (db: Db, reach: Reach): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (select from halls.objective where ${withinReach(reach)} limit 10000) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

/** One objective within reach, held until the transaction ends. In the scope of the engine. */
export const lockObjective = (db: Db, reach: Reach, id: string): Promise<ObjectiveRow | undefined> =>
  db
    .selectFrom('halls.objective')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()

/** Objectives whose period is over on a day and that were not judged. In the scope of the engine. */
export const selectDue = (db: Db, day: string, limit: number): Promise<readonly ObjectiveRow[]> =>
  db
    .selectFrom('halls.objective')
    .selectAll()
    .where('toDay', '<=', day)
    .where('judgedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .orderBy('toDay')
    .limit(limit)
    .execute()

export const insertObjective = async (db: Db, row: ObjectiveRow): Promise<void> => {
  await db.insertInto('halls.objective').values(row).execute()
}

export const updateObjective = async (db: Db, id: string, changed: Updateable<ObjectiveTable>): Promise<void> => {
  await db.updateTable('halls.objective').set(changed).where('id', '=', id).execute()
}

/** Judged objectives by region and the last day of their period; of those only that were met, if asked. */
export const recountObjectives = async (
  db: Db,
  { lo, hi, from, to }: RecountRange,
  onlyMet: boolean,
): Promise<readonly RecountRow[]> => {
  const { rows } = await sql<RecountRow>`select region_id, to_char(to_day - 1, 'YYYY-MM-DD') as day, count(*)::int as n
    from halls.objective where met is not null and (met or ${!onlyMet}) and scope_key >= ${lo} and scope_key < ${hi}
      and to_day - 1 >= ${from}::date and to_day - 1 < ${to}::date group by 1, 2`.execute(db)
  return rows
}
