import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import { fault } from '../../graphql/fault.ts'
import { isUuid } from '../../uuid.ts'
import { AT_ONCE } from './check-terms.ts'
import type { ClockName } from './subject-clocks.ts'
import type { ClockSubjectTable } from './tables.ts'

type Trx = Transaction<CoreTables>

/** Writes the row of a clock; false when there is one for the record already. */
export const insertSubject = async (trx: Trx, row: ClockSubjectTable): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('core.clockSubject')
    .values(row)
    .onConflict((on) => on.columns(['recordId', 'clock']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Locks and reads the row of a clock. @throws NOT_FOUND when there is none, or none in reach */
export const lockSubject = async (trx: Trx, { clock, id, reach }: ClockName): Promise<ClockSubjectTable> => {
  const row = isUuid(id)
    ? await trx
        .selectFrom('core.clockSubject')
        .selectAll()
        .where('recordId', '=', id)
        .where('clock', '=', clock)
        .where(reach === undefined ? sql<boolean>`true` : withinReach(reach, CASE_REACH))
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw fault('NOT_FOUND', { value: id })
  return row
}

/** Writes what has changed; the engine looks at it as soon as the transaction has ended. */
export const updateSubject = async (trx: Trx, row: ClockSubjectTable): Promise<void> => {
  const { areaCode, openedOn, recordId, clock, ...columns } = row
  await trx
    .updateTable('core.clockSubject')
    .set({ ...columns, continuousThreshold: AT_ONCE })
    .where('areaCode', '=', areaCode)
    .where('openedOn', '=', openedOn)
    .where('recordId', '=', recordId)
    .where('clock', '=', clock)
    .execute()
}
