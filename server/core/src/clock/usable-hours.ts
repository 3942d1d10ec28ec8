import type { CalendarContent } from './calendar-content.ts'
import { isWorkHours } from './hours.ts'
import type { HoursOverride, WorkHours } from './types.ts'

/** Local dates, both included; null where a calendar begins or ends. */
export type DateRange = { readonly from: string | null; readonly until: string | null }

/** What of the hours that a calendar states days can be counted by, and the days on which it states others. */
export type UsableHours = {
  readonly standard: WorkHours | undefined
  readonly overrides: readonly HoursOverride[]
  readonly missing: readonly DateRange[]
}

/** Hours that are empty or run backwards count for nothing: the calendar above has its own, and the day is told of. */
export const usableHours = ({ hours, hoursOverrides = [] }: CalendarContent): UsableHours => {
  const bad = hoursOverrides.filter((override) => !isWorkHours(override.hours))
  const isMissing = hours !== undefined && !isWorkHours(hours)
  return {
    standard: isMissing ? undefined : hours,
    overrides: hoursOverrides.filter((override) => !bad.includes(override)),
    missing: [...(isMissing ? [{ from: null, until: null }] : []), ...bad.map(rangeOf)],
  }
}

const rangeOf = (override: HoursOverride): DateRange =>
  'date' in override ? { from: override.date, until: override.date } : { from: override.from, until: override.until }
