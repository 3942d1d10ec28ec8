/** An event as a console got it: its place in the stream, and which of those that were published it is. */
export type Received = { readonly place: number; readonly number: number }

/** What a stretch of a run must come to: numbers from 0, of which each console is to get those of its classes. */
export type Expected = {
  readonly events: number
  /** The class of an event; classes are dealt in turn: event `n` has class `n % classes`. */
  readonly classes: number
  /** The classes that each console reaches. */
  readonly consoles: readonly ReadonlySet<number>[]
}

/** A delivery is one event that reaches one console. */
export type Verdict = {
  readonly expected: number
  readonly delivered: number
  /** Deliveries that never came. */
  readonly lost: number
  /** Deliveries that came again. */
  readonly doubled: number
  /** Deliveries behind one with a higher place. */
  readonly misordered: number
  /** Deliveries to a console that does not reach the event, or of events that were not published. */
  readonly strayed: number
}

/** Counts deliveries as they come. */
export type Tally = {
  readonly take: (at: number, events: readonly Received[]) => void
  /** Deliveries so far that were expected, each once. */
  readonly delivered: () => number
  /** Deliveries that the events below a number come to. */
  readonly expectedBelow: (number: number) => number
  readonly verdict: () => Verdict
}

/** Makes a tally that keeps a bit for each delivery. */
export const createTally = ({ events, classes, consoles }: Expected): Tally => {
  const width = Math.ceil(events / 8)
  const seen = new Uint8Array(width * consoles.length)
  const last = new Float64Array(consoles.length).fill(Number.NEGATIVE_INFINITY)
  const reached = Array.from({ length: classes }, (_, one) => consoles.filter((reach) => reach.has(one)).length)
  const turn = reached.reduce((sum, count) => sum + count, 0)
  const everything = consoles.map((reach) => reach.size === classes)
  let [delivered, doubled, misordered, strayed] = [0, 0, 0, 0]

  const expectedBelow = (number: number): number => {
    const below = reached.slice(0, number % classes).reduce((sum, count) => sum + count, 0)
    return Math.floor(number / classes) * turn + below
  }
  const isExpected = (at: number, number: number): boolean =>
    number >= 0 && number < events && (everything[at] === true || consoles[at]?.has(number % classes) === true)

  return {
    take: (at, received) => {
      for (const { place, number } of received) {
        if (!isExpected(at, number)) {
          strayed++
          continue
        }
        const [byte, bit] = [at * width + (number >> 3), 1 << (number & 7)]
        const before = seen[byte] ?? 0
        if ((before & bit) !== 0) {
          doubled++
          continue
        }
        seen[byte] = before | bit
        delivered++
        if (place < (last[at] ?? 0)) misordered++
        else last[at] = place
      }
    },
    delivered: () => delivered,
    expectedBelow,
    verdict: () => {
      const expected = expectedBelow(events)
      return { expected, delivered, lost: expected - delivered, doubled, misordered, strayed }
    },
  }
}

/** Whether everything came, once and in order. */
export const isWhole = ({ lost, doubled, misordered, strayed }: Verdict): boolean =>
  lost === 0 && doubled === 0 && misordered === 0 && strayed === 0
