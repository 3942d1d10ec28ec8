import { closeOfBusiness, isWorkday, nextWorkday } from '../../clock/days.ts'
import type { WorkCalendar } from '../../clock/types.ts'

/**
 * Where the log of a day stands. KEPT in time: by the close of business of the working day after. LATE when it came after
 * that, which does not count. MISSED when none came, OWED while one can still come in time, OFF where none is asked: on a
 * day off, and of a hall below the counties.
 */
export const CONTROL_STATES = ['KEPT', 'LATE', 'MISSED', 'OWED', 'OFF'] as const
export type ControlState = (typeof CONTROL_STATES)[number]

type Day = {
  readonly day: string
  readonly isAsked: boolean
  readonly firstKeptAt: Date | null
  readonly now: Date
}

const inTimeUntil = (calendar: WorkCalendar, day: string): Date => closeOfBusiness(calendar, nextWorkday(calendar, day))

/** Where the log of a day stands, given when the first one came. */
export const controlState = (calendar: WorkCalendar, { day, isAsked, firstKeptAt, now }: Day): ControlState => {
  const until = inTimeUntil(calendar, day)
  if (firstKeptAt !== null) return firstKeptAt <= until ? 'KEPT' : 'LATE'
  if (!isAsked || !isWorkday(calendar, day)) return 'OFF'
  return now <= until ? 'OWED' : 'MISSED'
}

/** Whether a day is a working day whose log can come no more in time. */
export const isDecided = (calendar: WorkCalendar, day: string, now: Date): boolean =>
  isWorkday(calendar, day) && inTimeUntil(calendar, day) < now
