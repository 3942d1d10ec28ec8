import { sql, type Transaction } from 'kysely'
import { WITHHELD } from '../../../alerts/lifecycle/steps.ts'
import type { CaseKey } from '../../../cases/case-id.ts'
import { columnList, unnest, type ColumnTypes } from '../../../database/bulk.ts'
import type { CoreTables } from '../../../database/tables.ts'
import type { CalendarFindingTable } from '../tables.ts'

type Trx = Transaction<CoreTables>

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const
const TYPES: ColumnTypes<CalendarFindingTable> = {
  revision: 'int',
  ...KEY_TYPES,
  kind: 'text',
  about: 'text',
  before: 'timestamptz',
  after: 'timestamptz',
  scopeKey: 'bigint',
  hallId: 'int',
  organisationId: 'int',
}

/** Adds findings; one that is there already stays. */
export const insertFindings = async (trx: Trx, rows: readonly CalendarFindingTable[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into core.calendar_finding (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}
    on conflict do nothing`.execute(trx)
}

/** The cards of cases that count, as `<clock> <level>`, by case. */
export const selectIssued = async (
  trx: Trx,
  keys: readonly CaseKey[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const own = keys.map(({ areaCode, openedOn, caseId }) => ({ areaCode, openedOn, caseId }))
  const { rows } = await sql<{ caseId: string; name: string }>`select a.case_id, a.clock || ' ' || a.level as name
    from ${unnest<CaseKey>(KEY_TYPES, own, 'k')} join core.alert a
      on a.area_code = k.area_code and a.opened_on = k.opened_on and a.case_id = k.case_id
    where a.subject = 'case' and not (a.state = any(${[...WITHHELD]}))`.execute(trx)
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId)
  return new Map([...byCase].map(([caseId, cards]) => [caseId, cards.map(({ name }) => name)]))
}
