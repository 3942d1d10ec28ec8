import type { PluginTransaction } from '@zhikong/core'
import { sql } from 'kysely'
import type { AccusedCard, AccusedCase } from './accused.ts'

type Db = PluginTransaction<unknown>

/** An issued card of the demo, with the case that it is about. */
export type DemoCard = AccusedCase & Pick<AccusedCard, 'alertId' | 'level' | 'raisedAt'> & { readonly dueAt: Date }

/** Cards that fell due `before`; how many of how many areas are wanted: those of the area `first`, and of those with the most cards. */
export type DemoCardsWanted = {
  readonly before: Date
  readonly first: number
  readonly areas: number
  readonly each: number
}

/** Whether the demo's accountability is there already. In the scope of the engine. */
export async function isAccountabilityLoaded(db: Db): Promise<boolean> {
  const { rows } = await sql`select from efficiency.accountability_record limit 1`.execute(db)
  return rows.length > 0
}

/** Yellow and red cards that fell due before an instant and stand, at most two of a unit unless there are too few. */
export async function selectDemoCards(
  db: Db,
  { before, first, areas, each }: DemoCardsWanted,
): Promise<readonly DemoCard[]> {
  const { rows } = await sql<DemoCard>`with standing as (
    select a.alert_id, a.level, a.raised_at, a.due_at, c.area_code, c.region_id, c.scope_key, c.organisation_id, c.hall_id,
      c.opened_on, c.case_id, c.external_id as case_number, c.accepted_at,
      row_number() over (partition by a.area_code, a.organisation_id order by a.due_at, a.alert_id) > 2 as more
    from core.alert a join core."case" c
      on c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id
    where a.subject = 'case' and a.level in ('YELLOW', 'RED') and a.due_at < ${before}
      and a.state in ('ISSUED', 'ACKNOWLEDGED', 'UPHELD', 'CLOSED')
  ), area as (
    select area_code from standing group by area_code order by area_code <> ${first}, count(*) desc, area_code limit ${areas}
  ), ranked as (
    select s.*, row_number() over (partition by area_code order by more, organisation_id, due_at, alert_id) as n
    from standing s where area_code in (select area_code from area)
  )
  select alert_id, level, raised_at, due_at, area_code, region_id, scope_key, organisation_id, hall_id, opened_on, case_id,
    case_number, accepted_at from ranked where n <= ${each} order by area_code <> ${first}, area_code, n`.execute(db)
  return rows
}
