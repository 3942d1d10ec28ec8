import type { ReportedWithApplicant } from '../../cases/reported-event.ts'
import type { CoreServices } from '../../core-services.ts'
import { loadHistory } from './load-history.ts'

/** Transactions at a time: while the database writes one, the next is prepared. */
const AT_ONCE = 2

export type BatchesOptions = {
  /** When it is; what was due before is pushed to nobody. */
  readonly now: Date
  readonly atOnce?: number
  /** After each transaction: how many events it was given. */
  readonly onBatch?: (events: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes batches of events of the past, each in a transaction of its own and some of them at a time; see `loadHistory`.
 * Batches are taken from the iterable when there is room for them. When stopped, or when one fails, no more are taken and
 * those under way are finished. Whatever is given again is stored once.
 * @returns how many events were new
 */
export async function loadBatches(
  { database, openEngine }: Pick<CoreServices, 'database' | 'openEngine'>,
  batches: Iterable<readonly ReportedWithApplicant[]>,
  { now, atOnce = AT_ONCE, onBatch = () => undefined, signal }: BatchesOptions,
): Promise<number> {
  const waiting = batches[Symbol.iterator]()
  let stored = 0
  let failed = false
  const work = async (): Promise<void> => {
    while (signal?.aborted !== true && !failed) {
      const { value, done } = waiting.next()
      if (done === true) return
      const more = await loadHistory(database, openEngine, value, now)
      stored += more
      onBatch(value.length)
    }
  }
  const begun = Array.from({ length: atOnce }, () =>
    work().catch((error: unknown) => {
      failed = true
      throw error
    }),
  )
  await Promise.allSettled(begun) // those under way are finished before the first that failed is told of
  await Promise.all(begun)
  return stored
}
