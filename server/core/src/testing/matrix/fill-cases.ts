import type { ReportedWithApplicant } from '../../cases/reported-event.ts'
import { wordOf } from './canary-names.ts'
import type { Place } from './places.ts'

/** What time it is in the matrix: what is due by then has its cards. */
export const MATRIX_NOW = '2026-03-20T18:00:00+08:00'

/** How many cases a place has: one that is open and late, and one that is closed. */
export const CASES_AT_A_PLACE = 2

/** The number of a case of a place; `round` tells those that come later from the first. */
export const numberAt = ({ name }: Place, which: 'open' | 'closed', round = 1): string =>
  `${wordOf(name)}-${which}-${round}`

/** The events of the cases of a place. */
export function eventsAt(place: Place, round = 1): readonly ReportedWithApplicant[] {
  const { hall, organisation, name } = place
  const at = { source: 'matrix', hall, organisation, matter: 'M-ANY', channel: 'WINDOW', window: `W-${name}` }
  const event = (which: 'open' | 'closed', kind: 'ACCEPTED' | 'CLOSED', day: string) => ({
    ...at,
    externalId: numberAt(place, which, round),
    eventId: `${kind} ${round}`,
    kind,
    occurredAt: new Date(`${day}T10:00:00+08:00`),
    note: `备注 ${wordOf(name)}`,
    step: `环节 ${wordOf(name)}`,
  })
  return [
    event('open', 'ACCEPTED', '2026-03-02'),
    event('closed', 'ACCEPTED', '2026-03-02'),
    event('closed', 'CLOSED', '2026-03-04'),
  ]
}
