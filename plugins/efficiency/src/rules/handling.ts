/** How many cases lie between two bounds, and how many of a hundred that is. */
export type Bucket = {
  readonly above: number
  /** Null for the last, which holds all the rest. */
  readonly upTo: number | null
  readonly cases: number
  /** In percent; null when there are no cases at all. */
  readonly share: number | null
}

/** Counts of a histogram as buckets with their shares. */
export const bucketsOf = (
  histogram: readonly { readonly upTo: number }[],
  counts: readonly number[],
): readonly Bucket[] => {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return histogram.map(({ upTo }, index) => {
    const cases = counts[index] ?? 0
    return {
      above: histogram[index - 1]?.upTo ?? 0,
      upTo: Number.isFinite(upTo) ? upTo : null,
      cases,
      share: all === 0 ? null : (100 * cases) / all,
    }
  })
}
