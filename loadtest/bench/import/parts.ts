/** Some events that were taken one after the other with others like them. */
export type Taken = { readonly events: number; readonly ms: number; readonly processorMs: number }

/** How fast a part of all events was taken. */
export type Part = {
  readonly eventsPerSecond: number
  /** Milliseconds of processor time for one event. */
  readonly processorMs: number
}

/** Cuts what was taken into parts of as many events each; what lies across a cut is shared out by its events. */
export const partsOf = (taken: readonly Taken[], parts: number): readonly Part[] => {
  const size = taken.reduce((sum, { events }) => sum + events, 0) / parts
  const sums = Array.from({ length: parts }, () => ({ ms: 0, processorMs: 0 }))
  let at = 0
  for (const { events, ms, processorMs } of taken) {
    const end = at + events
    for (let part = Math.floor(at / size); part < parts && part * size < end; part++) {
      const sum = sums[part]
      if (sum === undefined || events === 0) continue
      const share = (Math.min(end, (part + 1) * size) - Math.max(at, part * size)) / events
      sum.ms += ms * share
      sum.processorMs += processorMs * share
    }
    at = end
  }
  return sums.map(({ ms, processorMs }) => ({ eventsPerSecond: (size / ms) * 1_000, processorMs: processorMs / size }))
}
