import { randomUUID } from 'node:crypto'
import type { Issuing } from '../../access/third-parties/issuing.ts'
import type { Vault } from '../../access/personal/vault.ts'
import { EVERYWHERE } from '../../access/third-parties/issuing.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { textFault } from '../../registers/save/fields.ts'
import { addSecret } from './secrets.ts'
import { checkTarget, type Reachable } from './target.ts'
import { lockWebhook, subjectOf, theWebhook, type Webhook, type WebhookRow } from './webhook.ts'

/** What a webhook is to be. That its owner holds what it tells is the caller's to check: `checkGiven`. */
export type WebhookDraft = {
  /** The one to change; a new one without. */
  readonly id?: string | undefined
  readonly name: string
  readonly url: string
  readonly region: { readonly id: number; readonly lo: number; readonly hi: number }
  readonly organisationId: number | null
  readonly hallId: number | null
  /** Names of events; none for all. */
  readonly kinds: readonly string[]
  readonly minLevel: CardLevel
  /** The account under whose rights it is told. */
  readonly owner: { readonly id: string; readonly name: string }
}

export type WebhookSaving = Issuing & { readonly vault: Vault; readonly reachable: Reachable }

const LONGEST_NAME = 100
const MOST_KINDS = 50
const KIND = /^[a-z][a-z0-9-]{0,39}(\.[a-z][a-z0-9-]{0,39}){2}$/u

/**
 * Makes a webhook, which is told what happens from now on, or changes one within the range: it then stands under the
 * rights of whoever changes it. `secrets` holds the secret of a new one, this once and never again.
 * @throws INVALID_INPUT, NOT_FOUND, CONFLICT for one that has ended
 */
export async function saveWebhook(
  draft: WebhookDraft,
  range: ScopeRange,
  { now, change, vault, reachable }: WebhookSaving,
): Promise<{ readonly webhook: Webhook; readonly secrets: readonly string[] }> {
  check(draft)
  const url = await checkTarget(draft.url, reachable)
  const at = await now()
  const { region, organisationId, hallId, minLevel, owner } = draft
  const place = { regionId: region.id, lo: region.lo, hi: region.hi, organisationId, hallId }
  const kinds = [...new Set(draft.kinds)].toSorted().join(',')
  const values = { name: draft.name.trim(), url, ...place, kinds, minLevel, ownerId: owner.id, ownerName: owner.name }
  return await change('core.webhook.saved', async (trx, note) => {
    if (draft.id !== undefined) {
      const before = await lockWebhook(trx, draft.id, range)
      if (before === undefined) throw fault('NOT_FOUND', { value: draft.id }, ['input', 'id'])
      if (before.endedAt !== null) throw ended()
      await trx.updateTable('core.webhook').set(values).where('id', '=', before.id).execute()
      note({ subject: subjectOf(before.id), scopeKey: region.lo, before: logged(before), after: logged(values) })
      return { webhook: await theWebhook(trx, before.id, EVERYWHERE, at), secrets: [] }
    }
    const id = randomUUID()
    const { lastSeq: afterSeq } = await trx.selectFrom('core.feedState').select('lastSeq').executeTakeFirstOrThrow()
    await trx
      .insertInto('core.webhook')
      .values({ id, ...values, createdAt: at, afterSeq })
      .execute()
    const secret = await addSecret(trx, vault, id, at)
    note({ subject: subjectOf(id), scopeKey: region.lo, after: logged(values) })
    return { webhook: await theWebhook(trx, id, EVERYWHERE, at), secrets: [secret] }
  })
}

type Logged = Omit<WebhookRow, 'id' | 'createdAt' | 'afterSeq' | 'stoppedAt' | 'stopReason' | 'endedAt' | 'endReason'>

/** A path or query of an address may hold a token: the log keeps where it leads, and no more. */
const logged = ({ name, url, regionId, organisationId, hallId, kinds, minLevel, ownerName }: Logged) => ({
  name,
  origin: new URL(url).origin,
  regionId,
  organisationId,
  hallId,
  kinds,
  minLevel,
  ownerName,
})

export function ended() {
  const detail = { 'zh-CN': '该推送已终止，请另建一个。', en: 'The webhook has ended; make another.' }
  return fault('CONFLICT', { detail }, ['input', 'id'])
}

function check({ name, kinds }: WebhookDraft): void {
  const detail = textFault(name.trim(), LONGEST_NAME)
  if (detail !== null) throw invalid(detail, ['input', 'name'])
  if (kinds.length > MOST_KINDS) {
    throw fault('TOO_MANY_ITEMS', { max: MOST_KINDS, count: kinds.length }, ['input', 'kinds'])
  }
  if (kinds.every((kind) => KIND.test(kind))) return
  throw invalid(
    {
      'zh-CN': '事件名形如 cases.case.closed。',
      en: 'Names of events look like cases.case.closed.',
    },
    ['input', 'kinds'],
  )
}
