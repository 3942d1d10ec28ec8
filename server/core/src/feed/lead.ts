import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import type { Closable } from '../database/listen.ts'

/** How often a process that is not the leader asks whether it may be. */
const ASK_MS = 500

/** Called with whatever goes wrong in the background; nothing is thrown there. */
export type OnError = (error: unknown) => void

/**
 * Runs `work` in one process of all: the one that holds the lock of this name. When it dies, or its connection is cut,
 * another takes over within about half a second. `work` gets a signal that aborts when the lock is lost or `close` is
 * called, and should then end; if it ends or throws before, it is begun again.
 */
export function lead(
  database: Pick<Database, 'tryLock'>,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  onError: OnError,
): Closable {
  const stopping = new AbortController()
  const tryOnce = async () => {
    const lock = await database.tryLock(name)
    if (lock === undefined) return
    try {
      await work(AbortSignal.any([stopping.signal, lock.lost]))
    } finally {
      await lock.release().catch(() => undefined)
    }
  }
  const run = async () => {
    while (!stopping.signal.aborted) {
      await tryOnce().catch(onError)
      await delay(ASK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    close: async () => {
      stopping.abort()
      await running
    },
  }
}
