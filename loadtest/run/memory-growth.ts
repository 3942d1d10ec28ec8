import type { Sample } from './sampler.ts'

/** The share of a run in which caches fill and code is compiled. */
const WARM_UP = 0.2
/** A longer one is not needed. */
const LONGEST_WARM_UP_S = 300
/** With fewer samples in a third its middle says nothing. */
const LEAST = 3

/**
 * What memory of the last third of a run is, divided by that of the first third, after it has warmed up: the middle one of
 * the samples of each. Undefined when there are too few.
 */
export const memoryGrowth = (samples: readonly Sample[]): number | undefined => {
  const end = samples.at(-1)?.at ?? 0
  const warm = samples.filter(({ at }) => at > Math.min(LONGEST_WARM_UP_S, end * WARM_UP))
  const memory = warm.flatMap((sample) => (sample.memory === null ? [] : [sample.memory]))
  const third = Math.floor(memory.length / 3)
  if (third < LEAST) return undefined
  const [first, last] = [middleOf(memory.slice(0, third)), middleOf(memory.slice(-third))]
  return Math.round((last / first) * 1_000) / 1_000
}

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
