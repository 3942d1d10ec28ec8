import type { Credential } from '../../access/credential.ts'
import type { LivePrincipals } from '../../access/live-principals.ts'
import { tookTooLong } from '../in-time.ts'
import { Refusal } from '../refusal.ts'

/** Lets operations run for so long, and no longer than whoever asked may. */
export type Supervised = {
  /** The result of the work; throws a Refusal 503 when it has none in time, or is stopped before. */
  readonly run: <T>(credential: Credential | null, work: Promise<T>) => Promise<T>
  /** Stops everything that runs. */
  readonly stop: () => void
}

/** What takes no longer needs nobody to watch over its principal. */
const UNWATCHED_MS = 50

/** Makes the supervision of operations that are no streams. */
export function createSupervised(live: LivePrincipals, timeoutMs: number): Supervised {
  const running = new Set<() => void>()

  function run<T>(credential: Credential | null, work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let stopWatching: (() => void) | undefined
      const stop = (): void => reject(new Refusal(503, tookTooLong()))
      const late = setTimeout(stop, timeoutMs)
      const soon =
        credential === null ? undefined : setTimeout(() => (stopWatching = live.watch(credential, stop)), UNWATCHED_MS)
      running.add(stop)
      const finish = (): void => {
        clearTimeout(late)
        clearTimeout(soon)
        stopWatching?.()
        running.delete(stop)
      }
      work.finally(finish).then(resolve, reject)
    })
  }

  return {
    run,
    stop: () => {
      for (const stop of running) stop()
    },
  }
}
