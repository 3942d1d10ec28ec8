import type { Transaction } from 'kysely'
import { openEngineAlert } from '../../alerts/engine-alerts.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { StopReason } from './tables.ts'

/** The code of the alert about the engine that says that a webhook delivers no more until somebody resumes it. */
export const WEBHOOK_STOPPED = 'WEBHOOK_STOPPED'

/** Stops a webhook: what waits is kept, what happens meanwhile is delivered once it is resumed. */
export async function stopWebhook(
  trx: Transaction<CoreTables>,
  id: string,
  stopReason: StopReason,
  at: Date,
): Promise<void> {
  const stopped = await trx
    .updateTable('core.webhook')
    .set({ stoppedAt: at, stopReason })
    .where('id', '=', id)
    .where('stoppedAt', 'is', null)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
  if (stopped.length > 0) await openEngineAlert(trx, WEBHOOK_STOPPED, id, { reason: stopReason }, at)
}
