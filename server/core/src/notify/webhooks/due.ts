import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { nextAttempt } from './backoff.ts'
import type { Delivery } from './deliveries.ts'
import type { Attempt } from './post.ts'
import { stopWebhook } from './stop-webhook.ts'

type Trx = Transaction<CoreTables>

/** The status with which a receiver says that it wants nothing more. */
const GONE = 410

/** A delivery whose turn it is. */
export type Due = Pick<Delivery, 'id' | 'webhookId' | 'seq' | 'kind' | 'attempts' | 'begunAt'>

/** How many messages of a webhook wait, and the latest event of the feed. */
export async function standOf(
  trx: Trx,
  webhookId: string,
): Promise<{ readonly pending: number; readonly lastSeq: number }> {
  const { rows } = await sql<{ pending: number; lastSeq: number }>`select last_seq,
      (select count(*) from core.webhook_delivery where webhook_id = ${webhookId}::uuid and state = 'PENDING') as pending
    from core.feed_state`.execute(trx)
  return rows[0] ?? { pending: 0, lastSeq: 0 }
}

/** The oldest message of each case, where it is due: one that fails holds back the later ones of its case, and no others. */
export async function selectDue(
  trx: Trx,
  webhookId: string,
  { now, limit, besides }: { readonly now: Date; readonly limit: number; readonly besides: readonly string[] },
): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`select id, webhook_id, seq, kind, attempts, begun_at from core.webhook_delivery as d
    where webhook_id = ${webhookId}::uuid and state = 'PENDING' and next_at <= ${now}
      and id <> all (${besides}::uuid[])
      and not exists (select 1 from core.webhook_delivery as before where before.webhook_id = d.webhook_id
        and before.subject = d.subject and before.state = 'PENDING' and before.seq < d.seq)
    order by seq limit ${limit}`.execute(trx)
  return rows
}

/** What is no more in the feed, or no more within reach, is not delivered. */
export async function dropDelivery(trx: Trx, { id }: Due): Promise<void> {
  await trx.updateTable('core.webhookDelivery').set({ state: 'DROPPED' }).where('id', '=', id).execute()
}

/** Notes what came of an attempt: delivered, to be tried again, or the webhook is stopped. */
export async function noteAttempt(
  trx: Trx,
  due: Due,
  { fault, status, answer, pauseMs }: Attempt,
  now: Date,
): Promise<void> {
  const begunAt = due.begunAt ?? now
  const attempted = { attempts: due.attempts + 1, attemptedAt: now, begunAt, status, fault, answer }
  const note = (more: Partial<Pick<Delivery, 'state' | 'deliveredAt' | 'nextAt'>>) =>
    trx
      .updateTable('core.webhookDelivery')
      .set({ ...attempted, ...more })
      .where('id', '=', due.id)
      .where('state', '=', 'PENDING')
      .execute()
  if (fault === null) {
    await note({ state: 'DELIVERED', deliveredAt: now })
    return
  }
  const nextAt = nextAttempt(begunAt, now, { pauseMs })
  await note(nextAt === null ? {} : { nextAt })
  if (status === GONE) await stopWebhook(trx, due.webhookId, 'GONE', now)
  else if (nextAt === null) await stopWebhook(trx, due.webhookId, 'RETRIES_USED_UP', now)
}
