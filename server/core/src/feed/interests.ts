import type { Topic } from './tables.ts'

/** What a follower waits for; without a topic, any. It decides who looks, never what is seen there. */
export type Interest = { readonly topic?: Topic; readonly lo: number; readonly hi: number }

/** Whom an event concerns. */
export type Key = { readonly topic: Topic; readonly scopeKey: number }

/** Members by what they are interested in. */
export type Interests<Member> = {
  /** Answers how to take it out again. */
  add(interest: Interest, member: Member): () => void
  /** All who are concerned by one of the keys, each once. */
  concernedBy(keys: readonly Key[]): ReadonlySet<Member>
  all(): readonly Member[]
  size(): number
}

/** A range that begins at a multiple of its width; those of regions do. */
const isAligned = ({ lo, hi }: Interest): boolean => hi > lo && lo % (hi - lo) === 0

/**
 * Finds the concerned by look-up. Ranges of regions are as wide as one of the five levels and begin at a multiple of
 * that, so that an event has one place per width to look at, however many wait. Any other range is compared.
 */
export function createInterests<Member>(): Interests<Member> {
  const byWidth = new Map<number, Map<string, Set<Member>>>()
  const odd = new Map<Member, Interest>()
  let count = 0

  function placesOf(interest: Interest): { readonly width: number; readonly place: string } {
    return { width: interest.hi - interest.lo, place: placeOf(interest.topic, interest.lo) }
  }

  function enter(interest: Interest, member: Member): () => void {
    if (!isAligned(interest)) {
      odd.set(member, interest)
      return () => odd.delete(member)
    }
    const { width, place } = placesOf(interest)
    const places = byWidth.get(width) ?? new Map<string, Set<Member>>()
    const members = places.get(place) ?? new Set<Member>()
    byWidth.set(width, places.set(place, members.add(member)))
    return () => {
      members.delete(member)
      if (members.size > 0 || places.get(place) !== members) return
      places.delete(place)
      if (places.size === 0 && byWidth.get(width) === places) byWidth.delete(width)
    }
  }

  return {
    add: (interest, member) => {
      const takeOut = enter(interest, member)
      count += 1
      let isIn = true
      return () => {
        if (isIn) {
          isIn = false
          count -= 1
          takeOut()
        }
      }
    },
    concernedBy: (keys) => {
      const found = new Set<Member>()
      for (const { topic, scopeKey } of keys) {
        for (const [width, places] of byWidth) {
          const lo = scopeKey - (scopeKey % width)
          for (const asked of [topic, undefined])
            for (const member of places.get(placeOf(asked, lo)) ?? []) found.add(member)
        }
        for (const [member, interest] of odd) if (wants(interest, { topic, scopeKey })) found.add(member)
      }
      return found
    },
    all: () => [
      ...[...byWidth.values()].flatMap((places) => [...places.values()].flatMap((set) => [...set])),
      ...odd.keys(),
    ],
    size: () => count,
  }
}

const placeOf = (topic: Topic | undefined, lo: number): string => `${topic ?? ''}:${lo}`

function wants({ topic, lo, hi }: Interest, key: Key): boolean {
  return (topic === undefined || topic === key.topic) && key.scopeKey >= lo && key.scopeKey < hi
}
