import { sql, type Transaction } from 'kysely'
import { closeEngineAlert, openEngineAlert } from '../../alerts/engine-alerts.ts'
import type { CoreTables } from '../../database/tables.ts'

/** The code of the alert about the engine that says that the audit log could not be proved. */
export const AUDIT_NOT_SEALED = 'AUDIT_NOT_SEALED'

const SUBJECT = 'audit log'
/** Sealing happens every ten seconds; later than this something is wrong. */
const LATEST_MS = 600_000

/** Looks whether entries wait too long for their seal. In the scope `engine`. */
export async function watchSeals(trx: Transaction<CoreTables>, now: Date): Promise<void> {
  const isLate = await anyWaiting(trx, new Date(now.getTime() - LATEST_MS))
  if (isLate) await openEngineAlert(trx, AUDIT_NOT_SEALED, SUBJECT, {}, now)
  else await closeEngineAlert(trx, AUDIT_NOT_SEALED, SUBJECT, now)
}

async function anyWaiting(trx: Transaction<CoreTables>, before: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from core.audit_pending
    join core.audit_entry on id = entry_id where at < ${before} limit 1`.execute(trx)
  return rows.length > 0
}
