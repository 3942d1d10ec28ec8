import { sql, type Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { QuestionTally } from '../rules/results.ts'
import type { AnswerTable, ContactOutcome, SampledCaseTable } from '../sampled-case.ts'
import type { Db } from './campaign.ts'

export type SampledCaseRow = Readonly<Selectable<SampledCaseTable>>
export type AnswerRow = Readonly<Selectable<AnswerTable>>

/** Which of a campaign: those with an outcome, those without (`OPEN`), or all. */
export type CallFilter = ContactOutcome | 'OPEN' | null

const called = (db: Db, reach: Reach, campaignId: string, filter: CallFilter) =>
  db
    .selectFrom('surveys.sampledCase')
    .where(withinReach(reach))
    .where('campaignId', '=', campaignId)
    .$if(filter === 'OPEN', (query) => query.where('outcome', 'is', null).where('ineligible', '=', false))
    .$if(filter !== null && filter !== 'OPEN', (query) => query.where('outcome', '=', filter as ContactOutcome))

/** A campaign's sample in the order of the draw. */
export async function selectSampledCases(
  db: Db,
  reach: Reach,
  campaignId: string,
  { filter, limit, after }: { readonly filter: CallFilter; readonly limit: number; readonly after: number | null },
): Promise<readonly SampledCaseRow[]> {
  return called(db, reach, campaignId, filter)
    .selectAll()
    .$if(after !== null, (query) => query.where('place', '>', after ?? 0))
    .orderBy('place')
    .limit(limit)
    .execute()
}

/** How many of it there are. */
export async function countSampledCases(db: Db, reach: Reach, campaignId: string, filter: CallFilter): Promise<number> {
  const row = await called(db, reach, campaignId, filter)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

export async function selectSampledCase(db: Db, reach: Reach, id: string): Promise<SampledCaseRow | undefined> {
  return db
    .selectFrom('surveys.sampledCase')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .executeTakeFirst()
}

/** The same, held until the transaction ends. In the scope of the engine. */
export async function lockSampledCase(db: Db, reach: Reach, id: string): Promise<SampledCaseRow | undefined> {
  return db
    .selectFrom('surveys.sampledCase')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}

/** The one that a link leads to, by the digest of its token; held until the transaction ends. */
export async function lockByLink(db: Db, linkDigest: string): Promise<SampledCaseRow | undefined> {
  return db
    .selectFrom('surveys.sampledCase')
    .selectAll()
    .where('linkDigest', '=', linkDigest)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertSampledCases(db: Db, rows: readonly SampledCaseRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('surveys.sampledCase')
      .values([...rows])
      .execute()
}

export async function updateSampledCase(db: Db, id: string, changed: Partial<SampledCaseRow>): Promise<void> {
  await db.updateTable('surveys.sampledCase').set(changed).where('id', '=', id).execute()
}

export async function insertAnswers(db: Db, rows: readonly AnswerRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('surveys.answer')
      .values([...rows])
      .execute()
}

/** What was answered of one sampled case. */
export async function selectAnswers(db: Db, reach: Reach, sampledCaseId: string): Promise<readonly AnswerRow[]> {
  return db
    .selectFrom('surveys.answer')
    .selectAll()
    .where('sampledCaseId', '=', sampledCaseId)
    .where(withinReach(reach))
    .execute()
}

/** Answers of a campaign by question. */
export async function selectTallies(db: Db, reach: Reach, campaignId: string): Promise<readonly QuestionTally[]> {
  const { rows } = await sql<QuestionTally>`select question, count(*)::int as n,
      (count(*) filter (where unhappy))::int as unhappy
    from surveys.answer where campaign_id = ${campaignId} and ${withinReach(reach)}
    group by question`.execute(db)
  return rows
}

/** The id of who wrote down what came of asking; null for nobody. In the scope of the engine. */
export async function selectVisitorOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('surveys.sampledCase').select('visitorId').where('id', '=', id).executeTakeFirst()
  return row?.visitorId ?? null
}
