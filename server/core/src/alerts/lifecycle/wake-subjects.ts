import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { AT_ONCE } from '../subjects/check-terms.ts'
import type { ClockSubjectTable } from '../subjects/tables.ts'

const ALERT_REACH = { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' } as const

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', recordId: 'uuid', clock: 'text' } as const

type Waking = Pick<ClockSubjectTable, keyof typeof KEY_TYPES>

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
  const { rows } = await sql<Waking>`select distinct area_code, opened_on, case_id as record_id, clock from core.alert a
    where alert_id = any(${ids}::uuid[]) and subject <> 'case' and ${withinReach(reach, ALERT_REACH)}`.execute(trx)
  if (rows.length === 0) return
  // A statement of its own: in a distributed database, cards lie elsewhere than clocks.
  await sql`update core.clock_subject s set continuous_threshold = ${AT_ONCE} from ${unnest<Waking>(KEY_TYPES, rows, 'k')}
    where s.area_code = k.area_code and s.opened_on = k.opened_on and s.record_id = k.record_id
      and s.clock = k.clock`.execute(trx)
}
