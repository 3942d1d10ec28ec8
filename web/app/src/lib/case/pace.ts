import type { ClockPace, Limit } from '@zhikong/ui'

/** How the clock of a case runs, by the unit of its promised limit. */
export function paceOf(limit: Limit | null): ClockPace {
  if (limit === null || limit.unit === 'WORKING_DAY') return 'WORKING'
  return limit.unit === 'CALENDAR_DAY' ? 'CALENDAR' : 'CONTINUOUS'
}
