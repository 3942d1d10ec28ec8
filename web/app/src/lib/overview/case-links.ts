import { addDays, type Place } from '@zhikong/ui'

/** The cases behind a figure of a region and period. */
export function casesBehind(place: Place, indicator: string, code: string): string {
  const { from, to } = place.period
  const last = addDays(to, -1)
  const closed = { closedFrom: from, closedTo: last }
  const path = `/r/${code}/cases`
  switch (indicator) {
    case 'on-time-rate':
      return place.to(path, { ...closed, closedLate: 'true' })
    case 'cases-overdue':
      return place.to(path, { overdue: 'true', state: ['ACCEPTED', 'CORRECTION', 'SUSPENDED'] })
    case 'cases-open':
      return place.to(path, { state: ['ACCEPTED', 'CORRECTION', 'SUSPENDED'] })
    case 'cases-accepted':
      return place.to(path, { acceptedFrom: from, acceptedTo: last })
    default:
      return place.to(path, { ...closed, state: 'CLOSED' })
  }
}
