import type { Check, Compared, Figures, Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import type { Delivered } from './delivery.ts'
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
export type Round = {
  readonly together: Delivered
  readonly apart: Delivered
  /** The same with nobody there. */
  readonly alone: { readonly together: Delivered; readonly apart: Delivered }
  readonly idleMs: number
  readonly peakMb: number
}

type Pattern = 'coalesced' | 'single'

/** What is told of the events that were published at once, or of those one by one. */
export const outcomeOf = (
  pattern: Pattern,
  { scene, consoles, arms, against, ...sizes }: FanOut,
  found: Map<string, Round[]>,
): Outcome => {
  const part = ({ together, apart }: Round['alone']): Delivered => (pattern === 'coalesced' ? together : apart)
  const of = (name: string): readonly Delivered[] => (found.get(name) ?? []).map(part)
  const events = pattern === 'coalesced' ? `${sizes.together} at once` : `${sizes.apart} one by one`
  return {
    code: `B5 ${consoles} ${pattern}${scene.classes.length > 1 ? ' mixed' : ''}`,
    question: `events to ${consoles} consoles, ${scene.name}, ${events}; a delivery is one event that reaches one console`,
    arms: Object.fromEntries(arms.map(({ name }) => [name, figuresOf(part, found.get(name) ?? [])])),
    ratios: against.map((pair) => comparedOf(pattern, pair, of)),
    checks: arms.filter(({ subscribers }) => subscribers === undefined).map(({ name }) => checkOf(name, of(name))),
  }
}

/** Microseconds of the server's processor time for one event that reaches one console. */
export const perDelivery = ({ serverMs, verdict }: Delivered): number => (serverMs * 1000) / verdict.delivered

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

const figuresOf = (part: (parts: Round['alone']) => Delivered, rounds: readonly Round[]): Figures => {
  const spread = (of: (delivered: Delivered, round: Round) => number) =>
    spreadOf(rounds.map((round) => of(part(round), round)))
  return {
    'µs of processor per delivery': spread(perDelivery),
    'of it without consoles': spread(({ verdict }, { alone }) => (part(alone).serverMs * 1000) / verdict.delivered),
    'deliveries a second': spread(({ verdict, ms }) => (verdict.delivered / ms) * 1000),
    'events a frame': spread(({ verdict, frames }) => verdict.delivered / frames),
    'bytes a delivery': spread(({ verdict, bytes }) => bytes / verdict.delivered),
    'ms of processor a second when idle': spread((_, { idleMs }) => idleMs),
    'MB at most': spread((_, round) => round.peakMb),
  }
}

const checkOf = (name: string, delivered: readonly Delivered[]): Check => {
  const sum = (part: 'expected' | 'lost' | 'doubled' | 'misordered' | 'strayed'): number =>
    delivered.reduce((total, { verdict }) => total + verdict[part], 0)
  const failures = delivered.flatMap((one) => one.failures)
  const said = `${name}: of ${sum('expected')} deliveries ${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('misordered')} out of order, ${sum('strayed')} astray, ${failures.length} consoles ended${failures.length > 0 ? ` (${failures[0]})` : ''}`
  return { said, holds: failures.length === 0 && delivered.every(({ verdict }) => isWhole(verdict)) }
}
