import { setTimeout as pause } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import type { Figures, Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import type { CommitTimes } from './commit-times.ts'
import type { Crowd } from './crowd.ts'
import { closeConsoles, openConsoles } from './delivery.ts'
import { latenciesOf, quantileOf, type Latencies } from './latencies.ts'
import { SAME } from './scene.ts'
import type { StreamArm } from './stream-arm.ts'
import { isWhole } from './tally.ts'

/** An arm whose commits are known afterwards. */
export type TimedArm = { readonly arm: StreamArm; readonly commits: CommitTimes }

/** How much is published, and to how many. */
export type IdleSize = { readonly rounds: number; readonly events: number; readonly consoles: number }

const WARM_UP = 20
const [SHORTEST_MS, LONGEST_MS] = [50, 250]
const PATIENCE_MS = 30_000

/** Single events at irregular times, with nothing else going on: ours first, then what it is compared with. */
export const idleLatency = async (
  ground: Ground,
  crowd: Crowd,
  arms: readonly TimedArm[],
  { rounds, events, consoles }: IdleSize,
): Promise<Outcome> => {
  const found = new Map<string, Latencies[]>(arms.map(({ arm }) => [arm.name, []]))
  for (let round = 0; round < rounds; round++) {
    const gaps = Array.from({ length: events }, () => SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS))
    for (const one of round % 2 === 0 ? arms : arms.toReversed()) {
      ground.stopping.throwIfAborted()
      const latencies = await runRound(crowd, one, consoles, gaps, `B6-${process.pid}-${round}`)
      found.get(one.arm.name)?.push(latencies)
      const [half, most] = [0.5, 0.99].map((part) => quantileOf(latencies, part).toFixed(1))
      ground.say(`B6 idle, round ${round + 1} of ${rounds}: ${one.arm.name} ${half} ms, p99 ${most} ms`)
    }
  }
  return outcomeOf(found, { rounds, events, consoles })
}

/** One arm with the given pauses between its events. @throws Error when not everything came, once and in order */
const runRound = async (
  crowd: Crowd,
  { arm, commits }: TimedArm,
  consoles: number,
  gaps: readonly number[],
  run: string,
): Promise<Latencies> => {
  await openConsoles(crowd, arm, SAME, consoles)
  await publishApart(crowd, arm, `${run}w`, gaps.slice(0, WARM_UP))
  await publishApart(crowd, arm, run, gaps)
  const { verdict, arrivals, failures } = await crowd.tell()
  await closeConsoles(crowd, arm)
  if (!isWhole(verdict)) throw new Error(`${arm.name}: ${JSON.stringify({ verdict, failures })}`)
  return latenciesOf(await commits(run, gaps.length), arrivals)
}

const publishApart = async (crowd: Crowd, arm: StreamArm, run: string, gaps: readonly number[]): Promise<void> => {
  await arm.prepare(SAME, run, gaps.length)
  await pause(LONGEST_MS)
  await crowd.count(gaps.length, SAME.classes.length, 1)
  const published = gaps.map(async (_, number) => {
    await pause(gaps.slice(0, number).reduce((sum, gap) => sum + gap, 0))
    await arm.publish(SAME, run, [number])
  })
  await Promise.all(published)
  await crowd.wait(gaps.length, PATIENCE_MS)
}

const outcomeOf = (
  found: ReadonlyMap<string, readonly Latencies[]>,
  { events, consoles, rounds }: IdleSize,
): Outcome => {
  const [own = '', ...peers] = found.keys()
  const last = (name: string): readonly number[] => (found.get(name) ?? []).map((one) => quantileOf(one, 0.99))
  return {
    code: 'B6 idle',
    question: `from commit to frame at ${consoles} consoles, ${events} single events 50 to 250 ms apart, ${rounds} times`,
    arms: Object.fromEntries(Array.from(found, ([name, measured]) => [name, figuresOf(measured)])),
    ratios: peers.map((peer, at) => ({
      against: peer,
      of: 'p99',
      ratio: spreadOf(last(own).map((mine, round) => mine / (last(peer)[round] ?? Number.NaN))),
      goal: at === 0 ? { atMost: 1.5 } : null,
    })),
  }
}

const figuresOf = (rounds: readonly Latencies[]): Figures =>
  Object.fromEntries(
    [0.5, 0.9, 0.99].map((part) => [`p${part * 100}, ms`, spreadOf(rounds.map((one) => quantileOf(one, part)))]),
  )
