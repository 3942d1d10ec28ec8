import { calendarRangeError } from './calendar-range-error.ts'
import { earliestTimeOf, latestTimeOf, unitsAt } from './hours.ts'
import { localDayNumber, localDayStart } from './local-time.ts'
import type { Calendar, DayShape, WorkCalendar } from './types.ts'
import { DAY_UNITS } from './types.ts'

/**
 * Work time W of an instant: an integer that grows by DAY_UNITS over each working day and stands still between; on the
 * continuous calendar milliseconds since the epoch. Throws a calendar range error outside the table.
 */
export const workTime = (calendar: Calendar, instant: Date): number => {
  const ms = instant.getTime()
  if (calendar.kind === 'continuous') return ms
  const dayNumber = localDayNumber(ms)
  const day = dayNumber - calendar.firstDay
  const ordinal = day >= 0 && day < calendar.before.length - 1 ? calendar.before[day] : undefined
  if (ordinal === undefined)
    throw calendarRangeError(calendar, Number.isNaN(ms) ? 'an invalid date' : instant.toISOString())
  const shape = calendar.workdays[ordinal] === day ? calendar.shapes[ordinal] : undefined
  return ordinal * DAY_UNITS + (shape === undefined ? 0 : unitsAt(shape, ms - localDayStart(dayNumber)))
}

/** The earliest instant t with W(t) ≥ w: when a limit that ends at w is used up. */
export const instantAt = (calendar: Calendar, w: number): Date => {
  if (calendar.kind === 'continuous') return new Date(w)
  if (w <= 0) return new Date(localDayStart(calendar.firstDay))
  const ordinal = Math.ceil(w / DAY_UNITS) - 1
  return onWorkday(calendar, ordinal, (shape) => earliestTimeOf(shape, w - ordinal * DAY_UNITS))
}

/** `instantAt`, to be shown: null for a stored point that a later version has put beyond the last day it holds. */
export const shownInstant = (calendar: Calendar, w: number): Date | null =>
  calendar.kind === 'work' && w > calendar.workdays.length * DAY_UNITS ? null : instantAt(calendar, w)

/** The latest instant t with W(t) ≤ w: the last moment without a card when the threshold is w. */
export const lastInstantAt = (calendar: Calendar, w: number): Date => {
  if (calendar.kind === 'continuous') return new Date(w)
  if (w < 0) throw calendarRangeError(calendar, `work time ${w}`)
  const ordinal = Math.floor(w / DAY_UNITS)
  return onWorkday(calendar, ordinal, (shape) => latestTimeOf(shape, w - ordinal * DAY_UNITS))
}

/** The first whole second at which W > threshold: when the card fires. */
export const firstSecondAfter = (calendar: Calendar, threshold: number): Date =>
  new Date((Math.floor(lastInstantAt(calendar, threshold).getTime() / 1000) + 1) * 1000)

const onWorkday = (calendar: WorkCalendar, ordinal: number, timeOf: (shape: DayShape) => number): Date => {
  const day = calendar.workdays[ordinal]
  const shape = calendar.shapes[ordinal]
  if (day === undefined || shape === undefined) throw calendarRangeError(calendar, `working day ${ordinal}`)
  return new Date(localDayStart(calendar.firstDay + day) + timeOf(shape))
}
