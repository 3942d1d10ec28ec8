import type { Vault } from '../../access/personal/vault.ts'
import type { Issuing } from '../../access/third-parties/issuing.ts'
import { EVERYWHERE } from '../../access/third-parties/issuing.ts'
import { OVERLAP_DAYS } from '../../access/third-parties/rotate-api-key.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { ended } from './save-webhook.ts'
import { addSecret } from './secrets.ts'
import { lockWebhook, subjectOf, theWebhook, type Webhook } from './webhook.ts'

const DAY_MS = 86_400_000

/**
 * Gives a webhook a new secret. For the overlap each message is signed with both, so that the receiver changes over
 * without a gap; with no overlap the older one ends at once. Undefined when there is no such webhook within the range.
 * @throws INVALID_INPUT for an overlap out of bounds, CONFLICT when it has ended or two secrets sign still
 */
export async function rotateWebhookSecret(
  id: string,
  overlapDays: number,
  range: ScopeRange,
  { now, change, vault }: Issuing & { readonly vault: Vault },
): Promise<{ readonly webhook: Webhook; readonly secret: string } | undefined> {
  checkOverlap(overlapDays)
  const at = await now()
  return await change('core.webhook-secret.rotated', async (trx, note) => {
    const found = await lockWebhook(trx, id, range)
    if (found === undefined) return undefined
    if (found.endedAt !== null) throw ended()
    const { secrets } = await theWebhook(trx, id, EVERYWHERE, at)
    if (secrets.length > 1 && overlapDays > 0) throw twoLive(secrets[1]?.expiresAt ?? at)
    const olderEndsAt = new Date(at.getTime() + overlapDays * DAY_MS)
    await trx
      .updateTable('core.webhookSecret')
      .set((set) => ({ expiresAt: set.fn<Date>('least', ['expiresAt', set.val(olderEndsAt)]) }))
      .where('webhookId', '=', id)
      .execute()
    const secret = await addSecret(trx, vault, id, at)
    note({ subject: subjectOf(id), scopeKey: found.lo, after: { olderEndsAt } })
    return { webhook: await theWebhook(trx, id, EVERYWHERE, at), secret }
  })
}

function checkOverlap(days: number): void {
  if (Number.isInteger(days) && days >= 0 && days <= OVERLAP_DAYS.most) return
  const detail = {
    'zh-CN': `新旧密钥的并用期为 0 至 ${OVERLAP_DAYS.most} 天。`,
    en: `Two secrets overlap for 0 to ${OVERLAP_DAYS.most} days.`,
  }
  throw invalid(detail, ['input', 'overlapDays'])
}

function twoLive(until: Date) {
  const end = until.toISOString()
  const detail = {
    'zh-CN': `旧密钥在 ${end} 之前仍在使用。请等它到期，或把并用期设为 0 天。`,
    en: `The older secret still signs until ${end}. Wait for its end, or rotate with an overlap of 0 days.`,
  }
  return fault('CONFLICT', { detail }, ['input', 'id'])
}
