import type { Received } from './tally.ts'

/** Reads the frames of one console after another. */
export type FrameReader = {
  /** The events in a frame that console `at` got. @throws Error when a frame says anything but events */
  readonly read: (at: number, frame: Buffer) => readonly Received[]
  /** Different frames so far. */
  readonly different: () => number
}

type Known = { readonly bytes: Buffer; readonly events: readonly Received[] }

/** Among so many frames after its last one a console's next one is looked for before it is read anew. */
const AHEAD = 64
const EVENTS = Buffer.from('"events"')

/**
 * Reads each different frame in full, and the others by their bytes. What stands before the events of a batch, such as
 * its cursor, is another for each asker and is not compared.
 */
export const createFrameReader = (): FrameReader => {
  const known: Known[] = []
  const places: number[] = []
  return {
    different: () => known.length,
    read: (at, frame) => {
      const bytes = frame.subarray(Math.max(0, frame.indexOf(EVENTS)))
      const from = (places[at] ?? -1) + 1
      for (let place = from; place < Math.min(known.length, from + AHEAD); place++) {
        const one = known[place]
        if (one === undefined || one.bytes.length !== bytes.length || !one.bytes.equals(bytes)) continue
        places[at] = place
        return one.events
      }
      const events = eventsIn(frame.toString('utf8'))
      places[at] = known.push({ bytes: Buffer.from(bytes), events }) - 1
      return events
    },
  }
}

type Told = { readonly seq: string; readonly caseNumber: string }
type Frame = {
  readonly type?: string
  readonly payload?: Frame
  readonly data?: { readonly completions?: { readonly events: readonly Told[] }; readonly completion?: Told }
}

/** The events of a frame of graphql-ws, or of what an event of SSE holds: a batch of ours, or a peer's single one. */
export const eventsIn = (text: string): readonly Received[] => {
  const frame = JSON.parse(text) as Frame
  const data = (frame.payload ?? frame).data
  const told = data?.completions?.events ?? (data?.completion === undefined ? undefined : [data.completion])
  if (told === undefined) throw new Error(`No events: ${text.slice(0, 300)}`)
  return told.map(({ seq, caseNumber }) => ({ place: Number(seq), number: numberOf(caseNumber) }))
}

/** Which event of a run a case number stands for: `<run>-<number>`. */
const numberOf = (caseNumber: string): number => Number(caseNumber.slice(caseNumber.lastIndexOf('-') + 1))
