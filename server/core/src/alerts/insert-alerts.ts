import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { columnList, unnest } from '../database/bulk.ts'
import type { CoreTables } from '../database/tables.ts'
import { ALERT_COLUMNS } from './alert-columns.ts'
import { raisedStep } from './lifecycle/take-step.ts'
import { insertSteps } from './lifecycle/trail.ts'
import type { AlertTable } from './tables.ts'

/**
 * Writes cards about whatever it may be, each with the first step of its trail; gives those that were not there before,
 * by (subject, clock, level, round). The caller holds the locks of the subjects.
 */
export const insertAlerts = async (
  trx: Transaction<CoreTables>,
  rows: readonly AlertTable[],
): Promise<ReadonlySet<AlertTable>> => {
  if (rows.length === 0) return new Set()
  const { rows: written } = await sql<{ alertId: string }>`insert into core.alert (${columnList(ALERT_COLUMNS)})
    select * from ${unnest(ALERT_COLUMNS, rows)}
    on conflict (area_code, opened_on, case_id, clock, level, round) do nothing returning alert_id`.execute(trx)
  const ids = new Set(written.map(({ alertId }) => alertId))
  const raised = rows.filter(({ alertId }) => ids.has(alertId))
  await insertSteps(trx, raised.map(raisedStep))
  return new Set(raised)
}
