import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseKey } from '../../cases/case-id.ts'
import type { ColumnTypes } from '../../database/bulk.ts'
import { columnList, unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Failure } from './failure.ts'
import type { FailedClockTable } from './tables.ts'

/** A case, or one clock of a record, that was looked at, and what of it could not be worked out. */
export type LookedAt = {
  readonly key: CaseKey
  /** The only clock that was looked at; null: all of the case. */
  readonly clock: string | null
  readonly subject: string
  readonly historical: boolean
  readonly failures: readonly Failure[]
}

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const
const TYPES: ColumnTypes<FailedClockTable> = {
  ...KEY_TYPES,
  clock: 'text',
  subject: 'text',
  kind: 'text',
  about: 'text',
  message: 'text',
  historical: 'boolean',
  failedAt: 'timestamptz',
  tries: 'int',
  retryAt: 'timestamptz',
}

const FIRST_WAIT_MS = 60_000

/**
 * Keeps what could not be worked out, to be tried again after a minute, then after twice as long each time, at most an
 * hour; forgets what could be this time. The caller holds the locks of the cases and records.
 */
export const noteFailures = async (
  trx: Transaction<CoreTables>,
  looked: readonly LookedAt[],
  now: Date,
): Promise<void> => {
  const rows = looked.flatMap(({ key: { areaCode, openedOn, caseId }, subject, historical, failures }) =>
    failures.map((failure): FailedClockTable => {
      const retryAt = new Date(now.getTime() + FIRST_WAIT_MS)
      return { areaCode, openedOn, caseId, subject, historical, ...failure, failedAt: now, tries: 1, retryAt }
    }),
  )
  await forgetMended(trx, looked, rows)
  if (rows.length === 0) return
  await sql`insert into core.failed_clock as f (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}
    on conflict (area_code, opened_on, case_id, clock) do update set kind = excluded.kind, about = excluded.about,
      message = excluded.message, tries = f.tries + 1,
      retry_at = ${now}::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(f.tries, 6)))`.execute(
    trx,
  )
}

const forgetMended = async (
  trx: Transaction<CoreTables>,
  looked: readonly LookedAt[],
  failing: readonly FailedClockTable[],
): Promise<void> => {
  if (looked.length === 0) return
  const keys = looked.map(({ key: { areaCode, openedOn, caseId }, clock }) => ({ areaCode, openedOn, caseId, clock }))
  const still = failing.map(({ caseId, clock }) => `${caseId} ${clock}`)
  await sql`delete from core.failed_clock f using ${unnest({ ...KEY_TYPES, clock: 'text' }, keys, 'k')}
    where f.area_code = k.area_code and f.opened_on = k.opened_on and f.case_id = k.case_id
      and (k.clock is null or f.clock = k.clock) and not (f.case_id::text || ' ' || f.clock = any(${still}))`.execute(
    trx,
  )
}

/** What failed is tried again in a minute: something that it rests on has changed. */
export const wakeFailed = async (trx: Transaction<CoreTables>, now: Date, waitMs = FIRST_WAIT_MS): Promise<void> => {
  await sql`update core.failed_clock set tries = 1, retry_at = ${new Date(now.getTime() + waitMs)}
    where retry_at > ${new Date(now.getTime() + waitMs)}`.execute(trx)
}
