/** A stream of numbers in [0, 1) that is the same for the same seed: mulberry32. */
export type Random = () => number

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of some things, all as likely. Throws RangeError when there is none. */
export const pick = <T>(random: Random, things: readonly T[]): T => {
  const thing = things[Math.floor(random() * things.length)]
  if (thing === undefined) throw new RangeError('There is nothing to pick from')
  return thing
}

/** One of some things by weight; `ends` are their weights added up. */
export const pickWeighted = <T>(random: Random, things: readonly T[], ends: readonly number[]): T => {
  const at = random() * (ends.at(-1) ?? 0)
  let low = 0
  let high = things.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  const thing = things[low]
  if (thing === undefined) throw new RangeError('There is nothing to pick from')
  return thing
}
