import { calendarRangeError } from './calendar-range-error.ts'
import { closeOf } from './hours.ts'
import { dateOf, dayNumberOf, localDate, localDayStart } from './local-time.ts'
import type { WorkCalendar } from './types.ts'

/** Whether a local date is a working day. Throws a calendar range error outside the table. */
export const isWorkday = (calendar: WorkCalendar, date: string): boolean => {
  const day = dayOf(calendar, date)
  return calendar.workdays[calendar.before[day] ?? 0] === day
}

/** The first working day strictly after a local date. */
export const nextWorkday = (calendar: WorkCalendar, date: string): string => {
  const ordinal = calendar.before[dayOf(calendar, date) + 1]
  const day = ordinal === undefined ? undefined : calendar.workdays[ordinal]
  if (day === undefined) throw calendarRangeError(calendar, `after ${date}`)
  return dateOf(calendar.firstDay + day)
}

/**
 * The close of business of a local date: the end of its last opening span. A day off has none; what ends on it runs to
 * the close of the next working day (民法典 art. 203).
 */
export const closeOfBusiness = (calendar: WorkCalendar, date: string): Date => {
  const workday = isWorkday(calendar, date) ? date : nextWorkday(calendar, date)
  const shape = calendar.shapes[calendar.before[dayOf(calendar, workday)] ?? 0]
  if (shape === undefined) throw calendarRangeError(calendar, workday)
  return new Date(localDayStart(dayNumberOf(workday)) + closeOf(shape))
}

/** A due instant; a bare date 'YYYY-MM-DD' means its close of business. */
export const dueInstant = (calendar: WorkCalendar, due: Date | string): Date =>
  typeof due === 'string' ? closeOfBusiness(calendar, due) : due

/** Whether an instant lies in days that no notice has published yet. */
export const isProvisional = (calendar: WorkCalendar, instant: Date): boolean =>
  localDate(instant) >= calendar.publishedUntil

const dayOf = (calendar: WorkCalendar, date: string): number => {
  const day = dayNumberOf(date) - calendar.firstDay
  if (day < 0 || day >= calendar.before.length - 1) throw calendarRangeError(calendar, date)
  return day
}
