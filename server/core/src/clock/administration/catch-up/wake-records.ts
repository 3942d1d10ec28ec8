import { sql, type Transaction } from 'kysely'
import { AT_ONCE } from '../../../alerts/subjects/check-terms.ts'
import type { CoreTables } from '../../../database/tables.ts'
import type { WorkCalendar } from '../../types.ts'

/**
 * Has the engine look again at open clocks of records that it last looked at by an earlier revision of their calendar;
 * returns how many. What was issued stays, as with cases; what a process of before looks at meanwhile is found again.
 */
export const wakeRecords = async (
  trx: Transaction<CoreTables>,
  { id, revision }: WorkCalendar,
  limit: number,
): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`update core.clock_subject s set continuous_threshold = ${AT_ONCE}
    from (select area_code, opened_on, record_id, clock from core.clock_subject
      where calendar_id = ${id} and closed_at is null and calendar_revision < ${revision}
        and continuous_threshold is distinct from ${AT_ONCE} limit ${limit} for update skip locked) k
    where s.area_code = k.area_code and s.opened_on = k.opened_on and s.record_id = k.record_id and s.clock = k.clock`.execute(
    trx,
  )
  return Number(numAffectedRows)
}
