import { CASE_REACH, withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Improvement, UrgeTable } from '../tables.ts'
import { COUNT_UP_TO, type PageAsked } from './page.ts'

type Db = PluginTransaction<Improvement>

/** An urge as it is stored. */
export type UrgeRow = Readonly<Selectable<UrgeTable>>

const found = (db: Db, reach: Reach, open: boolean | null) =>
  db
    .selectFrom('improvement.urge')
    .where(withinReach(reach, CASE_REACH))
    .$if(open !== null, (query) => query.where('answeredAt', open === true ? 'is' : 'is not', null))

/** Urges within reach, the newest first; `open` those that wait for an answer. */
export async function selectUrges(
  db: Db,
  reach: Reach,
  open: boolean | null,
  { limit, after }: PageAsked,
): Promise<readonly UrgeRow[]> {
  return found(db, reach, open)
    .selectAll()
    .$if(after !== null, (query) => query.where('serial', '<', after ?? 0))
    .orderBy('serial', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countUrges(db: Db, reach: Reach, open: boolean | null): Promise<number> {
  const some = found(db, reach, open).select('serial').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One within reach, held until the transaction ends. In the scope of the engine. */
export async function lockUrge(db: Db, reach: Reach, id: string): Promise<UrgeRow | undefined> {
  return db
    .selectFrom('improvement.urge')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, CASE_REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps an urge. */
export async function insertUrge(db: Db, row: Insertable<UrgeTable>): Promise<UrgeRow> {
  return db.insertInto('improvement.urge').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Writes the answer. */
export async function answerUrge(
  db: Db,
  id: string,
  answer: Pick<UrgeRow, 'answeredAt' | 'answeredById' | 'answeredBy' | 'answer'>,
): Promise<void> {
  await db.updateTable('improvement.urge').set(answer).where('id', '=', id).execute()
}

/** The urges of one subject since an instant, the newest first. */
export async function selectUrgesOf(
  db: Db,
  { subject, subjectId }: Pick<UrgeRow, 'subject' | 'subjectId'>,
  since: Date,
): Promise<readonly UrgeRow[]> {
  return db
    .selectFrom('improvement.urge')
    .selectAll()
    .where('subject', '=', subject)
    .where('subjectId', '=', subjectId)
    .where('receivedAt', '>=', since)
    .orderBy('serial', 'desc')
    .limit(20)
    .execute()
}
