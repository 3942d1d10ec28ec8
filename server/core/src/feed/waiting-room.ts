import type { Position } from './state.ts'
import type { Topic } from './tables.ts'

/** What a follower waits for; without a topic, any. It decides who looks, never what is seen there. */
export type Interest = { readonly topic?: Topic; readonly lo: number; readonly hi: number }

/** Whom an event concerns. */
export type Key = { readonly topic: Topic; readonly scopeKey: number }

/** Followers that have read everything and wait for news. */
export type WaitingRoom = {
  /** Resolves on news of interest, after so many milliseconds, or on abort; with how far nothing was of interest. */
  wait(interest: Interest, position: Position, milliseconds: number, signal: AbortSignal): Promise<Position>
  /** The feed went on from `before` to `next`; without `keys` everybody looks. */
  tell(before: Position, next: Position, keys: readonly Key[] | null): void
  wakeAll(): void
  size(): number
}

type Waiter = { readonly interest: Interest; position: Position; readonly wake: () => void }

export function createWaitingRoom(): WaitingRoom {
  const waiters = new Set<Waiter>()
  return {
    wait: (interest, position, milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(position)
        const wake = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          waiters.delete(waiter)
          resolve(waiter.position)
        }
        const waiter: Waiter = { interest, position, wake }
        const timer = setTimeout(wake, milliseconds)
        signal.addEventListener('abort', wake)
        waiters.add(waiter)
      }),
    tell: (before, { epoch, seq }, keys) => {
      for (const waiter of waiters) {
        const spared =
          keys !== null && waiter.position.seq >= before.seq && !keys.some((key) => wants(waiter.interest, key))
        if (spared) waiter.position = { epoch, seq: Math.max(waiter.position.seq, seq) }
        else waiter.wake()
      }
    },
    wakeAll: () => {
      for (const waiter of waiters) waiter.wake()
    },
    size: () => waiters.size,
  }
}

function wants({ topic, lo, hi }: Interest, key: Key): boolean {
  return (topic === undefined || topic === key.topic) && key.scopeKey >= lo && key.scopeKey < hi
}
