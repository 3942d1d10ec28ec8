import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { AlertTable } from '../tables.ts'

/** One alert that somebody reaches; undefined when there is none. */
export const selectAlert = async (
  trx: Transaction<CoreTables>,
  alertId: string,
  reach: Reach,
): Promise<AlertTable | undefined> =>
  trx
    .selectFrom('core.alert')
    .selectAll()
    .where('alertId', '=', alertId)
    .where(withinReach(reach, CASE_REACH))
    .executeTakeFirst()

/**
 * Notes that somebody has taken an alert on, once; gives it as it is then, undefined when none in reach has the id.
 * Runs in the scope of the engine, which sees all rows: here the condition is the only layer.
 */
export const acknowledge = async (
  trx: Transaction<CoreTables>,
  alertId: string,
  reach: Reach,
  by: { readonly name: string; readonly at: Date },
): Promise<AlertTable | undefined> => {
  const { rows } = await sql<AlertTable>`update core.alert
    set state = 'ACKNOWLEDGED', acknowledged_at = ${by.at}, acknowledged_by = ${by.name}
    where alert_id = ${alertId}::uuid and ${withinReach(reach, CASE_REACH)}
      and state in ('TO_CONFIRM', 'ISSUED')
    returning *`.execute(trx)
  return rows[0] ?? (await selectAlert(trx, alertId, reach))
}
