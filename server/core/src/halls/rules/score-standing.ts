/** Fewer others than this would be told by their quartiles. */
export const FEWEST_OTHERS = 5

export type Quartiles = { readonly low: number; readonly median: number; readonly high: number }

/** Where a unit stands among its peers; those without a score are none. */
export type Standing = { readonly place: number; readonly of: number; readonly quartiles: Quartiles | null }

/** The place of a score among those of others, equal ones sharing the better place, and how the others are spread. */
export const standingOf = (value: number, others: readonly number[]): Standing => {
  const place = 1 + others.filter((other) => other > value).length
  const sorted = others.toSorted((a, b) => a - b)
  const at = (share: number) => placeIn(sorted, share)
  const quartiles = others.length < FEWEST_OTHERS ? null : { low: at(0.25), median: at(0.5), high: at(0.75) }
  return { place, of: others.length + 1, quartiles }
}

/** What lies at a share (0 to 1) of sorted numbers, in a straight line between neighbours, two decimals. */
const placeIn = (sorted: readonly number[], share: number): number => {
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return Math.round(100 * (below + (above - below) * (at - Math.floor(at)))) / 100
}
