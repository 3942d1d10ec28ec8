import { hash } from 'node:crypto'
import type { MadeUpEvent } from './made-up-event.ts'

/** Where all made-up rows lie: one month, one hall. */
const PLACE = {
  areaCode: 430_105,
  openedOn: '2026-03-02',
  scopeKey: 3_021_000_000_000_000,
  organisationId: null,
  hallId: 1,
  windowId: null,
} as const
/** The days on which cases of such rows were opened. */
export const STORED_DAYS = [PLACE.openedOn]
const RECEIVED = new Date('2026-04-01T01:00:00Z')
const LIMITS = { limits: { promised: { amount: 10, unit: 'WORKING_DAY' }, statutory: null, dueAt: null } }

/** The row that an event comes to in the product, without what a case would have to be looked for. */
export const storedRow = (event: MadeUpEvent) => {
  const name = hash('sha256', `${event.source} ${event.externalId}`)
  const caseId = [
    name.slice(0, 8),
    name.slice(8, 12),
    `7${name.slice(13, 16)}`,
    `8${name.slice(17, 20)}`,
    name.slice(20, 32),
  ]
  return {
    ...PLACE,
    caseId: caseId.join('-'),
    eventKey: event.eventId,
    kind: event.kind,
    occurredAt: new Date(event.occurredAt),
    receivedAt: RECEIVED,
    payload: JSON.stringify(event.kind === 'SUBMITTED' || event.kind === 'ACCEPTED' ? LIMITS : {}),
    contentHash: hash('sha256', event.eventId, 'base64url'),
  }
}

export type StoredRow = ReturnType<typeof storedRow>

/** The columns of such rows with their types, for the table of a peer. */
export const STORED_COLUMNS = {
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  eventKey: 'text',
  scopeKey: 'bigint',
  organisationId: 'int',
  hallId: 'int',
  kind: 'text',
  occurredAt: 'timestamptz',
  receivedAt: 'timestamptz',
  windowId: 'int',
  payload: 'text',
  contentHash: 'text',
} as const
