import { CONTINUOUS } from './calendar.ts'
import { closeOfBusiness, isProvisional, isWorkday, nextWorkday } from './days.ts'
import { localDate, localDayNumber, localDayStart } from './local-time.ts'
import { pausesOf, pushBack } from './suspensions.ts'
import type { ClockRun, Due, Limit, StartPolicy, Suspension, WorkCalendar } from './types.ts'
import { DAY_MS, DAY_UNITS } from './types.ts'
import { instantAt, workTime } from './work-time.ts'

export type DueInput = {
  readonly start: Date
  readonly limit: Limit
  readonly policy: StartPolicy
  readonly suspensions: readonly Suspension[]
}

/**
 * When a limit ends, `shift` days after (or before) it: the one function behind due instants and cards. Null while an
 * open suspension without a cap holds the clock, and when the shifted point has no meaning (before an immediate case
 * or a limit in hours).
 *
 * - WORKING_DAY: in work time; NEXT_WORKDAY counts from the end of the start's day and ends at a close of business.
 * - WORKING_DAY 0 (即办件): the close of business of the day of acceptance, of the next working day after hours.
 * - CALENDAR_DAY: 24 h each, pushed back by the calendar time that the united suspensions span; what ends on a day off
 *   runs to the next working day's close; NEXT_WORKDAY ends at the close of business of the last day (民法典 art. 203).
 *   A point before the limit (a warning) is not rolled, so it cannot fall on the deadline.
 * - HOUR, MINUTE: from the instant under either policy (民法典 art. 201), pushed back as calendar days.
 */
export const dueThreshold = (calendar: WorkCalendar, input: DueInput, shift = 0): Due | null => {
  if (input.limit.unit === 'WORKING_DAY') {
    return input.limit.amount === 0 ? immediateDue(calendar, input, shift) : workingDayDue(calendar, input, shift)
  }
  return input.limit.unit === 'CALENDAR_DAY'
    ? calendarDayDue(calendar, input, shift)
    : clockHourDue(calendar, input, shift)
}

/** Whether a limit is exceeded at its close or now, decided in the limit's own unit. */
export const isLate = (
  calendar: WorkCalendar,
  run: ClockRun,
  limit: Limit,
  policy: StartPolicy,
  now: Date,
): boolean => {
  const due = dueThreshold(calendar, { start: run.start, suspensions: run.suspensions, limit, policy })
  return due !== null && hasPassed(calendar, due, run.closedAt ?? now)
}

/** Whether an instant lies strictly beyond a threshold. */
export const hasPassed = (
  calendar: WorkCalendar,
  { calendar: measure, threshold }: Pick<Due, 'calendar' | 'threshold'>,
  instant: Date,
): boolean => workTime(measure === 'work' ? calendar : CONTINUOUS, instant) > threshold

const workingDayDue = (
  calendar: WorkCalendar,
  { start, limit, policy, suspensions }: DueInput,
  shift: number,
): Due | null => {
  const nextDay = policy === 'NEXT_WORKDAY'
  const from = workTime(calendar, nextDay ? new Date(endOfLocalDay(start)) : start)
  const target = from + Math.round(Math.max(0, limit.amount + shift) * DAY_UNITS)
  const toClose = (w: number): number => Math.ceil(w / DAY_UNITS) * DAY_UNITS
  const threshold = pushBack(pausesOf(calendar, suspensions), from, target, nextDay ? toClose : undefined)
  return threshold === Number.POSITIVE_INFINITY ? null : inWorkTime(calendar, threshold)
}

const immediateDue = (calendar: WorkCalendar, { start, suspensions }: DueInput, shift: number): Due | null => {
  if (shift < 0) return null
  const today = closeOfBusiness(calendar, localDate(start))
  const close = start < today ? today : closeOfBusiness(calendar, nextWorkday(calendar, localDate(start)))
  const target = workTime(calendar, close) + Math.round(shift * DAY_UNITS)
  const reached = pushBack(pausesOf(calendar, suspensions), workTime(calendar, start), target)
  return reached === Number.POSITIVE_INFINITY ? null : atInstant(calendar, instantAt(calendar, reached).getTime(), true)
}

const calendarDayDue = (
  calendar: WorkCalendar,
  { start, limit, policy, suspensions }: DueInput,
  shift: number,
): Due | null => {
  const nextDay = policy === 'NEXT_WORKDAY'
  const from = nextDay ? endOfLocalDay(start) : start.getTime()
  const target = from + Math.round(Math.max(0, limit.amount + shift) * DAY_MS)
  const deadlineOf = (ms: number): number => {
    // A day ends at midnight, which belongs to the day before.
    const date = localDate(new Date(nextDay ? ms - 1 : ms))
    return nextDay || !isWorkday(calendar, date) ? closeOfBusiness(calendar, date).getTime() : ms
  }
  const reached = pushBack(
    pausesOf(calendar, suspensions, 'continuous'),
    from,
    target,
    shift < 0 ? undefined : deadlineOf,
  )
  return reached === Number.POSITIVE_INFINITY ? null : atInstant(calendar, reached, true)
}

const clockHourDue = (calendar: WorkCalendar, { start, limit, suspensions }: DueInput, shift: number): Due | null => {
  if (shift < 0) return null
  const unitMs = limit.unit === 'HOUR' ? 3_600_000 : 60_000
  const target = start.getTime() + Math.round(limit.amount * unitMs + shift * DAY_MS)
  const reached = pushBack(pausesOf(calendar, suspensions, 'continuous'), start.getTime(), target)
  return reached === Number.POSITIVE_INFINITY ? null : atInstant(calendar, reached, suspensions.length > 0)
}

/** A due point in work time; it moves with the calendar. */
export const inWorkTime = (calendar: WorkCalendar, threshold: number): Due => {
  const dueAt = instantAt(calendar, threshold)
  return { calendar: 'work', threshold, dueAt, provisional: isProvisional(calendar, dueAt), pinned: false }
}

/** A due point at an instant, in milliseconds since the epoch; provisional only if the day table had a part in it. */
export const atInstant = (calendar: WorkCalendar, ms: number, pinned: boolean): Due => {
  const dueAt = new Date(ms)
  return { calendar: 'continuous', threshold: ms, dueAt, provisional: pinned && isProvisional(calendar, dueAt), pinned }
}

const endOfLocalDay = (start: Date): number => localDayStart(localDayNumber(start.getTime()) + 1)
