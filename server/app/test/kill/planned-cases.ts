import type { ReportedEvent } from '@zhikong/core'
import { after, SUPPLEMENT_DAYS, SUSPENDED_DAYS, type PlannedCase } from './naive-cards.ts'

export const MATTERS = [
  [7, 10],
  [3, 5],
  [12, 15],
  [0, 3],
] as const

export const matterCode = (promised: number): string => `M${promised}`

const KINDS = ['OPEN', 'DELIVERED_LATE', 'LICENSED_LATE', 'SUSPENDED', 'SUPPLEMENTED_LATE', 'UNANSWERED'] as const

/** A minute in opening hours of a day of the week from Monday 15 October 2018. */
const startOf = (random: () => number): Date => {
  const day = Math.floor(random() * 5)
  const [from, minutes] = random() < 0.4 ? [9 * 60, 170] : [13 * 60, 220]
  const minute = from + 1 + Math.floor(random() * minutes)
  return new Date(Date.parse('2018-10-15T00:00:00+08:00') + day * 86_400_000 + minute * 60_000)
}

/** Some cases of all clocks; an immediate one is never suspended. */
export const planCases = (count: number, random: () => number): readonly PlannedCase[] =>
  Array.from({ length: count }, (_, n): PlannedCase => {
    const drawn = KINDS[Math.floor(random() * KINDS.length)] ?? 'OPEN'
    const [promised, statutory] = MATTERS[Math.floor(random() * MATTERS.length)] ?? MATTERS[0]
    const kind = promised === 0 && drawn !== 'DELIVERED_LATE' && drawn !== 'LICENSED_LATE' ? 'OPEN' : drawn
    return { number: `K${n}`, kind, start: startOf(random), promised, statutory }
  })

/** What is reported of a case. */
export const eventsOf = ({ number, kind, start, promised }: PlannedCase): readonly ReportedEvent[] => {
  const event = (of: ReportedEvent['kind'], other: Partial<ReportedEvent> = {}): ReportedEvent => ({
    source: 'desk',
    externalId: number,
    eventId: of,
    kind: of,
    occurredAt: start,
    hall: 'KF',
    matter: matterCode(promised),
    ...other,
  })
  switch (kind) {
    case 'OPEN':
      return [event('ACCEPTED')]
    case 'DELIVERED_LATE':
      return [event('ACCEPTED'), event('CLOSED', { deliveryFollows: true })]
    case 'LICENSED_LATE':
      return [event('ACCEPTED'), event('CLOSED', { licenceFollows: true })]
    case 'SUSPENDED':
      return [event('ACCEPTED'), event('SUSPENDED', { noticed: true, approvedDays: SUSPENDED_DAYS, ground: 'TEST' })]
    case 'SUPPLEMENTED_LATE':
      return [event('ACCEPTED', { supplementDueAt: after(start, SUPPLEMENT_DAYS) })]
    case 'UNANSWERED':
      return [event('SUBMITTED', { channel: 'PORTAL' })]
  }
}
