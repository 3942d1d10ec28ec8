import { deriveCase } from '../../src/cases/derive.ts'
import type { CaseEvent, EventPayload, FrozenLimits } from '../../src/cases/event.ts'
import type { CaseEventKind } from '../../src/cases/tables.ts'
import type { StartPolicy } from '../../src/clock/index.ts'
import { at, days, local, national } from '../clock/fixtures.ts'
import { engineOf, testClock } from './test-clock.ts'

/** A case for tests that derive without a database. */
export const identity = {
  areaCode: 430_105,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000001',
  scopeKey: 430_105_000_000 * 16,
  regionId: 3,
  hallId: 1,
  matterId: 1,
  source: 'test',
  externalId: 'A',
  calendarId: 'national',
} as const

export const P7S10: FrozenLimits = { promised: days(7), statutory: days(10), dueAt: null }

/** An event at a local time. */
export const happened = (kind: CaseEventKind, when: string, payload: EventPayload = {}): CaseEvent => ({
  eventKey: `${kind} ${when}`,
  kind,
  occurredAt: at(when),
  receivedAt: at(when),
  windowId: null,
  payload,
})

export const accepted = (when = '2018-10-15 10:00', payload: EventPayload = {}) =>
  happened('ACCEPTED', when, { limits: P7S10, ...payload })

/** Derives as of a local time, every clock INSTANT unless told otherwise. */
export const derive = (events: readonly CaseEvent[], now: string, policy: StartPolicy | undefined = 'INSTANT') =>
  deriveCase(identity, events, national, engineOf(testClock(policy)), at(now))

export const cards = (derived: ReturnType<typeof derive>): readonly string[] =>
  [...derived.reached, ...derived.ahead].map(({ level, at: when }) => `${level} ${local(when)}`)
