import type { Ground } from '../ground.ts'
import type { Figures, Goal, Outcome } from '../outcome.ts'
import { processorMs } from '../processor-time.ts'
import { spreadOf } from '../spread.ts'
import { burstFor, type Stage } from './stage.ts'

/** Something that goes on while a source reports, and how it is ended. */
export type Beside = {
  readonly code: string
  readonly question: string
  /** How long it goes on in a round. */
  readonly seconds: number
  readonly begin: () => Promise<() => Promise<void>>
}

/** At most a fifth less. */
const GOAL: Goal = { atLeast: 0.8 }
/** The same without it needs no longer. */
const MOST_SECONDS = 15

/** What a burst came to. */
type Burst = { readonly perSecond: number; readonly processorMs: number }

/** Reports with something beside it, and before and after that without; compares how much came through. */
export const withAndWithout = async (
  ground: Ground,
  stage: Stage,
  { code, question, seconds, begin }: Beside,
): Promise<Outcome> => {
  const beside: Burst[] = []
  const plain: Burst[] = []
  const reportPlain = async (): Promise<void> => {
    plain.push(await burst(ground, stage, Math.min(seconds, MOST_SECONDS)))
  }
  await burst(ground, stage, Math.min(seconds, MOST_SECONDS)) // unmeasured
  await reportPlain()
  for (let round = 0; round < ground.rounds; round++) {
    const end = await begin()
    beside.push(await burst(ground, stage, seconds).finally(end))
    await reportPlain()
    ground.say(`${code} ${round + 1}/${ground.rounds}`)
  }
  const ratios = beside.map(({ perSecond }, n) => perSecond / mean(plain.slice(n, n + 2)))
  return {
    code,
    question,
    arms: { with: figuresOf(beside), without: figuresOf(plain) },
    ratios: [{ against: 'without', of: 'events a second', ratio: spreadOf(ratios), goal: GOAL }],
  }
}

const burst = async ({ stopping }: Ground, stage: Stage, seconds: number): Promise<Burst> => {
  const before = processorMs(stage.api().pid)
  const sent = await burstFor(stage, seconds, stopping)
  const used = processorMs(stage.api().pid) - before
  return { perSecond: sent.events / sent.seconds, processorMs: used / sent.events }
}

const mean = (bursts: readonly Burst[]): number =>
  bursts.reduce((sum, { perSecond }) => sum + perSecond, 0) / bursts.length

const figuresOf = (bursts: readonly Burst[]): Figures => ({
  'events a second': spreadOf(bursts.map(({ perSecond }) => perSecond)),
  'ms of processor of the server per event': spreadOf(bursts.map(({ processorMs: ms }) => ms)),
})
