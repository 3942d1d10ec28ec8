import { loadCalendars } from '../clock/calendars.ts'
import { dueThreshold } from '../clock/due.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { Db } from './queries/campaign.ts'

/** Working days for a return visit, and for referring a lead. */
export const FOLLOW_UP_DAYS = { visit: 3, lead: 1 } as const

/** The close of business of the last of some working days after an instant, by the calendar of a place. */
export async function workingDaysAfter(
  db: Db,
  { tree }: RegisterSnapshot,
  { scopeKey, start, days }: { readonly scopeKey: number; readonly start: Date; readonly days: number },
): Promise<Date> {
  const calendars = await loadCalendars(db, (id) => tree.byId(id))
  const limit = { amount: days, unit: 'WORKING_DAY' } as const
  const terms = { start, limit, policy: 'NEXT_WORKDAY', suspensions: [] } as const
  const due = dueThreshold(calendars.forPlace(scopeKey), terms)
  if (due === null) throw new RangeError(`No instant ${days} working days after ${start.toISOString()}`)
  return due.dueAt
}
