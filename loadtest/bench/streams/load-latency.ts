import { setTimeout as pause } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import type { Compared, Outcome } from '../outcome.ts'
import { processorMs } from '../processor-time.ts'
import { spreadOf } from '../spread.ts'
import type { Crowd } from './crowd.ts'
import { closeConsoles, openConsoles } from './delivery.ts'
import { latenciesOf, quantileOf, thirdsOf, type Latencies } from './latencies.ts'
import type { TimedArm } from './idle-latency.ts'
import { forgetPeak, peakMb } from './process-memory.ts'
import { SAME } from './scene.ts'
import { isWhole, type Verdict } from './tally.ts'

/** How long how many are told how much. */
export type LoadSize = {
  readonly consoles: number
  /** Deliveries a second that are wanted in all. */
  readonly wanted: number
  readonly seconds: number
  /** Each rate is tried for so long before the run, the wanted one first. */
  readonly trialSeconds: number
}

/** One console in so many has the time of its deliveries kept. */
const SAMPLED = 25
/** The latency may grow so far from the first third to the last. */
const GROWTH = 1.2
/** Parts of the wanted rate that are tried, until one is held. */
const PARTS = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05]
/** A rate is held when all has come so soon after the last event was published. */
const TAIL_MS = 1_000
const PATIENCE_MS = 60_000

type Stretch = {
  readonly latencies: Latencies
  readonly verdict: Verdict
  readonly failures: readonly string[]
  /** Deliveries a second that came. */
  readonly rate: number
  /** Whether they came as fast as they were to be published. */
  readonly isHeld: boolean
  readonly eventsAFrame: number
  /** Shares of one processor, in per cent. */
  readonly server: number
  readonly consoles: number
  readonly peakMb: number
}

/** Holds a rate for long, and looks whether the way from commit to frame becomes longer. */
export const loadLatency = async (ground: Ground, crowd: Crowd, one: TimedArm, size: LoadSize): Promise<Outcome> => {
  await openConsoles(crowd, one.arm, SAME, size.consoles)
  let tried = 0
  const hold = (part: number, seconds: number): Promise<Stretch> => {
    const perSecond = (size.wanted * part) / size.consoles
    return runStretch(ground.stopping, crowd, one, `B6-load-${process.pid}-${++tried}`, perSecond, seconds)
  }
  await hold(0.1, size.trialSeconds) // to warm up
  let held = PARTS.at(-1) ?? 0
  for (const part of PARTS) {
    ground.stopping.throwIfAborted()
    const found = await hold(part, size.trialSeconds)
    ground.say(`B6 under load, tried: ${saidOf(found, size.wanted * part)}`)
    if (!found.isHeld) continue
    held = part
    break
  }
  const found = await hold(held, size.seconds)
  ground.say(`B6 under load: ${saidOf(found, size.wanted * held)}`)
  await closeConsoles(crowd, one.arm)
  return outcomeOf(size, found)
}

const runStretch = async (
  stopping: AbortSignal,
  crowd: Crowd,
  { arm, commits }: TimedArm,
  run: string,
  perSecond: number,
  seconds: number,
): Promise<Stretch> => {
  const events = Math.max(9, Math.round(perSecond * seconds))
  await arm.prepare(SAME, run, events)
  await pause(1_000)
  await crowd.count(events, SAME.classes.length, SAMPLED)
  forgetPeak(arm.server.pid)
  const [server, consoles, begun] = [processorMs(arm.server.pid), processorMs(crowd.pid), performance.now()]
  const publishing: Promise<void>[] = []
  for (let number = 0; number < events; number++) {
    const early = begun + (number * 1000) / perSecond - performance.now()
    if (early > 0) await pause(early, undefined, { signal: stopping })
    stopping.throwIfAborted()
    const sent = arm.publish(SAME, run, [number])
    sent.catch(() => undefined) // thrown when all are waited for
    publishing.push(sent)
  }
  await Promise.all(publishing)
  await crowd.wait(events, PATIENCE_MS)
  const ms = performance.now() - begun
  const shareOf = (pid: number, before: number): number => ((processorMs(pid) - before) / ms) * 100
  const told = await crowd.tell()
  const { verdict, arrivals, failures } = told
  return {
    latencies: verdict.lost === 0 ? latenciesOf(await commits(run, events), arrivals) : [],
    verdict,
    failures,
    rate: (verdict.delivered / ms) * 1000,
    isHeld: isWhole(verdict) && ms <= seconds * 1000 + TAIL_MS,
    eventsAFrame: verdict.delivered / told.frames,
    server: shareOf(arm.server.pid, server),
    consoles: shareOf(crowd.pid, consoles),
    peakMb: peakMb(arm.server.pid),
  }
}

const growthOf = ({ latencies }: Stretch): number => {
  const [first, last] = thirdsOf(latencies).map((third) => quantileOf(third, 0.5))
  return (last ?? Number.NaN) / (first ?? Number.NaN)
}

const saidOf = (found: Stretch, wanted: number): string =>
  `${Math.round(found.rate)} of ${Math.round(wanted)} deliveries a second, median ${quantileOf(found.latencies, 0.5).toFixed(1)} ms, growth ${growthOf(found).toFixed(2)}`

const one = (value: number) => spreadOf([value])

const outcomeOf = ({ consoles, wanted, seconds }: LoadSize, found: Stretch): Outcome => {
  const { verdict, latencies, failures } = found
  const ratios: readonly Compared[] = [
    {
      against: `${wanted} a second`,
      of: 'deliveries a second',
      ratio: one(found.rate / wanted),
      goal: { atLeast: 0.95 },
    },
    {
      against: 'the first third',
      of: 'median of the last third',
      ratio: one(growthOf(found)),
      goal: { atMost: GROWTH },
    },
  ]
  const figures = {
    'deliveries a second': one(found.rate),
    'p50, ms': one(quantileOf(latencies, 0.5)),
    'p99, ms': one(quantileOf(latencies, 0.99)),
    'events a frame': one(found.eventsAFrame),
    'server, % of a processor': one(found.server),
    'consoles, % of a processor': one(found.consoles),
    'MB at most': one(found.peakMb),
  }
  const said = `of ${verdict.expected} deliveries ${verdict.lost} lost, ${verdict.doubled} doubled, ${verdict.misordered} out of order; ${failures.length} consoles ended`
  return {
    code: 'B6 load',
    question: `from commit to frame at ${consoles} consoles for ${seconds} s, at the highest rate that was held`,
    arms: { own: figures },
    ratios,
    checks: [{ said, holds: isWhole(verdict) && failures.length === 0 }],
  }
}
