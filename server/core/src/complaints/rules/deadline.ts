import { dueThreshold } from '../../clock/due.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import type { ComplaintState } from '../contract.ts'

/** Working days for what is to be done in each state; null where nothing waits. */
export const DAYS: Readonly<Record<ComplaintState, number | null>> = {
  RECEIVED: 5,
  REFUSED: null,
  REFERRED: null,
  ACCEPTED: 15,
  ASSIGNED: 15,
  INVESTIGATED: 15,
  JUDGED: 5,
  REPLIED: null,
  APPEALED: 10,
  CLOSED: null,
}

/** Working days within which a lead about integrity is referred. */
export const REFERRAL_DAYS = 2

/** Calendar days after a reply or refusal within which one may appeal. */
export const APPEAL_DAYS = 60

/**
 * The close of business of the last of some working days after an instant; its own day is not counted (民法典 art. 201).
 * @throws RangeError beyond the days of the calendar
 */
export const workingDaysAfter = (calendar: WorkCalendar, start: Date, days: number): Date => {
  const limit = { amount: days, unit: 'WORKING_DAY' } as const
  const due = dueThreshold(calendar, { start, limit, policy: 'NEXT_WORKDAY', suspensions: [] })
  if (due === null) throw new RangeError(`No due instant ${days} working days after ${start.toISOString()}`)
  return due.dueAt
}
