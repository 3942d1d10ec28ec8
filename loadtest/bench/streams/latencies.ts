/** Milliseconds from commit to frame: one for each event and sampled console, in the order of the events. */
export type Latencies = readonly (readonly number[])[]

/**
 * Subtracts commits from arrivals, `consoles` rows of them, each of as many events.
 * @throws Error when an event was not committed, or did not arrive at each console
 */
export const latenciesOf = (commits: Float64Array, arrivals: Float64Array): Latencies => {
  const consoles = arrivals.length / commits.length
  return Array.from(commits, (commit, number) =>
    Array.from({ length: consoles }, (_, at) => {
      const latency = (arrivals[at * commits.length + number] ?? Number.NaN) - commit
      if (Number.isNaN(latency)) throw new Error(`Event ${number} has no latency at console ${at}.`)
      return latency
    }),
  )
}

/** The latency below which a part of all lie: 0.5 for the median. */
export const quantileOf = (latencies: Latencies, part: number): number => {
  const sorted = latencies.flat().toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** The first and the last third of the events. */
export const thirdsOf = (latencies: Latencies): readonly [Latencies, Latencies] => {
  const third = Math.floor(latencies.length / 3)
  return [latencies.slice(0, third), latencies.slice(latencies.length - third)]
}
