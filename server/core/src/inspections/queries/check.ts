import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import { on, type Db, type Shelf } from '../shelf.ts'
import type { AnswerTable, AssignmentTable, CheckTable } from '../tables.ts'
import type { CampaignRow, PageAsked } from './campaign.ts'

/** A check as it is stored, and where. */
export type CheckRow = Readonly<Selectable<CheckTable>> & { readonly shelf: Shelf }
export type AssignmentRow = Readonly<Selectable<AssignmentTable>>
export type AnswerRow = Readonly<Selectable<AnswerTable>>

const COUNT_UP_TO = 10_000
const reached = (shelf: Shelf, reach: Reach) => withinReach(reach, shelf === 'open' ? { hall: 'hall_id' } : {})

/** Checks of halls within reach that are no secret, but for those that were replaced; the newest first. */
export async function selectOpenChecks(
  db: Db,
  reach: Reach,
  { limit, after }: PageAsked,
): Promise<readonly CheckRow[]> {
  const rows = await db
    .selectFrom('inspections.check')
    .selectAll()
    .where(reached('open', reach))
    .where('state', '<>', 'REPLACED')
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, shelf: 'open' }))
}

/** How many there are, counted up to 10,000. */
export async function countOpenChecks(db: Db, reach: Reach): Promise<number> {
  const some = db
    .selectFrom('inspections.check')
    .select('id')
    .where(reached('open', reach))
    .where('state', '<>', 'REPLACED')
    .limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** The checks of a campaign's newest draw, with those that were replaced. */
export async function selectChecksOf(
  db: Db,
  { shelf, id }: Pick<CampaignRow, 'shelf' | 'id'>,
): Promise<readonly CheckRow[]> {
  const { rows } = await sql<Readonly<Selectable<CheckTable>>>`select c.* from ${sql.table(on(shelf, 'check'))} c
    where c.campaign_id = ${id} and c.draw_id = (select d.id from ${sql.table(on(shelf, 'draw'))} d
      where d.campaign_id = ${id} order by d.number desc limit 1)
    order by c.hall collate "C" limit 2000`.execute(db)
  return rows.map((row) => ({ ...row, shelf }))
}

/** What somebody has to inspect, and inspected, in campaigns within reach: what is not done first. */
export async function selectChecksFor(
  db: Db,
  shelf: Shelf,
  personId: string,
  reach: Reach,
): Promise<readonly CheckRow[]> {
  const { rows } = await sql<Readonly<Selectable<CheckTable>>>`select c.* from ${sql.table(on(shelf, 'assignment'))} a
    join ${sql.table(on(shelf, 'check'))} c on c.id = a.check_id
    where a.person_id = ${personId} and a.withdrawn_at is null and c.state <> 'REPLACED'
      and ${withinReach(reach, { key: 'c.scope_key', ...(shelf === 'open' ? { hall: 'c.hall_id' } : {}) })}
    order by c.state = 'DONE', c.due_on, c.id limit 200`.execute(db)
  return rows.map((row) => ({ ...row, shelf }))
}

/** One check within reach, from the first shelf that has it; `hold` keeps it until the transaction ends. */
export async function selectCheck(
  db: Db,
  shelves: readonly Shelf[],
  reach: Reach,
  id: string,
  hold = false,
): Promise<CheckRow | undefined> {
  for (const shelf of shelves) {
    const row = await db
      .selectFrom(on(shelf, 'check'))
      .selectAll()
      .where('id', '=', id)
      .where(reached(shelf, reach))
      .$if(hold, (query) => query.forUpdate())
      .executeTakeFirst()
    if (row !== undefined) return { ...row, shelf }
  }
  return undefined
}

/** Keeps checks with those who make them. */
export async function insertChecks(
  db: Db,
  shelf: Shelf,
  checks: readonly Insertable<CheckTable>[],
  assignments: readonly Insertable<AssignmentTable>[],
): Promise<void> {
  if (checks.length === 0) return
  await db
    .insertInto(on(shelf, 'check'))
    .values([...checks])
    .execute()
  await db
    .insertInto(on(shelf, 'assignment'))
    .values([...assignments])
    .execute()
}

/** Writes what changed. */
export async function updateCheck(
  db: Db,
  { shelf, id }: Pick<CheckRow, 'shelf' | 'id'>,
  changed: Updateable<CheckTable>,
): Promise<void> {
  await db.updateTable(on(shelf, 'check')).set(changed).where('id', '=', id).execute()
}

/** Who makes some checks, with those who withdrew. */
export async function selectAssignments(
  db: Db,
  shelf: Shelf,
  checkIds: readonly string[],
): Promise<readonly AssignmentRow[]> {
  if (checkIds.length === 0) return []
  return db
    .selectFrom(on(shelf, 'assignment'))
    .selectAll()
    .where('checkId', 'in', checkIds)
    .orderBy('name')
    .orderBy('personId')
    .execute()
}

/** One more inspector. */
export async function insertAssignment(db: Db, shelf: Shelf, row: Insertable<AssignmentTable>): Promise<void> {
  await db.insertInto(on(shelf, 'assignment')).values(row).execute()
}

/** Says that an inspector withdrew. */
export async function withdrawAssignment(
  db: Db,
  shelf: Shelf,
  { checkId, personId }: Pick<AssignmentRow, 'checkId' | 'personId'>,
  at: Date,
): Promise<void> {
  await db
    .updateTable(on(shelf, 'assignment'))
    .set({ withdrawnAt: at })
    .where('checkId', '=', checkId)
    .where('personId', '=', personId)
    .execute()
}

/** The answers of some checks. */
export async function selectAnswers(db: Db, shelf: Shelf, checkIds: readonly string[]): Promise<readonly AnswerRow[]> {
  if (checkIds.length === 0) return []
  return db
    .selectFrom(on(shelf, 'answer'))
    .selectAll()
    .where('checkId', 'in', checkIds)
    .orderBy('checkId')
    .orderBy('item')
    .execute()
}

/** Keeps an answer in place of the one before. */
export async function upsertAnswer(db: Db, shelf: Shelf, row: Insertable<AnswerTable>): Promise<void> {
  const { checkId: _check, campaignId: _campaign, item: _item, ...answer } = row
  await db
    .insertInto(on(shelf, 'answer'))
    .values(row)
    .onConflict((conflict) => conflict.columns(['checkId', 'item']).doUpdateSet(answer))
    .execute()
}
