import type { Limit, LimitUnit } from '../client/api-types.ts'
import type { MessageKey, Parameters } from '../messages/translate.ts'

const keys: Readonly<Record<LimitUnit, MessageKey>> = {
  WORKING_DAY: 'limit.workingDays',
  CALENDAR_DAY: 'limit.calendarDays',
  HOUR: 'limit.hours',
  MINUTE: 'limit.minutes',
}

/** `7 个工作日`, `2 hours`; a dash where there is no limit. */
export function showLimit(limit: Limit | null, t: (key: MessageKey, parameters?: Parameters) => string): string {
  return limit === null ? '–' : t(keys[limit.unit], { n: limit.amount })
}

/** The limit in days of its own kind; null for hours and minutes, which are not counted in days. */
export function inWorkingDays(limit: Limit): number | null {
  return limit.unit === 'WORKING_DAY' || limit.unit === 'CALENDAR_DAY' ? limit.amount : null
}
