import type { Check, Compared, Figures, Outcome } from '../outcome.ts'
import { spreadOf, type Spread } from '../spread.ts'
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
type Part = (parts: Round['alone']) => Delivered

/** What is told of the events that were published at once, or of those one by one. */
export const outcomeOf = (
  pattern: Pattern,
  { scene, consoles, arms, against, ...sizes }: FanOut,
  found: Map<string, Round[]>,
): Outcome => {
  const part: Part = ({ together, apart }) => (pattern === 'coalesced' ? together : apart)
  const of = (name: string): readonly Round[] => found.get(name) ?? []
  const events = pattern === 'coalesced' ? `${sizes.together} at once` : `${sizes.apart} one by one`
  return {
    code: `B5 ${consoles} ${pattern}${scene.classes.length > 1 ? ' mixed' : ''}`,
    question: `events to ${consoles} consoles, ${scene.name}, ${events}; a delivery is one event that reaches one console`,
    arms: Object.fromEntries(arms.map(({ name }) => [name, figuresOf(part, of(name))])),
    ratios: against.flatMap((pair) => comparedOf(pair, pattern, { part, of })),
    checks: arms
      .filter(({ subscribers }) => subscribers === undefined)
      .map(({ name }) => checkOf(name, of(name).map(part))),
  }
}

/** Microseconds of the server's processor time for one event that reaches one console. */
export const perDelivery = ({ serverMs, verdict }: Delivered): number => (serverMs * 1000) / verdict.delivered

/** A ratio of all that the server does, and one without what it does when nobody follows, such as storing events. */
const comparedOf = (
  { own, peer, ...goals }: Against,
  pattern: Pattern,
  { part, of }: { readonly part: Part; readonly of: (name: string) => readonly Round[] },
): readonly Compared[] => {
  const ratioOf = (figure: (round: Round) => number): Spread =>
    spreadOf(
      of(own).map((mine, n) => {
        const theirs = of(peer)[n]
        return theirs === undefined ? Number.NaN : figure(mine) / figure(theirs)
      }),
    )
  const net = (round: Round): number => perDelivery(part(round)) - alone(part, round)
  const goal = goals[pattern]
  return [
    {
      against: peer,
      of: `processor per delivery, ${own}`,
      ratio: ratioOf((round) => perDelivery(part(round))),
      goal: goal === null ? null : { atMost: goal },
    },
    { against: peer, of: `the same beyond that without consoles, ${own}`, ratio: ratioOf(net), goal: null },
  ]
}

/** What the server does for as many events when nobody follows, for each delivery in microseconds. */
const alone = (part: Part, round: Round): number => (part(round.alone).serverMs * 1000) / part(round).verdict.delivered

const figuresOf = (part: Part, rounds: readonly Round[]): Figures => {
  const spread = (of: (delivered: Delivered, round: Round) => number) =>
    spreadOf(rounds.map((round) => of(part(round), round)))
  return {
    'µs of processor per delivery': spread(perDelivery),
    'of it without consoles': spread((_, round) => alone(part, round)),
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
