/** How many events a batch holds at most. */
export const BATCH_LIMIT = 200
/** How much of the feed one statement looks through. */
const WINDOW = 20_000
/** How long a follower rests at most before it looks what it may see. */
export const RECHECK_MS = 1_000
/** An empty batch tells a quiet subscriber a fresher cursor, lest its own grow older than the feed's memory. */
export const FRESH_CURSOR_MS = 600_000

type Stretch = { readonly after: number; readonly upTo: number }

/** The stretch to read next. */
export const stretchFrom = (after: number, lastSeq: number): Stretch => ({
  after,
  upTo: Math.min(lastSeq, after + WINDOW),
})

/** How far a stretch was read, given what was found in it. */
export const endOf = ({ upTo }: Stretch, events: readonly { readonly seq: number }[]): number =>
  events.length < BATCH_LIMIT ? upTo : (events.at(-1)?.seq ?? upTo)
