/** Several measurements of one thing. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number }

/** Middle, least and most of some numbers. */
export const spreadOf = (numbers: readonly number[]): Spread => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (place: number): number => Number((sorted[place] ?? 0).toPrecision(4))
  return { median: at(Math.floor(sorted.length / 2)), min: at(0), max: at(sorted.length - 1) }
}
