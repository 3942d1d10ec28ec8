import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { PersonalData, PersonalRow } from '../access/personal/personal-data.ts'
import type { Vault } from '../access/personal/vault.ts'
import type { ScopeRange } from '../graphql/context.ts'
import { columnList, unnest } from '../database/bulk.ts'
import type { CoreTables } from '../database/tables.ts'
import type { ReportedEvent } from './reported-event.ts'
import type { ResolvedEvent } from './resolve.ts'

type ParkedRow = CoreTables['core.parkedEvent']
type NewParkedRow = Omit<ParkedRow, 'receivedAt'> & { readonly receivedAt: Date }
export type ParkedEvent = Pick<ParkedRow, 'caseRef' | 'eventKey' | 'contentHash' | 'scopeLo' | 'scopeHi'> & {
  readonly range: ScopeRange
  readonly receivedAt: Date
  readonly reported: ReportedEvent
  readonly applicant: PersonalData | null
}

const TYPES = {
  caseRef: 'text',
  eventKey: 'text',
  payload: 'text',
  contentHash: 'text',
  scopeLo: 'bigint',
  scopeHi: 'bigint',
  receivedAt: 'timestamptz',
  applicant: 'bytea',
  applicantKeyId: 'text',
} as const

const KEY_TYPES = { caseRef: 'text', eventKey: 'text', scopeLo: 'bigint', scopeHi: 'bigint' } as const

/** The first key of the advisory locks below; the second is one of 64 groups of cases. */
const GROUPS = 4_300_003

/**
 * Lets no one park an event of a case while another founds it, or the event would wait for good: who parks locks the
 * group of the case against all who found in it. Those who found do not wait for each other. Taken before any lock on
 * rows, in one order.
 */
export const lockGroups = async (
  trx: Transaction<CoreTables>,
  { founding, parking }: { readonly founding: readonly string[]; readonly parking: readonly string[] },
): Promise<void> => {
  const refs = [...founding, ...parking]
  if (refs.length === 0) return
  const parks = refs.map((_, index) => index >= founding.length)
  await sql`select case when parks then pg_advisory_xact_lock(${GROUPS}::int, g)::text
      else pg_advisory_xact_lock_shared(${GROUPS}::int, g)::text end
    from (select hashtext(ref) & 63 as g, bool_or(parks) as parks from unnest(${refs}::text[], ${parks}::boolean[]) as u(ref, parks)
      group by 1 order by 1) groups`.execute(trx)
}

/** Keeps events of cases that nobody has founded yet, their applicants sealed; the same event again changes nothing. */
export const parkEvents = async (
  trx: Transaction<CoreTables>,
  vault: Vault,
  events: readonly ResolvedEvent[],
  range: ScopeRange,
): Promise<void> => {
  if (events.length === 0) return
  const rows = events.map((event): NewParkedRow => {
    const { caseRef, eventKey, contentHash, receivedAt, applicant } = event
    const place = { caseRef, eventKey, scopeLo: range.lo, scopeHi: range.hi }
    const sealed = applicant === null ? null : vault.seal(parkedApplicant(place), applicant)
    return {
      ...place,
      payload: JSON.stringify(event.reported),
      contentHash,
      receivedAt,
      applicant: sealed?.sealed ?? null,
      applicantKeyId: sealed?.keyId ?? null,
    }
  })
  await sql`insert into core.parked_event (${columnList<NewParkedRow>(TYPES)})
    select * from ${unnest<NewParkedRow>(TYPES, rows)} on conflict (case_ref, event_key, scope_lo, scope_hi) do nothing`.execute(
    trx,
  )
}

/** The row for which the applicant of a parked event is sealed: a case of that number may be parked from two ranges. */
export const parkedApplicant = ({
  caseRef,
  eventKey,
  scopeLo,
  scopeHi,
}: Pick<ParkedRow, keyof typeof KEY_TYPES>): PersonalRow => ({
  holder: 'APPLICANT',
  subject: caseRef,
  eventKey: `parked ${scopeLo} ${scopeHi}\n${eventKey}`,
})

/** What is parked for some cases, by whomever; see `ParkedEvent.range`. @throws SealBroken */
export const selectParked = async (
  trx: Transaction<CoreTables>,
  vault: Vault,
  refs: readonly string[],
): Promise<readonly ParkedEvent[]> => {
  if (refs.length === 0) return []
  const rows = await trx
    .selectFrom('core.parkedEvent')
    .selectAll()
    .where(sql<boolean>`case_ref = any(${refs})`)
    .execute()
  return rows.map(({ payload, applicant, ...row }) => ({
    ...row,
    applicant: applicant === null ? null : vault.open(parkedApplicant(row), applicant),
    range: { lo: row.scopeLo, hi: row.scopeHi },
    reported: reviveEvent(payload),
  }))
}

export const unpark = async (trx: Transaction<CoreTables>, events: readonly ParkedEvent[]): Promise<void> => {
  if (events.length === 0) return
  await sql`delete from core.parked_event p using ${unnest<Pick<ParkedRow, keyof typeof KEY_TYPES>>(KEY_TYPES, events, 'k')}
    where p.case_ref = k.case_ref and p.event_key = k.event_key and p.scope_lo = k.scope_lo
      and p.scope_hi = k.scope_hi`.execute(trx)
}

const INSTANTS = new Set(['occurredAt', 'dueAt', 'until', 'supplementDueAt'])

/** Written by `parkEvents` alone, so its shape is known. */
const reviveEvent = (payload: string): ReportedEvent =>
  JSON.parse(payload, (key, value: unknown) =>
    INSTANTS.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as ReportedEvent
