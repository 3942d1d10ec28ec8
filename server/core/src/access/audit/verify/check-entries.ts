import { rootOf, type SealContent } from '../seal.ts'
import { leafOf, type StoredEntry } from '../stored-entry.ts'
import type { Finding } from './finding.ts'

/** A place of a seal with the entry that is there; null when it is gone. */
export type SealedPlace = {
  readonly entryId: number
  readonly position: number
  readonly leaf: string
  readonly entry: StoredEntry | null
}

/** How late an entry may be written after the time that it states. */
const LATE_MS = 3_600_000

/**
 * What is wrong with the entries of a seal. One that is forged says nothing of them; their own hashes still do.
 * @param places in order of their positions
 * @param known when the seal before was made, and whether this one fits the key
 */
export function* checkEntries(
  seal: SealContent,
  places: readonly SealedPlace[],
  { before, fits }: { readonly before: string | null; readonly fits: boolean },
): Generator<Finding> {
  const { number } = seal
  const found = places.map(({ entry, leaf }) => (entry === null ? leaf : leafOf(entry)))
  const kept = places.map(({ leaf }) => leaf)
  const keptIsGood = fits && isRoot(seal, kept)
  const isSame = found.every((leaf, index) => leaf === kept[index])
  const foundIsGood = isSame ? keptIsGood : fits && isRoot(seal, found)
  for (const [index, { entryId, leaf, entry }] of places.entries()) {
    if (entry === null) yield { kind: 'ENTRY_MISSING', entry: entryId, seal: number }
    else if (found[index] !== leaf) {
      yield { kind: foundIsGood ? 'LEAF_CHANGED' : 'ENTRY_CHANGED', entry: entryId, seal: number }
    } else if (before !== null && Date.parse(entry.at) < Date.parse(before) - LATE_MS) {
      yield { kind: 'ENTRY_BACKDATED', entry: entryId, seal: number }
    }
  }
  if (places.length < seal.entries) {
    yield { kind: 'PLACES_MISSING', seal: number, places: seal.entries - places.length }
  } else if (fits && !foundIsGood && !keptIsGood) yield { kind: 'ENTRIES_REORDERED', seal: number }
}

function isRoot({ root, entries }: SealContent, leaves: readonly string[]): boolean {
  return leaves.length === entries && rootOf(leaves) === root
}
