import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import { unnest } from '../../database/bulk.ts'
import { KEPT } from '../../database/kept-statement.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CaseKey } from '../case-id.ts'
import type { CaseEvent, EventPayload } from '../event.ts'

/** An event as it is shown, with the key of its case. */
export type EventOfCase = CaseEvent & CaseKey

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const
const REACH = { key: 'e.scope_key', organisation: 'e.organisation_id', hall: 'e.hall_id' } as const
const COLUMNS = sql.raw(`e.area_code, e.opened_on, e.case_id, e.event_key, e.kind, e.occurred_at, e.received_at,
  e.window_id, e.payload`)

/** All events of some cases that somebody reaches, in any order. */
export const eventsOfCases = async (
  trx: Transaction<CoreTables>,
  keys: readonly CaseKey[],
  reach: Reach,
): Promise<readonly EventOfCase[]> => {
  const [first] = keys
  if (first === undefined) return []
  const { areaCode, openedOn, caseId } = first
  const { rows } = await (
    keys.length === 1
      ? sql<
          Omit<EventOfCase, 'payload'> & { readonly payload: string }
        >`${KEPT} select ${COLUMNS} from core.case_event e
        where e.area_code = ${areaCode} and e.opened_on = ${openedOn} and e.case_id = ${caseId}
          and ${withinReach(reach, REACH)}`
      : sql<Omit<EventOfCase, 'payload'> & { readonly payload: string }>`${KEPT} select ${COLUMNS}
        from ${unnest(KEY_TYPES, keys, 'k')} join core.case_event e
          on e.area_code = k.area_code and e.opened_on = k.opened_on and e.case_id = k.case_id
        where ${withinReach(reach, REACH)}`
  ).execute(trx)
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as EventPayload }))
}
