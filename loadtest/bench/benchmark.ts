import type { Arm, Round } from './arm.ts'
import { runRound } from './arm.ts'
import { spreadOf, type Spread } from './spread.ts'

/** A question, its own arm and those that it is measured against. */
export type Benchmark = {
  readonly code: string
  readonly question: string
  readonly own: Arm
  readonly peers: readonly { readonly arm: Arm; readonly goal: number | null }[]
}

type Figures = { readonly eventsPerSecond: Spread; readonly processorMs: Spread; readonly p99: Spread }
type Compared = { readonly against: string; readonly ratio: Spread; readonly goal: number | null }

/** What came of a benchmark. Only the ratios mean something on another machine. */
export type Outcome = {
  readonly code: string
  readonly question: string
  readonly arms: Readonly<Record<string, Figures>>
  readonly ratios: readonly Compared[]
}

/** Runs the arms in turn, round by round, the first unmeasured; a ratio is of the two arms of one round. */
export const runBenchmark = async (
  { code, question, own, peers }: Benchmark,
  rounds: number,
  onRound: (round: number) => void,
  stopping: AbortSignal,
): Promise<Outcome> => {
  const arms = [own, ...peers.map(({ arm }) => arm)]
  const found = new Map<Arm, Round[]>(arms.map((arm) => [arm, []]))
  for (let round = -1; round < rounds; round++) {
    for (const arm of round % 2 === 0 ? arms : arms.toReversed()) {
      const measured = await runRound(arm, round, stopping)
      if (round >= 0) found.get(arm)?.push(measured)
    }
    onRound(round + 1)
  }
  const of = (arm: Arm): readonly Round[] => found.get(arm) ?? []
  return {
    code,
    question,
    arms: Object.fromEntries(arms.map((arm) => [arm.name, figuresOf(of(arm))])),
    ratios: peers.map(({ arm, goal }) => {
      const ratios = of(own).map((mine, n) => mine.eventsPerSecond / (of(arm)[n]?.eventsPerSecond ?? Number.NaN))
      return { against: arm.name, ratio: spreadOf(ratios), goal }
    }),
  }
}

const figuresOf = (rounds: readonly Round[]): Figures => ({
  eventsPerSecond: spreadOf(rounds.map(({ eventsPerSecond }) => eventsPerSecond)),
  processorMs: spreadOf(rounds.map(({ processorMs }) => processorMs)),
  p99: spreadOf(rounds.map(({ p99 }) => p99)),
})
