import type { Transaction } from 'kysely'
import { closeEngineAlert } from '../../alerts/engine-alerts.ts'
import { EVERYWHERE, type Issuing } from '../../access/third-parties/issuing.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { WEBHOOK_STOPPED } from './stop-webhook.ts'
import { lockWebhook, subjectOf, theWebhook, type Webhook, type WebhookRow } from './webhook.ts'

/** Ends a webhook within the range for good; undefined when there is none, and ending it again changes nothing. */
export async function endWebhook(
  id: string,
  range: ScopeRange,
  { now, change }: Issuing,
): Promise<Webhook | undefined> {
  const at = await now()
  return await change('core.webhook.ended', async (trx, note) => {
    const found = await lockWebhook(trx, id, range)
    if (found === undefined) return undefined
    if (found.endedAt === null) {
      await markEnded(trx, id, 'ASKED', at)
      note({ subject: subjectOf(id), scopeKey: found.lo, after: { endReason: 'ASKED' } })
    }
    return await theWebhook(trx, id, EVERYWHERE, at)
  })
}

/** Notes that a webhook has ended; what waits is dropped and its secrets are forgotten. */
export async function markEnded(
  trx: Transaction<CoreTables>,
  id: string,
  endReason: NonNullable<WebhookRow['endReason']>,
  at: Date,
): Promise<void> {
  await trx.updateTable('core.webhook').set({ endedAt: at, endReason }).where('id', '=', id).execute()
  await trx
    .updateTable('core.webhookDelivery')
    .set({ state: 'DROPPED' })
    .where('webhookId', '=', id)
    .where('state', '=', 'PENDING')
    .execute()
  await trx.deleteFrom('core.webhookSecret').where('webhookId', '=', id).execute()
  await closeEngineAlert(trx, WEBHOOK_STOPPED, id, at)
}
