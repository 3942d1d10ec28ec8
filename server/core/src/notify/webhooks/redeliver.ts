import type { Issuing } from '../../access/third-parties/issuing.ts'
import { EVERYWHERE } from '../../access/third-parties/issuing.ts'
import { closeEngineAlert } from '../../alerts/engine-alerts.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { ended } from './save-webhook.ts'
import { WEBHOOK_STOPPED } from './stop-webhook.ts'
import { lockWebhook, subjectOf, theWebhook, type Webhook } from './webhook.ts'

/**
 * Resumes a webhook within the range: what waits is tried at once and for another three days, then what happened
 * meanwhile. With a delivery, that one goes again as well, under its own message id; it waits for its turn among those of
 * its case. Undefined when there is no such webhook, or no such delivery of it.
 * @throws CONFLICT when it has ended
 */
export async function redeliver(
  { webhookId, deliveryId }: { readonly webhookId: string; readonly deliveryId: string | null },
  range: ScopeRange,
  { now, change }: Issuing,
): Promise<Webhook | undefined> {
  const at = await now()
  return await change('core.webhook.resumed', async (trx, note) => {
    const found = await lockWebhook(trx, webhookId, range)
    if (found === undefined) return undefined
    if (found.endedAt !== null) throw ended()
    const again = { state: 'PENDING', nextAt: at, begunAt: null } as const
    if (deliveryId !== null) {
      const taken = await trx
        .updateTable('core.webhookDelivery')
        .set({ ...again, deliveredAt: null })
        .where('webhookId', '=', webhookId)
        .where('id', '=', deliveryId)
        .returning('id')
        .execute()
      if (taken.length === 0) return undefined
    }
    await trx
      .updateTable('core.webhookDelivery')
      .set(again)
      .where('webhookId', '=', webhookId)
      .where('state', '=', 'PENDING')
      .execute()
    await trx
      .updateTable('core.webhook')
      .set({ stoppedAt: null, stopReason: null })
      .where('id', '=', webhookId)
      .execute()
    await closeEngineAlert(trx, WEBHOOK_STOPPED, webhookId, at)
    const after = { resumed: found.stopReason ?? 'RUNNING', delivery: deliveryId }
    note({ subject: subjectOf(webhookId), scopeKey: found.lo, after })
    return await theWebhook(trx, webhookId, EVERYWHERE, at)
  })
}
