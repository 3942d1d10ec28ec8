import type { KeyRing } from './key-ring.ts'
import type { Subkeys } from './subkeys.ts'
import { subkeysOf } from './subkeys.ts'

/** The keys at hand now. */
export type Keys = {
  /** The key that seals. */
  readonly sealing: () => Subkeys
  /** The key of that name; looks at its source again before it says that there is none. */
  readonly named: (id: string) => Subkeys | undefined
  /** Every key, the sealing one first; as their source says now, so that no look-up misses what was sealed again. */
  readonly all: () => readonly Subkeys[]
}

/** Keys that stay as they are: from the environment. */
export const fixedKeys = (ring: KeyRing): Keys => {
  const [first, ...others] = ring
  const sealing = subkeysOf(first)
  const all = [sealing, ...others.map(subkeysOf)]
  const byId = new Map(all.map((keys) => [keys.id, keys]))
  return { sealing: () => sealing, named: (id) => byId.get(id), all: () => all }
}

/** How long a server may go on sealing with the key that was first before. */
export const LOOK_AGAIN_MS = 1_000

/** Where a ring can be read again. `changed` is cheap. */
export type RingSource = { readonly changed: () => boolean; readonly read: () => KeyRing }

/**
 * Keys that follow their file: a key that is rotated in is used within a second, and at once where a value is sealed
 * with it. A file that cannot be read leaves the keys that were there.
 */
export const followedKeys = (source: RingSource, now: () => number = () => performance.now()): Keys => {
  let keys = fixedKeys(source.read())
  let lookedAt = now()
  const look = () => {
    lookedAt = now()
    try {
      if (source.changed()) keys = fixedKeys(source.read())
    } catch {
      // A file that is being replaced or was taken away: what was read before still opens and seals.
    }
    return keys
  }
  const current = () => (now() - lookedAt >= LOOK_AGAIN_MS ? look() : keys)
  return {
    sealing: () => current().sealing(),
    named: (id) => keys.named(id) ?? look().named(id),
    all: () => look().all(),
  }
}
