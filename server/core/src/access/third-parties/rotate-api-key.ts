import { fault, invalid } from '../../graphql/fault.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { ScopedDatabase } from '../administration.ts'
import type { ApiKeySecret } from './api-key-rows.ts'
import { addSecret, lockKey, subjectOf, theKey, type IssuedKey } from './api-keys.ts'
import { byEngine, checkHeld, EVERYWHERE, type Grantor, type Issuing } from './issuing.ts'

/** How long the older secret goes on opening: a week unless told, a quarter of a year at most. */
export const OVERLAP_DAYS = { usual: 7, most: 90 } as const
const DAY_MS = 86_400_000

/**
 * Gives a key a new secret; the one before ends after the overlap, so that a system can change over without a gap. With
 * no overlap every older secret ends at once, which is what a secret in the wrong hands needs.
 * Undefined when there is no such key within the range. Whoever asks sees the new secret, and so must hold all that it
 * opens; null for the command line and the platform itself.
 * @throws INVALID_INPUT for an overlap out of bounds, FORBIDDEN for a key that may do more than whoever asks, CONFLICT
 * when the key has ended or two secrets still open
 */
export async function rotateApiKey(
  database: ScopedDatabase,
  which: { readonly id: string } | { readonly prefix: string },
  overlapDays: number = OVERLAP_DAYS.usual,
  range: ScopeRange = EVERYWHERE,
  { now, change }: Issuing = byEngine(database),
  grantor: Grantor | null = null,
): Promise<IssuedKey | undefined> {
  checkOverlap(overlapDays)
  const at = await now()
  return await change('core.key.rotated', async (trx, note) => {
    const found = await lockKey(trx, which, range)
    if (found === undefined) return undefined
    const before = await theKey(trx, found.id, at)
    if (grantor !== null) checkHeld(grantor, [...before.permissions], ['input', 'id'])
    const [newest, older] = before.secrets
    if (newest === undefined) throw ended()
    if (older !== undefined && overlapDays > 0) throw twoOpen(older)
    const end = new Date(at.getTime() + overlapDays * DAY_MS)
    await trx
      .updateTable('core.apiKeySecret')
      .set((set) => ({ expiresAt: set.fn<Date>('least', ['expiresAt', set.val(end)]) }))
      .where('apiKeyId', '=', found.id)
      .execute()
    const key = await addSecret(trx, found.id, at)
    const apiKey = await theKey(trx, found.id, at)
    const after = { prefix: apiKey.prefix, olderEndsAt: end }
    note({ subject: subjectOf(found.id), scopeKey: found.lo, before: { prefix: newest.prefix }, after })
    return { key, apiKey }
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

function ended() {
  const detail = {
    'zh-CN': '该密钥已到期或已吊销，请另行签发。',
    en: 'The key has ended or was revoked; make another.',
  }
  return fault('CONFLICT', { detail }, ['input', 'id'])
}

function twoOpen({ prefix, expiresAt }: ApiKeySecret) {
  const until = expiresAt?.toISOString() ?? ''
  const detail = {
    'zh-CN': `上一次更换的旧密钥 zk_${prefix}_… 在 ${until} 之前仍然有效。请等它到期；如需立即停用全部旧密钥，请把并用期设为 0 天。`,
    en: `The older secret zk_${prefix}_… still opens until ${until}. Wait for its end, or rotate with an overlap of 0 days, which ends every older secret at once.`,
  }
  return fault('CONFLICT', { detail }, ['input', 'id'])
}
