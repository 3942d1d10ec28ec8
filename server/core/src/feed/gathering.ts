/** How long news is gathered while there is much of it. */
const GATHER_MS = 75
/** So many events may come sooner after others before they are gathered, too; one more each 75 ms. */
const MOST_SPARED = 2

/** Decides how long news waits for more of it, so that what comes at a high rate is told in few frames. */
export type Gathering = {
  /** Milliseconds for which news of so many events is to wait. */
  readonly waitFor: (events: number) => number
  /** News of so many events has just been passed on. */
  readonly passedOn: (events: number) => void
}

/**
 * After a quiet time news never waits, and single events that come by themselves do not, either: they draw on what a
 * while with few events has saved up. At a steady rate of more than one event each 75 ms that is soon gone, and a batch
 * is more at once than it ever holds.
 */
export function createGathering(now: () => number = () => performance.now()): Gathering {
  let passedOnAt = Number.NEGATIVE_INFINITY
  let spared = MOST_SPARED
  const sparedNow = () => Math.min(MOST_SPARED, spared + (now() - passedOnAt) / GATHER_MS)
  return {
    waitFor: (events) => (events <= sparedNow() ? 0 : Math.max(0, passedOnAt + GATHER_MS - now())),
    passedOn: (events) => {
      spared = Math.max(0, sparedNow() - events)
      passedOnAt = now()
    },
  }
}
