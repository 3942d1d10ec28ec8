import type { Bench, Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { startCrowd } from './crowd.ts'
import { commitsOfCases, commitsOfPeer } from './commit-times.ts'
import { fanOut } from './fan-out.ts'
import type { Against, FanOut } from './fan-out-outcome.ts'
import { idleLatency, type TimedArm } from './idle-latency.ts'
import { loadLatency } from './load-latency.ts'
import { mostOpenFiles } from './process-memory.ts'
import { MIXED, SAME, withoutPeople, type Scene } from './scene.ts'
import { ownArm, peerArm, type StreamArm } from './stream-arm.ts'
import { setStreamStage, type StreamStage } from './stream-stage.ts'

/** Files that a process of the benchmark has open beside its sockets, at most. */
const OTHER_FILES = 500
const GOALS: readonly Against[] = [
  { own: 'own', peer: 'graphql-ws', coalesced: 1 / 40, single: 1 / 3 },
  { own: 'own', peer: 'ws and JSON.stringify', coalesced: null, single: null },
  { own: 'own over SSE', peer: 'Yoga over SSE', coalesced: null, single: null },
]

/** How much of what: in a quick run some seconds for each arm. */
const sizeOf = ({ quick }: Ground, consoles: number): Pick<FanOut, 'consoles' | 'together' | 'apart'> => {
  const [together, apart] = quick ? [100_000, 10_000] : [500_000, 50_000]
  return { consoles, together: Math.max(100, together / consoles), apart: Math.max(10, apart / consoles) }
}

/** A round of streams takes long, since it opens its consoles anew. */
const roundsOf = ({ quick, rounds }: Ground): number => (quick ? 1 : rounds)

const wantedOf = (ground: Ground, arms: readonly StreamArm[], mixed: Scene): readonly FanOut[] => {
  const most = mostOpenFiles() - OTHER_FILES
  const sizes = (ground.quick ? [500] : [1_000, 5_000, 10_000]).filter((consoles) => {
    if (consoles <= most) return true
    ground.say(`B5 with ${consoles} consoles is left out: a process may open ${most + OTHER_FILES} files (ulimit -n).`)
    return false
  })
  const sockets = arms.filter(({ name }) => name === 'own' || name === 'graphql-ws')
  const few = { arms: sockets, against: GOALS.slice(0, 1) }
  const everybody = ground.quick ? few : { arms, against: GOALS }
  return [
    ...sizes.map((consoles): FanOut => ({ ...sizeOf(ground, consoles), scene: SAME, ...everybody })),
    ...sizes.map((consoles): FanOut => ({ ...sizeOf(ground, consoles), scene: mixed, ...few })),
  ]
}

/** One alert to many consoles. */
const toManyConsoles: Bench = {
  code: 'B5',
  run: async (ground) => {
    const stage = await setStreamStage(ground)
    const arms = [
      ownArm('ws', stage.server, stage.own),
      ownArm('sse', stage.server, stage.own),
      peerArm('graphql-ws', 'ws', await stage.peer('graphql-ws', 4392)),
      peerArm('Yoga over SSE', 'sse', await stage.peer('yoga-sse', 4393)),
      peerArm('ws and JSON.stringify', 'ws', await stage.peer('bare-ws', 4394)),
    ]
    const { forPeople } = stage.own.document
    if (!forPeople) ground.say('The console is not built: people, who run its documents only, are left out of the mix.')
    const crowd = startCrowd(ground)
    const outcomes: Outcome[] = []
    for (const wanted of wantedOf(ground, arms, forPeople ? MIXED : withoutPeople(MIXED))) {
      outcomes.push(...(await fanOut(ground, crowd, roundsOf(ground), wanted)))
    }
    return outcomes
  },
}

const pollingArm = async (stage: StreamStage): Promise<TimedArm> => {
  const polled = await stage.peer('graphql-ws', 4393, { SOURCE: 'poll' })
  return { arm: peerArm('poll every 50 ms', 'ws', polled), commits: commitsOfPeer(stage.database.pool, 'poll') }
}

/** How long it takes from commit to frame. */
const inTime: Bench = {
  code: 'B6',
  run: async (ground) => {
    const stage = await setStreamStage(ground)
    const { pool } = stage.database
    const notified = await stage.peer('graphql-ws', 4392, { SOURCE: 'notify' })
    const own: TimedArm = { arm: ownArm('ws', stage.server, stage.own), commits: commitsOfCases(pool) }
    const crowd = startCrowd(ground)
    const idle = await idleLatency(
      ground,
      crowd,
      [
        own,
        { arm: peerArm('NOTIFY per commit', 'ws', notified), commits: commitsOfPeer(pool, 'notify') },
        ...(ground.quick ? [] : [await pollingArm(stage)]),
      ],
      { rounds: roundsOf(ground), events: ground.quick ? 40 : 300, consoles: 100 },
    )
    const seconds = (ground.minutes ?? (ground.quick ? 1 / 6 : 10)) * 60
    const size = ground.quick
      ? { consoles: 500, wanted: 20_000, seconds, trialSeconds: 3 }
      : { consoles: 5_000, wanted: 200_000, seconds, trialSeconds: 20 }
    return [idle, await loadLatency(ground, crowd, own, size)]
  },
}

/** The benchmarks of streams. */
export const streams: readonly Bench[] = [toManyConsoles, inTime]
