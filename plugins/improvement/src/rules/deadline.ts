import { dueThreshold, type WorkCalendar } from '@zhikong/core'

/**
 * The close of business of the last of some working days after an instant; its own day is not counted (民法典 art. 201).
 * @throws RangeError beyond the days of the calendar
 */
export const workingDaysAfter = (calendar: WorkCalendar, start: Date, days: number): Date => {
  const limit = { amount: Math.max(1, days), unit: 'WORKING_DAY' } as const
  const due = dueThreshold(calendar, { start, limit, policy: 'NEXT_WORKDAY', suspensions: [] })
  if (due === null) throw new RangeError(`No due instant ${days} working days after ${start.toISOString()}`)
  return due.dueAt
}
