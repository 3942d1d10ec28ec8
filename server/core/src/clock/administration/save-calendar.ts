import type { Transaction } from 'kysely'
import type { ChangeEntry } from '../../access/audit/change.ts'
import { wakeFailed } from '../../alerts/failures/store.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Region } from '../../registers/region.ts'
import { readContent } from '../calendar-content.ts'
import { localDate } from '../local-time.ts'
import type { AffectedCalendar } from './affected-calendars.ts'
import type { CalendarRow, PlannedCalendar } from './plan-calendar.ts'
import type { CalendarJobTable } from './tables.ts'
import { countPinned, countTouched } from './touched-cases.ts'

/** What a planned version leaves to do for the cases of each calendar that differs with it. */
export const jobsOf = async (
  trx: Transaction<CoreTables>,
  { row, affected }: PlannedCalendar,
  now: Date,
): Promise<readonly CalendarJobTable[]> => {
  const jobs: CalendarJobTable[] = []
  for (const each of affected) {
    const [firstDay, past] = [firstDayOf(each), touchesPast(each, now)]
    const total = past ? await countTouched(trx, each.before, firstDay) : await countPinned(trx, each.id)
    const begin = { done: 0, reached: null, createdAt: now, finishedAt: null }
    jobs.push({ calendarId: each.id, revision: row.revision, firstDay, past, total, ...begin })
  }
  return jobs
}

/**
 * Adds a planned version, and what it leaves to do for cases. No case is touched here: deadlines kept as work time move
 * with it, the rest is the jobs'.
 */
export const addCalendar = async (
  trx: Transaction<CoreTables>,
  { row }: PlannedCalendar,
  jobs: readonly CalendarJobTable[],
): Promise<void> => {
  await trx.insertInto('core.calendar').values(row).execute()
  await wakeFailed(trx, row.createdAt)
  if (jobs.length > 0)
    await trx
      .insertInto('core.calendarJob')
      .values([...jobs])
      .execute()
}

/** Where only more is published, that begins to differ. */
const firstDayOf = ({ days, before }: AffectedCalendar): string => days[0]?.date ?? before.publishedUntil

const touchesPast = (affected: AffectedCalendar, now: Date): boolean =>
  affected.days.length > 0 && firstDayOf(affected) <= localDate(now)

/** What the audit log says of a saved version. */
export const entryOfCalendar = ({ row, former }: PlannedCalendar, { scopeKey }: Region): ChangeEntry => ({
  subject: { type: 'Calendar', id: row.id },
  scopeKey,
  before: former === null ? null : fieldsOf(former),
  after: fieldsOf(row),
})

const fieldsOf = ({ version, publishedUntil, note, correction, content }: CalendarRow): object => {
  const { exceptions, ...hours } = readContent(content)
  const days = Object.fromEntries(exceptions.map(({ date, kind, name }) => [date, name ? `${kind} ${name}` : kind]))
  return { version, publishedUntil, note, correction, ...hours, ...days }
}
