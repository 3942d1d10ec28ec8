import type { Arm, Round } from './arm.ts'
import { runRound } from './arm.ts'
import type { Ground } from './ground.ts'
import type { Figures, Goal, Outcome } from './outcome.ts'
import { spreadOf } from './spread.ts'

/** A question, its own arm and those that it is measured against. */
export type Comparison = {
  readonly code: string
  readonly question: string
  readonly own: Arm
  /** Those without a goal are for information, and left out of quick runs. */
  readonly peers: readonly { readonly arm: Arm; readonly goal: Goal | null }[]
}

/** What ratios of such comparisons are of. */
const THROUGHPUT = 'events a second'

/** Runs the arms in turn, round by round, the first unmeasured; a ratio is of the two arms of one round. */
export const compare = async ({ code, question, own, peers: all }: Comparison, ground: Ground): Promise<Outcome> => {
  const peers = ground.quick ? all.filter(({ goal }) => goal !== null) : all
  const arms = [own, ...peers.map(({ arm }) => arm)]
  const found = new Map<Arm, Round[]>(arms.map((arm) => [arm, []]))
  for (let round = -1; round < ground.rounds; round++) {
    for (const arm of round % 2 === 0 ? arms : arms.toReversed()) {
      const measured = await runRound(arm, round, ground.stopping)
      if (round >= 0) found.get(arm)?.push(measured)
    }
    ground.say(`${code} ${'█'.repeat(round + 1)}${'░'.repeat(ground.rounds - round - 1)} ${round + 1}/${ground.rounds}`)
  }
  const of = (arm: Arm): readonly Round[] => found.get(arm) ?? []
  return {
    code,
    question,
    arms: Object.fromEntries(arms.map((arm) => [arm.name, figuresOf(of(arm))])),
    ratios: peers.map(({ arm, goal }) => {
      const ratios = of(own).map((mine, n) => mine.eventsPerSecond / (of(arm)[n]?.eventsPerSecond ?? Number.NaN))
      return { against: arm.name, of: THROUGHPUT, ratio: spreadOf(ratios), goal }
    }),
  }
}

const figuresOf = (rounds: readonly Round[]): Figures => ({
  [THROUGHPUT]: spreadOf(rounds.map(({ eventsPerSecond }) => eventsPerSecond)),
  'ms of processor per event': spreadOf(rounds.map(({ processorMs }) => processorMs)),
  ...(rounds.some(({ databaseMs }) => databaseMs > 0)
    ? { 'ms of PostgreSQL per event': spreadOf(rounds.map(({ databaseMs }) => databaseMs)) }
    : {}),
  'p99, ms': spreadOf(rounds.map(({ p99 }) => p99)),
})
