import { sql, type Transaction } from 'kysely'
import { WHOLE_CASE } from '../../../alerts/failures/failure.ts'
import type { CaseKey } from '../../../cases/case-id.ts'
import type { CoreTables } from '../../../database/tables.ts'
import { dayNumberOf, localDayStart } from '../../local-time.ts'
import type { WorkCalendar } from '../../types.ts'
import { workTime } from '../../work-time.ts'

type Trx = Transaction<CoreTables>

export type Revisions = {
  readonly current: number
  /** The newest with which days that had begun differ: work time itself is another from there on. */
  readonly past: number
}

/**
 * Cases with thresholds of a revision before: those of which a point does not move by itself, and after a corrected day
 * all of them. One index probe each when there are none.
 */
export const selectOutdated = async (
  trx: Trx,
  calendarId: string,
  { current, past }: Revisions,
  limit: number,
): Promise<readonly CaseKey[]> => {
  const { rows } = await sql<CaseKey>`select distinct area_code, opened_on, case_id from (
      (select area_code, opened_on, case_id from core.threshold
        where work_calendar = ${calendarId} and pinned and calendar_revision < ${current} limit ${limit})
      union all
      (select area_code, opened_on, case_id from core.threshold
        where work_calendar = ${calendarId} and not pinned and calendar_revision < ${past} limit ${limit})
    ) t limit ${limit}`.execute(trx)
  return rows
}

/** Open cases called provisional of which no deadline is so any more, also those that have nothing ahead; none that is set aside. */
export const selectSettled = async (trx: Trx, calendar: WorkCalendar, limit: number): Promise<readonly CaseKey[]> => {
  const end = new Date(localDayStart(dayNumberOf(calendar.publishedUntil)))
  const [w, ms] = [workTime(calendar, end), end.getTime()]
  const beyond = (due: string) =>
    sql`coalesce(case ${sql.raw(`${due}_calendar`)} when 'work' then ${sql.raw(`${due}_w`)} > ${w}
      else ${sql.raw(`${due}_w`)} >= ${ms} end, false)`
  const standing = await trx.selectFrom('core.failedClock').select('caseId').where('clock', '=', WHOLE_CASE).execute()
  const { rows } = await sql<CaseKey>`select area_code, opened_on, case_id from core."case"
    where calendar_id = ${calendar.id} and provisional and ended_at is null
      and not (${beyond('due')} or ${beyond('statutory_due')})
      and case_id <> all(${standing.map(({ caseId }) => caseId)}::uuid[]) limit ${limit}`.execute(trx)
  return rows
}
