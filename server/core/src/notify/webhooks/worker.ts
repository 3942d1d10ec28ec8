import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Closable } from '../../database/listen.ts'
import type { OnError } from '../../feed/lead.ts'
import { lead } from '../../feed/lead.ts'
import { deliverDue, type Delivering } from './deliver.ts'

/** How often the feed and the retries are looked at. */
const TICK_MS = 500
const SWEEP_MS = 3_600_000
/** How long the log of what was delivered is kept. */
const LOG_DAYS = 30

/** Delivers to all webhooks, in one process of all. A slow receiver holds up nobody but itself. */
export const startWebhooks = (services: Delivering, onError: OnError): Closable =>
  lead(
    services.database,
    'webhooks',
    async (signal) => {
      const running = new Map<string, Promise<unknown>>()
      let sweepAt = 0
      while (!signal.aborted) {
        for (const id of await liveWebhooks(services)) {
          if (running.has(id)) continue
          const round = deliverDue(services, id, signal)
            .catch(onError)
            .finally(() => running.delete(id))
          running.set(id, round)
        }
        if (performance.now() >= sweepAt) {
          sweepAt = performance.now() + SWEEP_MS
          await sweep(services)
        }
        await delay(TICK_MS, undefined, { signal }).catch(() => undefined)
      }
      await Promise.all(running.values())
    },
    onError,
  )

async function liveWebhooks({ database }: Delivering): Promise<readonly string[]> {
  return await database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx
      .selectFrom('core.webhook')
      .select('id')
      .where('endedAt', 'is', null)
      .where('stoppedAt', 'is', null)
      .execute()
    return rows.map(({ id }) => id)
  })
}

/** Forgets what was delivered or dropped long ago. */
async function sweep({ database, clock }: Delivering): Promise<void> {
  const before = new Date((await clock.now()).getTime() - LOG_DAYS * 86_400_000)
  await database.withScope({ mode: 'engine' }, (trx) =>
    sql`delete from core.webhook_delivery where state <> 'PENDING' and created_at < ${before}`.execute(trx),
  )
}
