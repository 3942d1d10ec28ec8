import { ownArm as intakeArm } from '../bench/intake/arms.ts'
import { plain, streamed } from '../bench/intake/loads.ts'
import { setStage as setIntakeStage } from '../bench/intake/stage.ts'
import { runRound } from '../bench/arm.ts'
import type { Ground } from '../bench/ground.ts'
import { runRound as readRound } from '../bench/reads/measure.ts'
import { armOf } from '../bench/reads/reads.ts'
import { setStage as setReadStage } from '../bench/reads/stage.ts'
import { WORKS as READS, type Work } from '../bench/reads/works.ts'
import { startCrowd } from '../bench/streams/crowd.ts'
import { burst, openConsoles, spaced } from '../bench/streams/delivery.ts'
import { SAME } from '../bench/streams/scene.ts'
import { ownArm as streamArm } from '../bench/streams/stream-arm.ts'
import { setStreamStage } from '../bench/streams/stream-stage.ts'

/** A server that is up, and its work: `drive` lets it work for so many milliseconds and gives how many operations it did. */
export type Driven = { readonly pid: number; readonly drive: (ms: number) => Promise<number> }

/** Sets a work up. */
type SetUp = (ground: Ground) => Promise<Driven>

const CONNECTIONS = { single: 128, bulk: 2, read: 16 } as const
const CONSOLES = 1_000

/** Repeats something that tells how many operations it was, until the time is over. */
const repeated =
  (once: (round: number) => Promise<number>) =>
  async (ms: number): Promise<number> => {
    const begun = performance.now()
    let operations = 0
    while (performance.now() - begun < ms) operations += await once(++rounds)
    return operations
  }
let rounds = 0

/** Mutations of so many events; an operation is one event. */
const intake =
  (loadOf: () => ReturnType<typeof plain>): SetUp =>
  async (ground) => {
    const stage = await setIntakeStage(ground)
    const arm = intakeArm('own', stage, loadOf())
    const once = async (round: number): Promise<number> => {
      await runRound(arm, round, ground.stopping)
      return arm.expected
    }
    return { pid: stage.server.pid, drive: repeated(once) }
  }

/** Reads; an operation is one answer. */
const reads =
  (work: Work): SetUp =>
  async (ground) => {
    const stage = await setReadStage(ground)
    const { postmaster, servers } = stage
    const drive = async (ms: number): Promise<number> => {
      const pace = { connections: CONNECTIONS.read, ms, postmaster }
      const { perSecond } = await readRound(armOf(stage, work, 'own'), pace, ground.stopping)
      return Math.round((perSecond * ms) / 1000)
    }
    return { pid: servers.own.pid, drive }
  }

/** Ends of cases that consoles follow; an operation is one delivery. */
const streams =
  (deliver: typeof spaced, events: number): SetUp =>
  async (ground) => {
    const { server, own } = await setStreamStage(ground)
    const arm = streamArm('ws', server, own)
    const crowd = startCrowd(ground)
    await openConsoles(crowd, arm, SAME, CONSOLES)
    const once = async (round: number): Promise<number> => {
      await deliver(crowd, { arm, scene: SAME, run: `profile-${process.pid}-${round}`, events })
      return events * CONSOLES
    }
    return { pid: server.pid, drive: repeated(once) }
  }

/** What can be profiled, by the name under which it is kept. */
export const WORKS: Readonly<Record<string, SetUp>> = {
  'b1-stream': intake(() => streamed('own', 40_000, 1_000, CONNECTIONS.bulk)),
  'b2-single': intake(() => plain('single', 'own', 6_000, 1, CONNECTIONS.single)),
  'b3-bulk': intake(() => plain('bulk', 'own', 20_000, 500, CONNECTIONS.bulk)),
  ...Object.fromEntries(READS.map((work) => [`b4-${work.name}`, reads(work)])),
  'b5-single': streams(spaced, 30),
  'b5-coalesced': streams(burst, 200),
}
