import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { unnest } from '../../database/bulk.ts'
import { lockGroups } from '../../database/distribution/lock-groups.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { AlertTable } from '../tables.ts'
import type { ClockSubjectTable } from './tables.ts'

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', recordId: 'uuid', clock: 'text', organisationId: 'int' } as const
const CARD_TYPES = {
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  alertId: 'uuid',
  organisationId: 'int',
} as const

type Moving = Pick<AlertTable, keyof typeof CARD_TYPES>

/** Cards and their trails go along with a record that has come to another organisation. */
export const followOrganisation = async (
  trx: Transaction<CoreTables>,
  subjects: readonly ClockSubjectTable[],
): Promise<void> => {
  const rows: Moving[] = []
  for (const group of await lockGroups(trx, subjects)) {
    const keys = unnest<Pick<ClockSubjectTable, keyof typeof KEY_TYPES>>(KEY_TYPES, group.rows, 'k')
    const locked = await sql<Moving>`select a.area_code, a.opened_on, a.case_id, a.alert_id, k.organisation_id
      from ${keys} join core.alert a on a.area_code = k.area_code and a.opened_on = k.opened_on
        and a.case_id = k.record_id and a.clock = k.clock and a.organisation_id is distinct from k.organisation_id
      where ${group.condition('a')} order by a.alert_id for update of a`.execute(trx)
    rows.push(...locked.rows)
  }
  if (rows.length === 0) return
  for (const table of ['core.alert', 'core.alert_step']) {
    await sql`update ${sql.table(table)} a set organisation_id = k.organisation_id
      from ${unnest<Moving>(CARD_TYPES, rows, 'k')} where a.area_code = k.area_code and a.opened_on = k.opened_on
        and a.case_id = k.case_id and a.alert_id = k.alert_id`.execute(trx)
  }
}
