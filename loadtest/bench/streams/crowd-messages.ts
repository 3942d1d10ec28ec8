import type { Verdict } from './tally.ts'

/** A console: who asks for what. */
export type ConsoleSpec = {
  /** Headers of its request or upgrade. */
  readonly headers: Readonly<Record<string, string>>
  /** Parameters of its operation: a document or its id, and variables. */
  readonly asked: object
  /** The classes of events that it reaches. */
  readonly classes: readonly number[]
}

/** How a server is followed. */
export type Way = {
  readonly transport: 'ws' | 'sse'
  readonly url: string
  /** It answers a subscription with a first, empty batch. */
  readonly greets: boolean
}

/** What the crowd is told to do. */
export type Order =
  | { readonly kind: 'open'; readonly way: Way; readonly consoles: readonly ConsoleSpec[] }
  /** Begins to count anew; of every `sampled`-th console the time of each delivery is kept, of none when 0. */
  | { readonly kind: 'count'; readonly events: number; readonly classes: number; readonly sampled: number }
  /** Waits until all events below a number have come everywhere, so long at most. */
  | { readonly kind: 'wait'; readonly below: number; readonly milliseconds: number }
  | { readonly kind: 'tell' }
  | { readonly kind: 'close' }

/** What came of a stretch. */
export type Told = {
  readonly verdict: Verdict
  readonly frames: number
  readonly bytes: number
  /** Processor time of the crowd so far, ms. */
  readonly processorMs: number
  /** Consoles that were closed, and what was said then. */
  readonly failures: readonly string[]
  /** Milliseconds since 1970 at which event n came to sampled console s, at `s * events + n`; NaN when it did not. */
  readonly arrivals: Float64Array
}

/** Orders and answers, as they pass between the processes. */
export type Ordered = { readonly id: number; readonly order: Order }
export type Answered = { readonly id: number; readonly told?: Told; readonly failure?: string }
