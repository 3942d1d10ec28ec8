import { CONTINUOUS } from './calendar.ts'
import { suspendedUnits } from './suspensions.ts'
import type { ClockRun, Limit, Measure, WorkCalendar } from './types.ts'
import { DAY_UNITS } from './types.ts'
import { workTime } from './work-time.ts'

/**
 * Time used from the start to the close, or to `now` while it runs, less suspensions: fine units of work time, or
 * milliseconds in the continuous measure. Never below 0.
 */
export const elapsed = (calendar: WorkCalendar, run: ClockRun, now: Date, measure: Measure = 'work'): number => {
  const base = measure === 'work' ? calendar : CONTINUOUS
  const end = run.closedAt ?? now
  const gross = workTime(base, end) - workTime(base, run.start)
  return Math.max(0, gross - suspendedUnits(calendar, run.suspensions, run.start, end, measure))
}

/** Counted working days, the day begun included: `ceil((W(end) − W(start) − suspended) / DAY_UNITS)`. */
export const counted = (calendar: WorkCalendar, run: ClockRun, now: Date): number =>
  Math.ceil(elapsed(calendar, run, now) / DAY_UNITS)

/**
 * Counted days beyond a limit in working days (negative before it). Serves displays and cards of whole-day limits;
 * whether a thing is late is decided by `isLate`. Throws RangeError for a limit in another unit.
 */
export const over = (calendar: WorkCalendar, run: ClockRun, limit: Limit, now: Date): number => {
  if (limit.unit !== 'WORKING_DAY') throw new RangeError(`Counted days have no meaning for a limit in ${limit.unit}`)
  return counted(calendar, run, now) - limit.amount
}
