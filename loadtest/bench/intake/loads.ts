import type { Load } from './arms.ts'
import { distinct, madeUpEvent, type MadeUpEvent } from './made-up-event.ts'
import { madeUpStream } from './made-up-stream.ts'

/** The source under which an arm reports in a round. */
export const sourceOf = (code: string, arm: string, round: number): string => `bench ${code} ${arm} ${round}`

/** The code of streams in `sourceOf`. */
export const STREAM = 'stream'

/** Different events in their order, `events` to an operation. */
export const plain = (code: string, name: string, total: number, events: number, width: number): Load => {
  const operations = Math.floor(total / events)
  return {
    operations,
    width,
    events,
    expected: operations * events,
    eventsOf: (round, n) =>
      Array.from({ length: events }, (_, at) => madeUpEvent(sourceOf(code, name, round), n * events + at)),
  }
}

/** A stream of four phases, see `madeUpStream`. */
export const streamed = (name: string, total: number, most: number, width: number): Load => {
  const events = Math.min(total, most)
  const expected = distinct(madeUpStream(name, total))
  let made: { readonly round: number; readonly stream: readonly MadeUpEvent[] } | undefined
  return {
    operations: total / events,
    width,
    events,
    expected,
    eventsOf: (round, n) => {
      if (made?.round !== round) made = { round, stream: madeUpStream(sourceOf(STREAM, name, round), total) }
      return made.stream.slice(n * events, (n + 1) * events)
    },
  }
}
