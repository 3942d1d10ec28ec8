import type { Place } from '@zhikong/ui'

/** The cases that a figure of a region and period counts; undefined where no list holds just them. */
export function casesBehind(place: Place, code: string, indicator: string): string | undefined {
  const closed = { closedFrom: place.period.from, closedTo: place.period.to }
  const path = `/r/${code}/cases`
  switch (indicator) {
    case 'on-time-rate':
      return place.to(path, { ...closed, closedLate: 'false' })
    case 'cases-closed-late':
      return place.to(path, { ...closed, closedLate: 'true' })
    case 'cases-overdue':
      return place.to(path, { overdue: 'true' })
    case 'cases-late-ended-otherwise':
      return place.to(path, { ...closed, endedLate: 'true', state: ['VOIDED', 'RETURNED', 'WITHDRAWN'] })
    case 'recorded-late-rate':
      return place.to(path, { acceptedFrom: place.period.from, acceptedTo: place.period.to, flag: 'LATE_RECORDED' })
    case 'closed-within-seconds-rate':
      return place.to(path, { ...closed, flag: 'CLOSED_WITHIN_SECONDS' })
    default:
      return undefined
  }
}
