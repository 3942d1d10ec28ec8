import { lateEvent, madeUpEvent, type MadeUpEvent } from './made-up-event.ts'

/** The parts of a stream, one after the other: each as long as the others. */
export const PHASES = ['first load', '1 % twice', '1 % out of order', 'late and corrections'] as const

/** A stream of `count` events in four phases, of one source. The last tells more of the cases of those before. */
export const madeUpStream = (source: string, count: number): readonly MadeUpEvent[] => {
  const length = Math.floor(count / PHASES.length)
  const firsts = Array.from({ length }, (_, n) => madeUpEvent(source, n))
  const twice = repeated(source, length, length)
  const disordered = exchanged(Array.from({ length }, (_, n) => madeUpEvent(source, 2 * length + n)))
  const known = Math.floor((2 * length) / 4)
  const late = Array.from({ length: count - 3 * length }, (_, n) => lateEvent(source, n, known))
  return [...firsts, ...twice, ...disordered, ...late]
}

/** Every hundredth came before. */
const repeated = (source: string, from: number, length: number): readonly MadeUpEvent[] => {
  const events: MadeUpEvent[] = []
  for (let n = from; events.length < length; n++) {
    events.push(madeUpEvent(source, n))
    if (n % 99 === 98 && events.length < length) events.push(events[events.length - 10] ?? madeUpEvent(source, n))
  }
  return events
}

/** Every hundredth comes before the one that it follows. */
const exchanged = (events: readonly MadeUpEvent[]): readonly MadeUpEvent[] =>
  events.map((event, n) => (n % 100 === 50 ? events[n + 1] : n % 100 === 51 ? events[n - 1] : event) ?? event)
