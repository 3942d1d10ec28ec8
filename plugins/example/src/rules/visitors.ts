/** No hall of the province has held more people in a day; more is a slip of the pen. */
export const MOST_VISITORS = 100_000

/** Whether a count can be true. */
export function isPlausible(visitors: number): boolean {
  return Number.isInteger(visitors) && visitors >= 0 && visitors <= MOST_VISITORS
}

/** What a change of a count adds to the measure: the new count less the one before. */
export function countedMore(change: { readonly visitors: number; readonly previous: number }): number {
  return change.visitors - change.previous
}

/** The first (hall, day) that is named twice. */
export function firstRepeated<Item extends { readonly hall: string; readonly day: string }>(
  items: readonly Item[],
): number | undefined {
  const seen = new Set<string>()
  for (const [index, { hall, day }] of items.entries()) {
    const key = `${hall}\n${day}`
    if (seen.has(key)) return index
    seen.add(key)
  }
  return undefined
}
