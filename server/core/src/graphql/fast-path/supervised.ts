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

/** What takes no longer needs nobody to watch over its principal, and one timer in place of three. */
const UNWATCHED_MS = 50

/** Makes the supervision of operations that are no streams. */
export function createSupervised(live: LivePrincipals, timeoutMs: number): Supervised {
  const running = new Set<() => void>()

  function run<T>(credential: Credential | null, work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let stopWatching: (() => void) | undefined
      const stop = (): void => reject(new Refusal(503, tookTooLong()))
      const watch = (): void => {
        timer = setTimeout(stop, timeoutMs - UNWATCHED_MS)
        if (credential !== null) stopWatching = live.watch(credential, stop)
      }
      let timer = timeoutMs > UNWATCHED_MS ? setTimeout(watch, UNWATCHED_MS) : setTimeout(stop, timeoutMs)
      running.add(stop)
      const finish = (): void => {
        clearTimeout(timer)
        stopWatching?.()
        running.delete(stop)
      }
      work.then(
        (result) => {
          finish()
          resolve(result)
        },
        (error: unknown) => {
          finish()
          reject(error as Error)
        },
      )
    })
  }

  return {
    run,
    stop: () => {
      for (const stop of running) stop()
    },
  }
}
