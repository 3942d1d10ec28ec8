import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { dayNumberOf, localDayStart } from '../local-time.ts'
import type { WorkCalendar } from '../types.ts'
import { workTime } from '../work-time.ts'

/**
 * The condition on `core."case" c` for the cases of a calendar that a changed day touches: those that were open on it or
 * later, or whose deadlines lie there. What ended before with deadlines before has the same work time as ever.
 */
export const touchedFrom = (calendar: WorkCalendar, firstDay: string): RawBuilder<boolean> => {
  const from = new Date(localDayStart(dayNumberOf(firstDay)))
  const w = workTime(calendar, from)
  return sql<boolean>`c.calendar_id = ${calendar.id} and (c.ended_at is null or c.ended_at >= ${from}
    or (c.due_calendar = 'work' and c.due_w > ${w})
    or (c.statutory_due_calendar = 'work' and c.statutory_due_w > ${w}))`
}

type Trx = Transaction<CoreTables>

export const countTouched = async (trx: Trx, calendar: WorkCalendar, firstDay: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from core."case" c
    where ${touchedFrom(calendar, firstDay)}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Cases of which something does not move by itself with a new version. */
export const countPinned = async (trx: Trx, calendarId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(distinct case_id)::int as n from core.threshold
    where work_calendar = ${calendarId} and pinned`.execute(trx)
  return rows[0]?.n ?? 0
}
