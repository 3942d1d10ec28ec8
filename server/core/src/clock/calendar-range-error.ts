import type { WorkCalendar } from './types.ts'

/** The error of every clock function that is asked about days its calendar does not hold; it never guesses. */
export type CalendarRangeError = RangeError & {
  readonly code: 'CALENDAR_OUT_OF_RANGE'
  readonly calendarId: string
}

export const calendarRangeError = (calendar: WorkCalendar, asked: string): CalendarRangeError =>
  Object.assign(
    new RangeError(
      `Calendar ${calendar.id} version ${calendar.version} holds ${calendar.from} up to, not including, ${calendar.to}; ` +
        `asked for ${asked}. Publish a calendar version that reaches it.`,
    ),
    { code: 'CALENDAR_OUT_OF_RANGE' as const, calendarId: calendar.id },
  )
