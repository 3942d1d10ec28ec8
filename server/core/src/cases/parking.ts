import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { ScopeRange } from '../graphql/context.ts'
import { columnList, unnest } from '../database/bulk.ts'
import type { CoreTables } from '../database/tables.ts'
import type { ReportedEvent } from './reported-event.ts'
import type { ResolvedEvent } from './resolve.ts'

type ParkedRow = CoreTables['core.parkedEvent']
type NewParkedRow = Omit<ParkedRow, 'receivedAt'>
export type ParkedEvent = Pick<ParkedRow, 'caseRef' | 'eventKey' | 'contentHash'> & {
  readonly range: ScopeRange
  readonly reported: ReportedEvent
}

const TYPES = {
  caseRef: 'text',
  eventKey: 'text',
  payload: 'text',
  contentHash: 'text',
  scopeLo: 'bigint',
  scopeHi: 'bigint',
} as const

/** Keeps events of cases that nobody has founded yet; the same event again changes nothing. */
export const parkEvents = async (
  trx: Transaction<CoreTables>,
  events: readonly ResolvedEvent[],
  range: ScopeRange,
): Promise<void> => {
  if (events.length === 0) return
  const rows = events.map(
    (event): NewParkedRow => ({
      caseRef: event.caseRef,
      eventKey: event.eventKey,
      payload: JSON.stringify(event.reported),
      contentHash: event.contentHash,
      scopeLo: range.lo,
      scopeHi: range.hi,
    }),
  )
  await sql`insert into core.parked_event (${columnList<NewParkedRow>(TYPES)})
    select * from ${unnest<NewParkedRow>(TYPES, rows)} on conflict (case_ref, event_key) do nothing`.execute(trx)
}

/** What is parked for some cases. */
export const selectParked = async (trx: Transaction<CoreTables>, refs: readonly string[]): Promise<readonly ParkedEvent[]> => {
  if (refs.length === 0) return []
  const rows = await trx.selectFrom('core.parkedEvent').selectAll().where(sql<boolean>`case_ref = any(${refs})`).execute()
  return rows.map(({ caseRef, eventKey, contentHash, payload, scopeLo, scopeHi }) => ({
    caseRef,
    eventKey,
    contentHash,
    range: { lo: scopeLo, hi: scopeHi },
    reported: reviveEvent(payload),
  }))
}

export const unpark = async (
  trx: Transaction<CoreTables>,
  events: readonly Pick<ParkedEvent, 'caseRef' | 'eventKey'>[],
): Promise<void> => {
  if (events.length === 0) return
  await sql`delete from core.parked_event p using ${unnest({ caseRef: 'text', eventKey: 'text' }, events, 'k')}
    where p.case_ref = k.case_ref and p.event_key = k.event_key`.execute(trx)
}

const INSTANTS = new Set(['occurredAt', 'dueAt', 'until'])

/** Written by `parkEvents` alone, so its shape is known. */
const reviveEvent = (payload: string): ReportedEvent =>
  JSON.parse(payload, (key, value: unknown) =>
    INSTANTS.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as ReportedEvent
