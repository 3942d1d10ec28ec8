import { DAY_UNITS } from '@zhikong/core'

/** Where the time of some cases went: at one step, window or hall. */
export type Spent = {
  /** Null for all that has no line of its own. */
  readonly key: string | null
  /** How many cases lay there at all. */
  readonly cases: number
  /** Together, in working days. */
  readonly days: number
  /** The middle one of the cases that lay there, in working days. */
  readonly medianDays: number
}

/** What one case spent at each place, in units of the clock. */
type OfCase = ReadonlyMap<string, number>

/** Adds up pieces of one case by a key. */
export const byKey = <Piece extends { readonly units: number }>(
  pieces: readonly Piece[],
  keyOf: (piece: Piece) => string,
): OfCase => {
  const sums = new Map<string, number>()
  for (const piece of pieces) sums.set(keyOf(piece), (sums.get(keyOf(piece)) ?? 0) + piece.units)
  return sums
}

/** Where cases spent their time, the longest first; what lies beyond `most` lines is one line. */
export const spentBy = (cases: readonly OfCase[], most: number): readonly Spent[] => {
  const places = new Map<string, number[]>()
  for (const one of cases) {
    for (const [key, units] of one) {
      const list = places.get(key)
      if (list === undefined) places.set(key, [units])
      else list.push(units)
    }
  }
  const longestFirst = [...places]
    .map(([key, units]) => ({ key, units, sum: units.reduce((total, each) => total + each, 0) }))
    .toSorted((a, b) => b.sum - a.sum || (a.key < b.key ? -1 : 1))
  const shown = longestFirst.slice(0, most).map(({ key, units }) => spent(key, units))
  const rest = longestFirst.slice(most).flatMap(({ units }) => units)
  return rest.length === 0 ? shown : [...shown, spent(null, rest)]
}

const spent = (key: string | null, units: readonly number[]): Spent => ({
  key,
  cases: units.length,
  days: units.reduce((total, each) => total + each, 0) / DAY_UNITS,
  medianDays: medianOf(units) / DAY_UNITS,
})

/** The middle one, or the mean of the two in the middle; 0 of none. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [low = 0, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return (low + high) / 2
}
