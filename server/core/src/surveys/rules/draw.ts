import { hash } from 'node:crypto'

/** A closed case that may be drawn; `applicant` tells those of one person alike, null when nobody is known. */
export type FrameItem = { readonly id: string; readonly applicant: string | null }

/** The way in which samples are drawn; stored with every one, so that it can be drawn again. */
export const DRAW_ALGORITHM = 'sha256-order/1'

/** Where an id stands in a draw: SHA-256 of seed, a space and the id, hex. PostgreSQL reckons it likewise. */
export const drawKey = (seed: string, id: string): string => hash('sha256', `${seed} ${id}`, 'hex')

/**
 * Draws a simple random sample without replacement: the `size` items whose keys are smallest, in their order. Of several
 * items of one applicant only the first counts, and none of an applicant in `asked`, who was asked lately. The same seed
 * and frame give the same sample, in whatever order the frame comes.
 */
export const drawSample = <Item extends FrameItem>(
  frame: readonly Item[],
  {
    seed,
    size,
    asked = new Set(),
  }: { readonly seed: string; readonly size: number; readonly asked?: ReadonlySet<string> },
): readonly Item[] => {
  const taken = new Set(asked)
  const drawn: Item[] = []
  const ordered = frame.map((item) => ({ item, key: drawKey(seed, item.id) })).toSorted(byKey)
  for (const { item } of ordered) {
    if (drawn.length >= size) break
    if (item.applicant !== null && taken.has(item.applicant)) continue
    if (item.applicant !== null) taken.add(item.applicant)
    drawn.push(item)
  }
  return drawn
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1)
