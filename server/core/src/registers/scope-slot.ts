/** A half-open range of scope keys: lo ≤ key < hi. */
export type KeyRange = { readonly lo: number; readonly hi: number }

/**
 * Finds room for a new child: a range of `span` keys within the parent that no sibling touches and that leaves out the
 * parent's own key (its `lo`). The range at `wanted` (the code's own place) is preferred, then the one after the last
 * sibling, then the first gap. Null when the parent is full.
 */
export function freeSlot(parent: KeyRange, span: number, taken: readonly KeyRange[], wanted: number): KeyRange | null {
  const first = parent.lo + span
  const fits = (lo: number): boolean =>
    lo >= first &&
    (lo - parent.lo) % span === 0 &&
    lo + span <= parent.hi &&
    taken.every((range) => range.hi <= lo || range.lo >= lo + span)
  const slotAt = (lo: number): KeyRange => ({ lo, hi: lo + span })

  if (fits(wanted)) return slotAt(wanted)
  const aligned = (key: number): number => Math.max(first, parent.lo + Math.ceil((key - parent.lo) / span) * span)
  const last = aligned(taken.reduce((end, range) => Math.max(end, range.hi), first))
  if (fits(last)) return slotAt(last)
  const gap = [first, ...taken.map((range) => aligned(range.hi))].toSorted((a, b) => a - b).find(fits)
  return gap === undefined ? null : slotAt(gap)
}
