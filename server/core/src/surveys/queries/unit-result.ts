import { sql, type Selectable } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CampaignTotals } from '../campaign.ts'
import type { UnitResultTable } from '../unit-result.ts'
import type { Db, PageAsked } from './campaign.ts'

export type UnitResultRow = Readonly<Selectable<UnitResultTable>>

/** How a campaign's sample was met. */
export async function countContacts(db: Db, reach: Reach, campaignId: string): Promise<CampaignTotals> {
  const { rows } = await sql<CampaignTotals>`select count(*)::int as sampled,
      (count(*) filter (where ineligible))::int as ineligible,
      (count(*) filter (where outcome = 'ANSWERED'))::int as answered,
      (count(*) filter (where outcome = 'REFUSED'))::int as refused,
      (count(*) filter (where outcome = 'UNREACHABLE'))::int as unreachable,
      (count(*) filter (where outcome = 'WRONG_NUMBER'))::int as wrong_number,
      (count(*) filter (where unhappy))::int as unhappy
    from surveys.sampled_case where campaign_id = ${campaignId} and ${withinReach(reach)}`.execute(db)
  const none = { sampled: 0, ineligible: 0, answered: 0, refused: 0, unreachable: 0, wrongNumber: 0, unhappy: 0 }
  return rows[0] ?? none
}

/** What of a campaign concerns one unit: a hall or an organisation, and one question of those answered. */
export type UnitTally = {
  readonly hallId: number | null
  readonly organisationId: number | null
  readonly asked: number
  readonly answered: number
  readonly question: string | null
  readonly n: number
  readonly unhappy: number
}

/** Answers by unit and question. In the scope of the engine, when a campaign ends. */
export async function selectUnitTallies(db: Db, campaignId: string): Promise<readonly UnitTally[]> {
  const { rows } = await sql<UnitTally>`with unit as (
      select id, ineligible, outcome, case_hall_id as hall_id, null::int as organisation_id
      from surveys.sampled_case where campaign_id = ${campaignId}
      union all
      select id, ineligible, outcome, null, case_organisation_id
      from surveys.sampled_case where campaign_id = ${campaignId} and case_organisation_id is not null
    ), met as (
      select hall_id, organisation_id, (count(*) filter (where not ineligible))::int as asked,
        (count(*) filter (where outcome = 'ANSWERED'))::int as answered
      from unit group by hall_id, organisation_id
    ), said as (
      select u.hall_id, u.organisation_id, a.question, count(*)::int as n,
        (count(*) filter (where a.unhappy))::int as unhappy
      from unit u join surveys.answer a on a.sampled_case_id = u.id
      group by u.hall_id, u.organisation_id, a.question
    )
    select m.hall_id, m.organisation_id, m.asked, m.answered, s.question, coalesce(s.n, 0) as n,
      coalesce(s.unhappy, 0) as unhappy
    from met m left join said s on s.hall_id is not distinct from m.hall_id
      and s.organisation_id is not distinct from m.organisation_id`.execute(db)
  return rows
}

export async function insertUnitResults(db: Db, rows: readonly UnitResultRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('surveys.unitResult')
      .values([...rows])
      .execute()
}

const within = (db: Db, reach: Reach) => db.selectFrom('surveys.unitResult').where(withinReach(reach, CASE_REACH))

/** Results of units within reach, the newest first. */
export async function selectUnitResults(db: Db, reach: Reach, page: PageAsked): Promise<readonly UnitResultRow[]> {
  return within(db, reach)
    .selectAll()
    .$if(page.after !== null, (query) => query.where('id', '<', page.after ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

export async function countUnitResults(db: Db, reach: Reach): Promise<number> {
  const some = within(db, reach).select('id').limit(10_000)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as counted`.execute(db)
  return rows[0]?.n ?? 0
}
