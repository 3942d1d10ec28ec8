import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { ColumnTypes } from '../database/bulk.ts'
import { withinReach } from '../access/reach-condition.ts'
import { columnList, columnName, SPREAD, unnest } from '../database/bulk.ts'
import { isDistributed, lockGroups } from '../database/distribution/lock-groups.ts'
import type { CoreTables } from '../database/tables.ts'
import type { Reach } from '../graphql/context.ts'
import type { CaseKey } from './case-id.ts'
import type { CaseEvent, EventPayload } from './event.ts'
import type { CaseEventTable, CaseKeyTable, CaseTable } from './tables.ts'

type Trx = Transaction<CoreTables>

/** The columns of a case, and their types. */
export const CASE_TYPES: ColumnTypes<CaseTable> = {
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  scopeKey: 'bigint',
  regionId: 'int',
  hallId: 'int',
  windowId: 'int',
  organisationId: 'int',
  matterId: 'int',
  source: 'text',
  externalId: 'text',
  channel: 'text',
  state: 'text',
  submittedAt: 'timestamptz',
  acceptedAt: 'timestamptz',
  acceptedRecordedAt: 'timestamptz',
  endedAt: 'timestamptz',
  deemedAt: 'timestamptz',
  parentExternalId: 'text',
  supplementDueAt: 'timestamptz',
  supplementedAt: 'timestamptz',
  promisedAmount: 'float8',
  promisedUnit: 'text',
  statutoryAmount: 'float8',
  statutoryUnit: 'text',
  extensionDays: 'float8',
  givenDueAt: 'timestamptz',
  calendarId: 'text',
  dueCalendar: 'text',
  dueW: 'bigint',
  statutoryDueCalendar: 'text',
  statutoryDueW: 'bigint',
  provisional: 'boolean',
  handlingUnits: 'bigint',
  upperUnits: 'bigint',
  overdueAt: 'timestamptz',
  statutoryOverdueAt: 'timestamptz',
  closedLate: 'boolean',
  closedStatutoryLate: 'boolean',
  yellowAt: 'timestamptz',
  redAt: 'timestamptz',
  cardLevel: 'text',
  flags: 'text',
  lastEventAt: 'timestamptz',
  updatedAt: 'timestamptz',
}

const EVENT_TYPES: ColumnTypes<CaseEventTable> = {
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
}

const KEY_TYPES: ColumnTypes<CaseKey> = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' }
const REF_TYPES: ColumnTypes<CaseKeyTable> = { caseRef: 'text', ...KEY_TYPES }
const KEY_COLUMNS = new Set(Object.keys(KEY_TYPES))

const UPDATES = sql.raw(
  Object.keys(CASE_TYPES)
    .filter((key) => !KEY_COLUMNS.has(key))
    .map((key) => `"${columnName(key)}" = excluded."${columnName(key)}"`)
    .join(', '),
)

const EVENT_REACH = { key: 'e.scope_key', organisation: 'e.organisation_id', hall: 'e.hall_id' } as const

const onKey = (alias: string) =>
  sql.raw(`${alias}.area_code = k.area_code and ${alias}.opened_on = k.opened_on and ${alias}.case_id = k.case_id`)

/** Rows of new or changed cases. Sorted by key, so that two writers never wait for each other. */
export const upsertCases = async (trx: Trx, rows: readonly CaseTable[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into core."case" (${columnList(CASE_TYPES)}) select * from ${unnest(CASE_TYPES, rows.toSorted(byKey))}
    on conflict (area_code, opened_on, case_id) do update set ${UPDATES}`.execute(trx)
}

/** To read an answer for each of so many rows takes longer than to ask whether any is needed. */
const MANY = 50

export const insertEvents = async (trx: Trx, rows: readonly CaseEventTable[]): Promise<void> => {
  if (rows.length === 0) return
  const end = rows.length < MANY || (await isDistributed(trx)) ? SPREAD : sql``
  await sql`insert into core.case_event (${columnList(EVENT_TYPES)})
    select * from ${unnest(EVENT_TYPES, rows)} ${end}`.execute(trx)
}

/** Events, alerts and their trails of cases whose organisation has changed follow them, for readers bound to an organisation. */
export const moveWithCases = async (
  trx: Trx,
  rows: readonly (CaseKey & Pick<CaseTable, 'organisationId'>)[],
): Promise<void> => {
  if (rows.length === 0) return
  const types = { ...KEY_TYPES, organisationId: 'int' } as const
  for (const table of ['core.case_event', 'core.alert', 'core.alert_step']) {
    await sql`update ${sql.table(table)} e set organisation_id = k.organisation_id from ${unnest(types, rows, 'k')}
      where ${onKey('e')} and e.organisation_id is distinct from k.organisation_id`.execute(trx)
  }
}

/** Locks and reads the cases of some keys. */
export const lockCases = async (trx: Trx, keys: readonly CaseKey[]): Promise<readonly CaseTable[]> => {
  const locked: CaseTable[] = []
  for (const group of await lockGroups(trx, keys)) {
    const { rows } = await sql<CaseTable>`select c.* from ${unnest(KEY_TYPES, group.rows, 'k')}
      join core."case" c on ${onKey('c')} where ${group.condition('c')}
      order by c.area_code, c.opened_on, c.case_id for update of c`.execute(trx)
    locked.push(...rows)
  }
  return locked
}

/** An event as stored, with the key of its case. */
export type StoredEvent = CaseEvent & CaseKey & { readonly contentHash: string }

/** All events of some cases; for a reader, those that it reaches. */
export const selectEvents = async (
  trx: Trx,
  keys: readonly CaseKey[],
  reach: Reach | null = null,
): Promise<readonly StoredEvent[]> => {
  if (keys.length === 0) return []
  const { rows } = await sql<CaseEventTable>`select e.* from ${unnest(KEY_TYPES, keys, 'k')}
    join core.case_event e on ${onKey('e')}
    where ${reach === null ? sql`true` : withinReach(reach, EVENT_REACH)}`.execute(trx)
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as EventPayload }))
}

/** The keys of those cases that are known, by (source, case number). */
export const selectKeys = async (trx: Trx, refs: readonly string[]): Promise<ReadonlyMap<string, CaseKey>> => {
  const rows = await trx
    .selectFrom('core.caseKey')
    .selectAll()
    .where(sql<boolean>`case_ref = any(${refs})`)
    .execute()
  return new Map(rows.map(({ caseRef, ...key }) => [caseRef, key]))
}

/** Claims keys for new cases and gives their references; one that another writer claimed first is not among them. */
export const claimKeys = async (trx: Trx, rows: readonly CaseKeyTable[]): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set()
  const sorted = rows.toSorted((a, b) => (a.caseRef < b.caseRef ? -1 : 1))
  const claimed = await sql<Pick<CaseKeyTable, 'caseRef'>>`insert into core.case_key (${columnList(REF_TYPES)})
    select * from ${unnest(REF_TYPES, sorted)} on conflict (case_ref) do nothing returning case_ref`.execute(trx)
  return new Set(claimed.rows.map(({ caseRef }) => caseRef))
}

/** The next thresholds of cases take the place of those they had. */
export const replaceThresholds = async (
  trx: Trx,
  changed: readonly CaseKey[],
  next: readonly CoreTables['core.threshold'][],
): Promise<void> => {
  if (changed.length > 0) {
    await sql`delete from core.threshold t using ${unnest(KEY_TYPES, changed, 'k')} where ${onKey('t')}`.execute(trx)
  }
  if (next.length > 0) {
    const stamp = { workCalendar: 'text', calendarRevision: 'int', pinned: 'boolean' }
    const types = { calendarId: 'text', threshold: 'bigint', ...stamp, ...KEY_TYPES }
    await sql`insert into core.threshold (${columnList(types)}) select * from ${unnest(types, next)} ${SPREAD}`.execute(
      trx,
    )
  }
}

const byKey = (a: CaseKey, b: CaseKey): number =>
  a.areaCode - b.areaCode || (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : a.caseId < b.caseId ? -1 : 1)
