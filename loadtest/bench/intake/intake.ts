import { compare, type Comparison } from '../compare.ts'
import type { Bench, Ground } from '../ground.ts'
import { autocommitArm, copyArm, ownArm, peerArm, postgraphileArm, unnestArm, type Load } from './arms.ts'
import { distinct, madeUpEvent, madeUpStream } from './made-up-event.ts'
import { setStage, type Stage } from './stage.ts'

/** How many events the arms send in a round, and how many connections single events come over. */
type Size = {
  readonly stream: number
  readonly single: number
  readonly bulk: number
  readonly connections: number
}

const CALL = 1_000
const BULK = 500
/** The naive way is so much slower that it does a part of the stream. */
const NAIVE_PART = 20

/** The whole path of intake, against one transaction for each event, and against COPY of the rows alone. */
const wholeIntake = (stage: Stage, { stream }: Size): Comparison => ({
  code: 'B1',
  question: 'events through the whole path, in calls of 1,000; 1 % twice, 1 % out of order',
  own: ownArm('own', stage, streamed('own', stream, CALL, 2)),
  peers: [
    {
      arm: ownArm('one transaction per event', stage, streamed('naive', stream / NAIVE_PART, 1, 1)),
      goal: { atLeast: 12 },
    },
    { arm: copyArm(stage, streamed('copy', stream, CALL * 10, 1)), goal: { atLeast: 0.25 } },
  ],
})

/** One event per mutation, durable before the answer. */
const singleEvents = (stage: Stage, { single, connections }: Size): Comparison => {
  const load = (name: string): Load => plain(name, single, 1, connections)
  return {
    code: 'B2',
    question: `one event per mutation over ${connections} connections, durable before the answer`,
    own: ownArm('own', stage, load('own')),
    peers: [
      { arm: peerArm('yoga', stage, load('yoga')), goal: { atLeast: 4 } },
      { arm: autocommitArm(stage, load('autocommit')), goal: { atLeast: 3 } },
      { arm: peerArm('mercurius', stage, load('mercurius')), goal: null },
      { arm: postgraphileArm(stage, load('postgraphile')), goal: null },
    ],
  }
}

/** A mutation of 500 events with the whole path behind it, against an insert and nothing else. */
const bulkMutation = (stage: Stage, { bulk }: Size): Comparison => {
  const load = (name: string): Load => plain(name, bulk, BULK, 2)
  return {
    code: 'B3',
    question: 'mutations of 500 events with the whole path',
    own: ownArm('own', stage, load('own')),
    peers: [
      { arm: unnestArm(stage, load('unnest')), goal: { atLeast: 0.5 } },
      { arm: peerArm('mercurius', stage, load('mercurius')), goal: null },
    ],
  }
}

const sizeOf = ({ events, rounds, connections }: Ground): Size => {
  const perRound = Math.max(1_000, Math.floor(events / rounds / 1_000) * 1_000)
  return { stream: perRound, single: Math.floor(perRound / 5), bulk: perRound, connections }
}

const benchOf = (code: string, comparison: (stage: Stage, size: Size) => Comparison): Bench => ({
  code,
  run: async (ground) => [await compare(comparison(await setStage(ground), sizeOf(ground)), ground)],
})

/** The benchmarks of intake. */
export const intake: readonly Bench[] = [
  benchOf('B1', wholeIntake),
  benchOf('B2', singleEvents),
  benchOf('B3', bulkMutation),
]

const nameOf = (code: string, arm: string, round: number): string => `bench ${code} ${arm} ${round}`

const plain = (name: string, total: number, events: number, width: number): Load => {
  const operations = Math.floor(total / events)
  return {
    operations,
    width,
    events,
    expected: operations * events,
    eventsOf: (round, n) =>
      Array.from({ length: events }, (_, at) => madeUpEvent(nameOf(`by ${events}`, name, round), n * events + at)),
  }
}

const streamed = (name: string, total: number, most: number, width: number): Load => {
  const events = Math.min(total, most)
  const expected = distinct(madeUpStream(name, total))
  let made: { readonly round: number; readonly stream: ReturnType<typeof madeUpStream> } | undefined
  return {
    operations: total / events,
    width,
    events,
    expected,
    eventsOf: (round, n) => {
      if (made?.round !== round) made = { round, stream: madeUpStream(nameOf('stream', name, round), total) }
      return made.stream.slice(n * events, (n + 1) * events)
    },
  }
}
