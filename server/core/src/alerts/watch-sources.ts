import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { isWorkday } from '../clock/days.ts'
import { dateOf, dayNumberOf, localDate } from '../clock/local-time.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { CoreTables } from '../database/tables.ts'
import { DAYS_LOOKED_AT, silentSources } from './silent-sources.ts'

/** A source that usually reports and has fallen silent, the range to which it belongs, and the day of its last word. */
export type SilentSource = { readonly code: string; readonly lo: number; readonly hi: number; readonly since: string }

/** The sources that have told nothing for a whole working day though they usually do. */
export const selectSilentSources = async (
  trx: Transaction<CoreTables>,
  calendar: WorkCalendar,
  now: Date,
): Promise<readonly SilentSource[]> => {
  const today = localDate(now)
  const days = workdaysBefore(calendar, today, DAYS_LOOKED_AT + 1)
  const [first] = days
  if (first === undefined) return []
  const { rows } = await sql<{ code: string; days: readonly string[] }>`select code, array_agg(day::text) as days
    from core.source_day where day >= ${first}::date group by code`.execute(trx)
  const silent = silentSources(days, today, new Map(rows.map(({ code, days: on }) => [code, new Set(on)])))
  if (silent.length === 0) return []
  const since = new Map(silent.map((each) => [each.code, each.since]))
  const sources = await trx
    .selectFrom('core.source')
    .select(['code', 'lo', 'hi'])
    .where(sql<boolean>`code = any(${[...since.keys()]}::text[])`)
    .orderBy('code')
    .execute()
  return sources.map((source) => ({ ...source, since: since.get(source.code) ?? '' }))
}

/** The working days right before a local date, the latest last. */
const workdaysBefore = (calendar: WorkCalendar, today: string, count: number): readonly string[] => {
  const days: string[] = []
  for (let day = dayNumberOf(today) - 1; days.length < count && day >= calendar.firstDay; day--) {
    const date = dateOf(day)
    if (isWorkday(calendar, date)) days.unshift(date)
  }
  return days
}
