import type { Position } from '../state.ts'
import { openGroup } from './group.ts'
import type { Group, GroupOptions } from './group.ts'
import type { Member } from './members.ts'

/** The groups of one process: whoever asks the same with the same rights is told together. */
export type Groups = {
  /**
   * Follows the feed from `position` in the group of this key, until the signal aborts or the member has to go on by
   * itself; gives how far it was told. What has no group to be in comes back at once.
   */
  readonly accompany: (
    key: string,
    options: GroupOptions,
    member: Member,
    position: Position,
    signal: AbortSignal,
  ) => Promise<Position | null>
  /** How many members each group has now. */
  readonly sizes: () => readonly number[]
}

/** Questions whose answers turned out not to be the same for all; they are not tried again. */
const MOST_REFUSED = 1_000

export function createGroups(): Groups {
  const open = new Map<string, Group>()
  const refused = new Set<string>()

  function refuse(key: string): void {
    const [oldest] = refused
    if (refused.size >= MOST_REFUSED && oldest !== undefined) refused.delete(oldest)
    refused.add(key)
  }

  function begin(key: string, options: GroupOptions, position: Position): Group {
    const group: Group = openGroup(options, position, {
      onRefused: () => refuse(key),
      onEnd: () => {
        if (open.get(key) === group) open.delete(key)
      },
    })
    open.set(key, group)
    return group
  }

  return {
    accompany: async (key, options, member, position, signal) => {
      if (refused.has(key) || signal.aborted) return null
      return (open.get(key) ?? begin(key, options, position)).join(member, position, signal)
    },
    sizes: () => [...open.values()].map(({ size }) => size()),
  }
}
