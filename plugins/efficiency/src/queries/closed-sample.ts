import { withinReach, type CaseEvent, type EventPayload, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'

type Db = PluginTransaction<unknown>

/** A closed case with its events, in the order in which they happened. */
export type SampledCase = {
  readonly caseId: string
  readonly calendarId: string
  readonly hallId: number
  readonly acceptedAt: Date
  readonly endedAt: Date
  readonly events: readonly CaseEvent[]
}

/** Some cases, and of how many they are. */
export type ClosedSample = { readonly cases: readonly SampledCase[]; readonly total: number }

/** No answer reads the events of more cases than this. */
export const MOST_SAMPLED = 5_000

const CASE = { organisation: 'organisation_id', hall: 'hall_id' } as const
const EVENT = { key: 'e.scope_key', organisation: 'e.organisation_id', hall: 'e.hall_id' } as const

type Row = Omit<SampledCase, 'events'> &
  Omit<CaseEvent, 'payload'> & { readonly total: number; readonly payload: string }

/**
 * Cases that were accepted and then closed on some local days, half-open: all of them, or the `most` with the smallest
 * random end of their ids. The same question has the same sample as long as its cases are the same.
 */
export async function selectClosedSample(
  db: Db,
  reach: Reach,
  { from, to }: { readonly from: string; readonly to: string },
  most: number = MOST_SAMPLED,
): Promise<ClosedSample> {
  const { rows } = await sql<Row>`with picked as (
      select area_code, opened_on, case_id, calendar_id, hall_id, accepted_at, ended_at, count(*) over () as total
      from core."case"
      where ${withinReach(reach, CASE)} and state = 'CLOSED' and ended_at >= accepted_at
        and ended_at >= ${`${from}T00:00:00+08:00`} and ended_at < ${`${to}T00:00:00+08:00`}
      order by right(case_id::text, 12), case_id limit ${most}
    )
    select p.case_id, p.calendar_id, p.hall_id, p.accepted_at, p.ended_at, p.total,
      e.event_key, e.kind, e.occurred_at, e.received_at, e.window_id, e.payload
    from picked p join core.case_event e
      on e.area_code = p.area_code and e.opened_on = p.opened_on and e.case_id = p.case_id
    where ${withinReach(reach, EVENT)} and e.occurred_at <= p.ended_at
    order by p.case_id, e.occurred_at, e.event_key`.execute(db)
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId)
  const cases = [...byCase.values()].flatMap((of): readonly SampledCase[] => {
    const [first] = of
    if (first === undefined) return []
    const { caseId, calendarId, hallId, acceptedAt, endedAt } = first
    return [{ caseId, calendarId, hallId, acceptedAt, endedAt, events: of.map(eventOf) }]
  })
  return { cases, total: Number(rows[0]?.total ?? 0) }
}

const eventOf = ({ eventKey, kind, occurredAt, receivedAt, windowId, payload }: Row): CaseEvent => ({
  eventKey,
  kind,
  occurredAt,
  receivedAt,
  windowId,
  payload: JSON.parse(payload) as EventPayload,
})
