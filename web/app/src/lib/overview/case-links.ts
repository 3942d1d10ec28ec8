import type { Place } from '@zhikong/ui'

/** The cases behind a figure of a region and period; days as in `rollup`: `to` is the one after the last. */
export function casesBehind(place: Place, indicator: string, code: string): string {
  const { from, to } = place.period
  const closed = { closedFrom: from, closedTo: to }
  const path = `/r/${code}/cases`
  switch (indicator) {
    case 'on-time-rate':
      return place.to(path, { ...closed, closedLate: 'true' })
    case 'cases-overdue':
      return place.to(path, { overdue: 'true' })
    case 'cases-open':
      return place.to(path, { state: ['ACCEPTED', 'SUSPENDED'] })
    case 'cases-accepted':
      return place.to(path, { acceptedFrom: from, acceptedTo: to })
    default:
      return place.to(path, { ...closed, state: 'CLOSED' })
  }
}
