import type { CalendarRangeError } from '../../clock/calendar-range-error.ts'

/** RULE_ERROR: what reckons a clock throws; BEYOND_CALENDAR: it reaches past the days that a calendar holds. */
export const FAILURE_KINDS = ['RULE_ERROR', 'BEYOND_CALENDAR'] as const

export type FailureKind = (typeof FAILURE_KINDS)[number]

/** Why a clock cannot be worked out. */
export type Failure = {
  /** Its code; `WHOLE_CASE` when nothing of the case can be. */
  readonly clock: string
  readonly kind: FailureKind
  /** What is to be mended: the clock, or the calendar by its id. */
  readonly about: string
  /** The kind of error and the line of code that threw it. What the error itself says may name people: it is not kept. */
  readonly message: string
}

/** Stands for the code of a clock where the course of a case cannot be derived at all. */
export const WHOLE_CASE = 'case-course'

/** What went wrong with a clock. */
export const failureOf = (clock: string, error: unknown): Failure => {
  const message = messageOf(error)
  return isBeyondCalendar(error)
    ? { clock, kind: 'BEYOND_CALENDAR', about: error.calendarId, message }
    : { clock, kind: 'RULE_ERROR', about: clock, message }
}

const isBeyondCalendar = (error: unknown): error is CalendarRangeError =>
  error instanceof RangeError && 'code' in error && error.code === 'CALENDAR_OUT_OF_RANGE'

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const { name, message, stack = '' } = error
  const said = stack.indexOf(message)
  const frames = said < 0 ? stack : stack.slice(said + message.length)
  const [, line] = /([\w.-]+\.[cm]?[jt]s:\d+)/u.exec(frames) ?? []
  const kind = /^\w{1,60}$/u.test(name) ? name : 'Error'
  return line === undefined ? kind : `${kind} at ${line}`
}
