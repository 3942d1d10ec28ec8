import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Improvement, MethodChangeTable } from '../tables.ts'
import { COUNT_UP_TO, type PageAsked } from './page.ts'

type Db = PluginTransaction<Improvement>

/** A change of method as it is stored. */
export type MethodChangeRow = Readonly<Selectable<MethodChangeTable>>

const found = (db: Db, reach: Reach) => db.selectFrom('improvement.methodChange').where(withinReach(reach, CASE_REACH))

/** Changes within reach, the newest first. */
export async function selectMethodChanges(
  db: Db,
  reach: Reach,
  { limit, after }: PageAsked,
): Promise<readonly MethodChangeRow[]> {
  return found(db, reach)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countMethodChanges(db: Db, reach: Reach): Promise<number> {
  const some = found(db, reach).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** Keeps a change, and gives its number. */
export async function insertMethodChange(db: Db, row: Insertable<MethodChangeTable>): Promise<number> {
  const { id } = await db.insertInto('improvement.methodChange').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Writes what a change came to, once; undefined for one out of reach, null when it was written already. */
export async function writeMethodEffect(
  db: Db,
  reach: Reach,
  id: number,
  effect: { readonly effect: string; readonly effectAt: Date; readonly effectBy: string },
): Promise<MethodChangeRow | null | undefined> {
  const row = await found(db, reach).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined || row.effect !== null) return row === undefined ? undefined : null
  await db.updateTable('improvement.methodChange').set(effect).where('id', '=', id).execute()
  return row
}
