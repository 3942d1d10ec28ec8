import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { uuidOf } from '../../uuid.ts'
import { openEngineAlert } from '../engine-alerts.ts'
import { saveLooks } from './store.ts'
import type { ClockSubjectTable } from './tables.ts'

/** The code of the alert about the engine that says that a clock of a record cannot be worked out and stands. */
export const CLOCK_STANDS = 'CLOCK_STANDS'

type Looked = { readonly row: ClockSubjectTable; readonly error?: string }

/**
 * Takes clocks that cannot be worked out, since they reach beyond the days that a calendar holds, from the queue until
 * they are changed, and opens an alert about the engine for each; closes those of clocks that can be again.
 */
export const setAside = async (trx: Transaction<CoreTables>, looked: readonly Looked[], now: Date): Promise<void> => {
  const standing = looked.filter(({ error }) => error !== undefined)
  for (const { row, error = '' } of standing) {
    await openEngineAlert(trx, CLOCK_STANDS, nameOf(row), { error }, now)
  }
  await saveLooks(
    trx,
    standing.map(({ row }) => ({ ...row, workThreshold: null, continuousThreshold: null })),
  )
  const running = looked.filter(({ error }) => error === undefined).map(({ row }) => nameOf(row))
  await sql`update core.engine_alert set closed_at = ${now}
    where code = ${CLOCK_STANDS} and subject = any(${running}) and closed_at is null`.execute(trx)
}

/** Readers of every range see it: a digest tells the records apart and names none. */
const nameOf = ({ clock, recordId }: ClockSubjectTable): string => `${clock} ${uuidOf(recordId)}`
