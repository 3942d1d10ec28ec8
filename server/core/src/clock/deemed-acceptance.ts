import { dueThreshold } from './due.ts'
import type { Due, Limit, WorkCalendar } from './types.ts'
import { firstSecondAfter } from './work-time.ts'

type WorkingDayLimit = Limit & { readonly unit: 'WORKING_DAY' }

/** A correction (补正) must be notified within five working days. Source: licensing law art. 32; clauses.md, "The clock". */
export const CORRECTION_NOTICE_LIMIT: WorkingDayLimit = { amount: 5, unit: 'WORKING_DAY' }

/** The point beyond which an application without a correction notice counts as accepted. */
export const deemedAcceptanceThreshold = (
  calendar: WorkCalendar,
  received: Date,
  limit: WorkingDayLimit = CORRECTION_NOTICE_LIMIT,
): Due => {
  const due = dueThreshold(calendar, { start: received, limit, policy: 'INSTANT', suspensions: [] })
  if (due === null) throw new RangeError('A limit without suspensions always ends')
  return due
}

/**
 * The first second at which an application without a correction notice counts as accepted. Its `acceptedAt` is then the
 * instant of receipt, not this one.
 *
 * @example received 2026-09-14 10:00 → 2026-09-20 10:00:01, a make-up Sunday
 */
export const deemedAcceptanceAt = (
  calendar: WorkCalendar,
  received: Date,
  limit: WorkingDayLimit = CORRECTION_NOTICE_LIMIT,
): Date => firstSecondAfter(calendar, deemedAcceptanceThreshold(calendar, received, limit).threshold)
