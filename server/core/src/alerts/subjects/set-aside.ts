import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { Failure } from '../failures/failure.ts'
import { noteFailures } from '../failures/store.ts'
import { saveLooks } from './store.ts'
import type { ClockSubjectTable } from './tables.ts'

type Looked = { readonly row: ClockSubjectTable; readonly failure?: Failure }

/**
 * Takes clocks that cannot be worked out from the queue until they are changed or tried again, and keeps why; forgets
 * that of clocks that can be again.
 */
export const setAside = async (
  trx: Transaction<CoreTables>,
  looked: readonly Looked[],
  calendarRevision: number,
  now: Date,
): Promise<void> => {
  await saveLooks(
    trx,
    looked
      .filter(({ failure }) => failure !== undefined)
      .map(({ row }) => ({ ...row, workThreshold: null, continuousThreshold: null, calendarRevision })),
  )
  await noteFailures(
    trx,
    looked.map(({ row, failure }) => ({
      key: { ...row, caseId: row.recordId },
      clock: row.clock,
      subject: row.subject,
      historical: row.historical,
      failures: failure === undefined ? [] : [failure],
    })),
    now,
  )
}
