import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { AT_ONCE } from '../subjects/check-terms.ts'

const ALERT_REACH = { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' } as const

/**
 * Has the engine look at once at the clocks of the records that some cards are about: one that is revoked may be
 * followed by the next round. Locks them, before their cards.
 */
export const wakeSubjects = async (
  trx: Transaction<CoreTables>,
  ids: readonly string[],
  reach: Reach,
): Promise<void> => {
  if (ids.length === 0) return
  await sql`update core.clock_subject s set continuous_threshold = ${AT_ONCE} from core.alert a
    where a.alert_id = any(${ids}::uuid[]) and a.subject <> 'case' and ${withinReach(reach, ALERT_REACH)}
      and s.area_code = a.area_code and s.opened_on = a.opened_on and s.record_id = a.case_id
      and s.clock = a.clock`.execute(trx)
}
