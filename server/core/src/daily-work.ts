import { setTimeout as delay } from 'node:timers/promises'
import type { BoundDaily } from './compose.ts'
import type { Database } from './database/database.ts'
import type { Closable } from './database/listen.ts'
import { lead, type OnError } from './feed/lead.ts'

const DAY_MS = 86_400_000

/** Does the daily work of shared records and plugins in one process of all: when it begins to lead, then every 24 hours. */
export const startDailyWork = (
  database: Pick<Database, 'tryLock'>,
  dailies: readonly BoundDaily[],
  onError: OnError,
): Closable =>
  lead(
    database,
    'daily-work',
    async (signal) => {
      while (!signal.aborted) {
        await doDailyWork(dailies, signal, onError)
        await delay(DAY_MS, undefined, { signal }).catch(() => undefined)
      }
    },
    onError,
  )

/** One round; what throws holds up no other. */
async function doDailyWork(dailies: readonly BoundDaily[], signal: AbortSignal, onError: OnError): Promise<void> {
  for (const { work } of dailies) {
    if (signal.aborted) return
    await work().catch(onError)
  }
}
