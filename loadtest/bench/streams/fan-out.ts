import { setTimeout as pause } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import type { Check, Compared, Figures, Outcome } from '../outcome.ts'
import { processorMs } from '../processor-time.ts'
import { spreadOf } from '../spread.ts'
import type { Crowd } from './crowd.ts'
import { burst, closeConsoles, openConsoles, spaced, type Delivered } from './delivery.ts'
import { forgetPeak, peakMb } from './process-memory.ts'
import type { Scene } from './scene.ts'
import type { StreamArm } from './stream-arm.ts'
import { isWhole } from './tally.ts'

/** What is measured at once: arms that are followed by so many consoles. */
export type FanOut = {
  readonly scene: Scene
  readonly consoles: number
  /** Events that are published at once, and one by one. */
  readonly together: number
  readonly apart: number
  /** Ours first. */
  readonly arms: readonly StreamArm[]
  /** Whom each of ours is compared with: by name, with what its processor time should come to. */
  readonly against: readonly Against[]
}

/** One of ours beside a peer. */
export type Against = {
  readonly own: string
  readonly peer: string
  readonly coalesced: number | null
  readonly single: number | null
}

/** One round of one arm. */
type Round = {
  readonly together: Delivered
  readonly apart: Delivered
  readonly idleMs: number
  readonly peakMb: number
}

/** Milliseconds for which nothing happens but what a server does for consoles that wait. */
const IDLE_MS = 2_000
const WARM_UP = 50

/** Runs the arms in turn, round by round; each round opens its consoles anew and begins with a burst that is not measured. */
export const fanOut = async (
  ground: Ground,
  crowd: Crowd,
  rounds: number,
  wanted: FanOut,
): Promise<readonly Outcome[]> => {
  const found = new Map<string, Round[]>(wanted.arms.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const arm of round % 2 === 0 ? wanted.arms : wanted.arms.toReversed()) {
      ground.stopping.throwIfAborted()
      const measured = await runRound(crowd, arm, wanted)
      found.get(arm.name)?.push(measured)
      const [together, apart] = [measured.together, measured.apart].map((one) => perDelivery(one).toFixed(2))
      const where = `B5 ${wanted.consoles} consoles, ${wanted.scene.name}, round ${round + 1} of ${rounds}`
      ground.say(`${where}: ${arm.name} ${together} µs together, ${apart} µs apart`)
    }
  }
  return [outcomeOf('coalesced', wanted, found), outcomeOf('single', wanted, found)]
}

let runs = 0

const runRound = async (crowd: Crowd, arm: StreamArm, { scene, consoles, together, apart }: FanOut): Promise<Round> => {
  const { pid } = arm.server
  const run = `B5-${process.pid}-${++runs}`
  forgetPeak(pid)
  await openConsoles(crowd, arm, scene, consoles)
  await burst(crowd, { arm, scene, run: `${run}-w`, events: WARM_UP })
  await spaced(crowd, { arm, scene, run: `${run}-v`, events: 3 })
  const before = processorMs(pid)
  await pause(IDLE_MS)
  const idleMs = ((processorMs(pid) - before) / IDLE_MS) * 1000
  const found = {
    together: await burst(crowd, { arm, scene, run: `${run}-b`, events: together }),
    apart: await spaced(crowd, { arm, scene, run: `${run}-s`, events: apart }),
    idleMs,
    peakMb: peakMb(pid),
  }
  await closeConsoles(crowd, arm)
  return found
}

type Pattern = 'coalesced' | 'single'

const outcomeOf = (
  pattern: Pattern,
  { scene, consoles, arms, against, ...sizes }: FanOut,
  found: Map<string, Round[]>,
): Outcome => {
  const of = (name: string): readonly Delivered[] =>
    (found.get(name) ?? []).map(({ together, apart }) => (pattern === 'coalesced' ? together : apart))
  const events = pattern === 'coalesced' ? `${sizes.together} at once` : `${sizes.apart} one by one`
  return {
    code: `B5 ${consoles} ${pattern}${scene.classes.length > 1 ? ' mixed' : ''}`,
    question: `events to ${consoles} consoles, ${scene.name}, ${events}; a delivery is one event that reaches one console`,
    arms: Object.fromEntries(arms.map(({ name }) => [name, figuresOf(of(name), found.get(name) ?? [])])),
    ratios: against.map((pair) => comparedOf(pattern, pair, of)),
    checks: arms.filter(({ subscribers }) => subscribers === undefined).map(({ name }) => checkOf(name, of(name))),
  }
}

const perDelivery = ({ serverMs, verdict }: Delivered): number => (serverMs * 1000) / verdict.delivered

const comparedOf = (
  pattern: Pattern,
  { own, peer, ...goals }: Against,
  of: (name: string) => readonly Delivered[],
): Compared => {
  const ratios = of(own).map((mine, n) => {
    const theirs = of(peer)[n]
    return theirs === undefined ? Number.NaN : perDelivery(mine) / perDelivery(theirs)
  })
  const goal = goals[pattern]
  const ratio = spreadOf(ratios)
  return { against: peer, of: `processor per delivery, ${own}`, ratio, goal: goal === null ? null : { atMost: goal } }
}

const figuresOf = (delivered: readonly Delivered[], rounds: readonly Round[]): Figures => ({
  'µs of processor per delivery': spreadOf(delivered.map(perDelivery)),
  'deliveries a second': spreadOf(delivered.map(({ verdict, ms }) => (verdict.delivered / ms) * 1000)),
  'events a frame': spreadOf(delivered.map(({ verdict, frames }) => verdict.delivered / frames)),
  'bytes a delivery': spreadOf(delivered.map(({ verdict, bytes }) => bytes / verdict.delivered)),
  'ms of processor a second when idle': spreadOf(rounds.map(({ idleMs }) => idleMs)),
  'MB at most': spreadOf(rounds.map((round) => round.peakMb)),
})

const checkOf = (name: string, delivered: readonly Delivered[]): Check => {
  const sum = (part: 'expected' | 'lost' | 'doubled' | 'misordered' | 'strayed'): number =>
    delivered.reduce((total, { verdict }) => total + verdict[part], 0)
  const failures = delivered.flatMap((one) => one.failures)
  const said = `${name}: of ${sum('expected')} deliveries ${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('misordered')} out of order, ${sum('strayed')} astray, ${failures.length} consoles ended${failures.length > 0 ? ` (${failures[0]})` : ''}`
  return { said, holds: failures.length === 0 && delivered.every(({ verdict }) => isWhole(verdict)) }
}
