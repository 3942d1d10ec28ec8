import type { Position } from '../state.ts'
import type { Listener } from './sharing.ts'

/** Somebody in a group. */
export type Member = Listener & {
  readonly principalId: string
  /** Whether the rights with which it came still hold. */
  readonly stillValid: () => Promise<boolean>
}

/** The members of a group, who all stand at one place of the feed. */
export type Members = {
  readonly at: () => Position
  readonly size: () => number
  readonly has: (member: Member) => boolean
  readonly all: () => readonly Member[]
  /**
   * Comes in at the place where the others are; waits when they are not there yet. Gives how far it was told once it has
   * to go on by itself; null when it was told nothing.
   */
  readonly join: (member: Member, position: Position, signal: AbortSignal) => Promise<Position | null>
  /** Lets a member go on by itself from where the group is. */
  readonly release: (member: Member) => void
  readonly releaseAll: () => void
  readonly moveTo: (next: Position) => void
  /** Runs what tells the members a batch, and moves on; nobody comes in meanwhile. */
  readonly during: (next: Position, telling: () => Promise<void>) => Promise<void>
  /** Waits for news, until somebody comes or the last one goes. */
  readonly rest: (news: (signal: AbortSignal) => Promise<Position>) => Promise<void>
}

const isSame = (a: Position, b: Position): boolean => a.seq === b.seq && a.epoch === b.epoch

/** Makes the membership of a group that stands at `start`. */
export function createMembers(start: Position): Members {
  const inside = new Map<Member, (at: Position) => void>()
  const atTheDoor = new Set<() => void>()
  let at = start
  let entering = 0
  let isTelling = false
  let isOver = false
  let resting: AbortController | null = null

  const open = () => {
    for (const enter of atTheDoor) enter()
  }
  const moveTo = (next: Position) => {
    at = next
    open()
  }
  const release = (member: Member) => {
    const leave = inside.get(member)
    inside.delete(member)
    leave?.(at)
  }
  const wake = () => resting?.abort()

  /** Waits until the group has moved. */
  const moved = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const enter = () => {
        atTheDoor.delete(enter)
        signal.removeEventListener('abort', enter)
        resolve()
      }
      atTheDoor.add(enter)
      signal.addEventListener('abort', enter)
      wake()
    })

  const stay = (member: Member, position: Position, signal: AbortSignal): Promise<Position | null> =>
    new Promise((resolve) => {
      const leave = (end: Position) => {
        signal.removeEventListener('abort', go)
        resolve(isSame(end, position) ? null : end)
      }
      const go = () => {
        release(member)
        if (inside.size === 0) wake()
      }
      inside.set(member, leave)
      signal.addEventListener('abort', go)
    })

  return {
    at: () => at,
    size: () => inside.size + entering,
    has: (member) => inside.has(member),
    all: () => [...inside.keys()],
    join: async (member, position, signal) => {
      entering += 1
      if (isTelling || at.seq < position.seq) await moved(signal)
      entering -= 1
      if (isOver || isTelling || signal.aborted || !isSame(at, position)) return null
      return stay(member, position, signal)
    },
    release,
    releaseAll: () => {
      isOver = true
      for (const member of inside.keys()) release(member)
      open()
    },
    moveTo,
    during: async (next, telling) => {
      isTelling = true
      await telling().finally(() => (isTelling = false))
      moveTo(next)
    },
    rest: async (news) => {
      if (atTheDoor.size > 0) open()
      resting = new AbortController()
      const reached = await news(resting.signal).finally(() => (resting = null))
      moveTo(reached)
    },
  }
}
