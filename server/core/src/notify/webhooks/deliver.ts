import { sql } from 'kysely'
import { ENGINE, recordAudit } from '../../access/audit/record.ts'
import type { CoreServices } from '../../core-services.ts'
import { dropDelivery, noteAttempt, selectDue, standOf, type Due } from './due.ts'
import { markEnded } from './end-webhook.ts'
import { rightsOfOwner } from './owner-rights.ts'
import { planDeliveries, readEvents, type Told } from './plan.ts'
import { postOnce, type Post } from './post.ts'
import { liveSecrets, signedHeaders } from './secrets.ts'
import type { Reachable } from './target.ts'
import { subjectOf } from './webhook.ts'

/** What delivering needs; `post` is replaced by tests of what happens between sending and noting. */
export type Delivering = Pick<CoreServices, 'database' | 'clock' | 'declarations' | 'vault'> & {
  readonly reachable: Reachable
  readonly post?: Post
}

/** How many messages of one webhook are under way at once. */
const AT_ONCE = 8

const ENGINE_SCOPE = { mode: 'engine' } as const

/** A webhook as it may be told now; null when it has ended or stopped, or ends here because its owner lost the right. */
async function standing({ database, declarations }: Delivering, webhookId: string, now: Date): Promise<Told | null> {
  return await database.withScope(ENGINE_SCOPE, async (trx) => {
    const webhook = await trx
      .selectFrom('core.webhook')
      .selectAll()
      .where('id', '=', webhookId)
      .where('endedAt', 'is', null)
      .where('stoppedAt', 'is', null)
      .executeTakeFirst()
    if (webhook === undefined) return null
    const grants = await rightsOfOwner(trx, webhook, declarations.rolePermissions, now)
    if (grants !== null) return { webhook, grants }
    await markEnded(trx, webhookId, 'RIGHTS_LOST', now)
    const entry = { action: 'core.webhook.ended', subject: subjectOf(webhookId), scopeKey: webhook.lo }
    await recordAudit(trx, ENGINE, { ...entry, after: { endReason: 'RIGHTS_LOST' } }, now)
    return null
  })
}

/** Sends one message, if its event may still be told, and notes what came of it. */
async function deliver(services: Delivering, told: Told, due: Due, stopping: AbortSignal): Promise<void> {
  const { database, clock, vault, reachable, post = postOnce } = services
  const [event] = await readEvents<{ at: Date; kind: string; payload: string }>(
    database,
    told,
    sql`created_at as at, kind, payload`,
    sql`seq = ${due.seq}`,
  )
  if (event === undefined) {
    await database.withScope(ENGINE_SCOPE, (trx) => dropDelivery(trx, due))
    return
  }
  const at = await clock.now()
  const secrets = await database.withScope(ENGINE_SCOPE, (trx) => liveSecrets(trx, vault, due.webhookId, at))
  const data: unknown = JSON.parse(event.payload)
  const body = JSON.stringify({ type: event.kind, timestamp: event.at.toISOString(), data })
  const headers = signedHeaders(secrets, { id: `msg_${due.id}`, body, at })
  const attempt = await post(told.webhook.url, { headers, body }, { reachable, stopping })
  if (stopping.aborted && attempt.fault !== null) return
  const now = await clock.now()
  await database.withScope(ENGINE_SCOPE, (trx) => noteAttempt(trx, due, attempt, now))
}

/** What is due, beside what is under way; plans what is new in the feed when nothing else is. */
async function nextDue(
  { database }: Delivering,
  told: Told,
  besides: readonly string[],
  now: Date,
): Promise<readonly Due[]> {
  const { id } = told.webhook
  const limit = AT_ONCE - besides.length
  for (let after = told.webhook.afterSeq; limit > 0;) {
    const due = await database.withScope(ENGINE_SCOPE, (trx) => selectDue(trx, id, { now, limit, besides }))
    if (due.length > 0) return due
    const stand = await database.withScope(ENGINE_SCOPE, (trx) => standOf(trx, id))
    const reached = await planDeliveries(database, told, { ...stand, after }, now)
    if (reached === after) break
    after = reached
  }
  return []
}

const NEVER = new AbortController().signal

/**
 * Delivers what is due of one webhook until nothing is, some at a time, in the order of the feed within each case; gives
 * how many attempts were made. Rights are asked for anew each time. A process that dies between sending and noting sends
 * the same message again under the same id: at least once.
 */
export async function deliverDue(
  services: Delivering,
  webhookId: string,
  stopping: AbortSignal = NEVER,
): Promise<number> {
  const underWay = new Map<string, Promise<void>>()
  const failures: unknown[] = []
  let attempts = 0
  while (!stopping.aborted && failures.length === 0) {
    const isIdle = underWay.size === 0
    const now = await services.clock.now()
    const told = await standing(services, webhookId, now)
    const due = told === null ? [] : await nextDue(services, told, [...underWay.keys()], now)
    if (told === null || (isIdle && due.length === 0)) break
    if (failures.length > 0) break // what failed while this looked may be among what is due: it is not sent a second time
    for (const one of due) {
      attempts += 1
      const sending = deliver(services, told, one, stopping)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(one.id))
      underWay.set(one.id, sending)
    }
    if (underWay.size > 0) await Promise.race(underWay.values())
  }
  await Promise.all(underWay.values())
  if (failures.length > 0) throw failures[0]
  return attempts
}
