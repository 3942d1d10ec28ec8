import { createInterests } from './interests.ts'
import type { Interest, Key } from './interests.ts'
import type { Position } from './state.ts'

export type { Interest, Key } from './interests.ts'

/** Followers that have read everything and wait for news. */
export type WaitingRoom = {
  /** Resolves on news of interest, after so many milliseconds, or on abort; with how far nothing was of interest. */
  wait(interest: Interest, position: Position, milliseconds: number, signal: AbortSignal): Promise<Position>
  /** The feed went on to `next`; without `keys` everybody looks. */
  tell(next: Position, keys: readonly Key[] | null): void
  wakeAll(): void
  size(): number
}

type Waiter = { readonly position: Position; readonly wake: () => void }

/** Whoever is here has read all that was told, so that one place says for all how far nothing was of interest. */
export function createWaitingRoom(): WaitingRoom {
  const waiters = createInterests<Waiter>()
  let reached: Position | null = null

  const placeOf = ({ position }: Waiter): Position =>
    reached === null || reached.epoch !== position.epoch || reached.seq <= position.seq ? position : reached
  const wakeAll = () => {
    for (const waiter of waiters.all()) waiter.wake()
  }
  return {
    wait: (interest, position, milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(position)
        const wake = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          leave()
          resolve(placeOf(waiter))
        }
        const waiter: Waiter = { position, wake }
        const timer = setTimeout(wake, milliseconds)
        signal.addEventListener('abort', wake)
        const leave = waiters.add(interest, waiter)
      }),
    tell: (next, keys) => {
      if (keys === null) wakeAll()
      else for (const waiter of waiters.concernedBy(keys)) waiter.wake()
      reached = next
    },
    wakeAll,
    size: waiters.size,
  }
}
