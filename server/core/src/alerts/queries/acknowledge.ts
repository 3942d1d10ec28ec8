import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { AlertTable } from '../tables.ts'

/** One alert of a range; undefined when there is none. */
export const selectAlert = async (
  trx: Transaction<CoreTables>,
  alertId: string,
  { lo, hi }: ScopeRange,
): Promise<AlertTable | undefined> =>
  trx
    .selectFrom('core.alert')
    .selectAll()
    .where('alertId', '=', alertId)
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .executeTakeFirst()

/**
 * Notes that somebody has taken an alert on, once; gives it as it is then, undefined when none of the range has the id.
 * Runs in the scope of the engine, which sees every range, so the range is a condition of its own.
 */
export const acknowledge = async (
  trx: Transaction<CoreTables>,
  alertId: string,
  { lo, hi }: ScopeRange,
  by: { readonly name: string; readonly at: Date },
): Promise<AlertTable | undefined> => {
  const { rows } = await sql<AlertTable>`update core.alert
    set state = 'ACKNOWLEDGED', acknowledged_at = ${by.at}, acknowledged_by = ${by.name}
    where alert_id = ${alertId}::uuid and scope_key >= ${lo} and scope_key < ${hi} and state in ('TO_CONFIRM', 'ISSUED')
    returning *`.execute(trx)
  return rows[0] ?? (await selectAlert(trx, alertId, { lo, hi }))
}
