import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'

type Db = PluginTransaction<unknown>

/** Whether late cases were warned of before they were late, and what became of warnings; numbers of cases and cards. */
export type WarningResponse = {
  /** Passed their promised limit in the period. */
  readonly late: number
  /** Of these, loaded from earlier times: nobody could be warned. Neither in the numerator nor in the denominator. */
  readonly lateLoaded: number
  readonly lateWarned: number
  /** Warnings that fell due in the period and were issued then, not loaded. */
  readonly issued: number
  /** Acknowledged before the yellow card fell due. */
  readonly acknowledged: number
  /** Not acknowledged, but the case ended before its yellow card. */
  readonly settled: number
  /** Neither, and the yellow card has not fallen due. */
  readonly pending: number
  /** From issue to acknowledgement, the middle one in hours of the day; null when none was acknowledged. */
  readonly medianHours: number | null
}

const CASE = { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' } as const
const ALERT = { key: 'w.scope_key', organisation: 'w.organisation_id', hall: 'w.hall_id' } as const

/** The warnings and late cases of what somebody reaches, on local days, half-open. */
export async function selectWarningResponse(
  db: Db,
  reach: Reach,
  period: { readonly from: string; readonly to: string },
): Promise<WarningResponse> {
  return { ...(await selectLate(db, reach, period)), ...(await selectAnswers(db, reach, period)) }
}

const within = (column: string, { from, to }: { readonly from: string; readonly to: string }) =>
  sql`${sql.ref(column)} >= ${`${from}T00:00:00+08:00`} and ${sql.ref(column)} < ${`${to}T00:00:00+08:00`}`

/** The cards of the case `c` on its own clock, save those that were refused or revoked. */
const cards = sql`from core.alert a where a.area_code = c.area_code and a.opened_on = c.opened_on
  and a.case_id = c.case_id and a.clock = 'case' and a.state not in ('TO_CONFIRM', 'REVOKED')`

async function selectLate(db: Db, reach: Reach, period: { readonly from: string; readonly to: string }) {
  type Late = Pick<WarningResponse, 'late' | 'lateLoaded' | 'lateWarned'>
  const { rows } = await sql<Late>`select count(*)::int as late,
      count(*) filter (where loaded)::int as late_loaded,
      count(*) filter (where warned and not loaded)::int as late_warned
    from (
      select exists (select ${cards} and a.historical) as loaded,
        exists (select ${cards} and a.level = 'WARNING' and a.raised_at <= c.overdue_at) as warned
      from core."case" c where ${withinReach(reach, CASE)} and ${within('c.overdue_at', period)}
    ) passed`.execute(db)
  return rows[0] ?? { late: 0, lateLoaded: 0, lateWarned: 0 }
}

async function selectAnswers(db: Db, reach: Reach, period: { readonly from: string; readonly to: string }) {
  type Answers = Omit<WarningResponse, 'late' | 'lateLoaded' | 'lateWarned'>
  const { rows } = await sql<Answers>`select count(*)::int as issued,
      count(*) filter (where in_time)::int as acknowledged,
      count(*) filter (where not in_time and settled)::int as settled,
      count(*) filter (where not in_time and not settled and yellow is null and ended_at is null)::int as pending,
      percentile_cont(0.5) within group (order by extract(epoch from acknowledged_at - raised_at)::float8 / 3600)
        filter (where acknowledged_at is not null) as median_hours
    from (
      select w.raised_at, w.acknowledged_at, w.ended_at, y.due_at as yellow,
        coalesce(w.acknowledged_at < coalesce(y.due_at, 'infinity'), false) as in_time,
        coalesce(w.ended_at <= coalesce(y.due_at, 'infinity'), false) as settled
      from core.alert w left join lateral (
        select min(due_at) as due_at from core.alert y where y.area_code = w.area_code and y.opened_on = w.opened_on
          and y.case_id = w.case_id and y.clock = w.clock and y.level = 'YELLOW' and y.due_at > w.due_at
      ) y on true
      where ${withinReach(reach, ALERT)} and w.subject = 'case' and w.clock = 'case' and w.level = 'WARNING'
        and not w.historical and w.state not in ('TO_CONFIRM', 'REVOKED') and ${within('w.due_at', period)}
    ) issued`.execute(db)
  return rows[0] ?? { issued: 0, acknowledged: 0, settled: 0, pending: 0, medianHours: null }
}
