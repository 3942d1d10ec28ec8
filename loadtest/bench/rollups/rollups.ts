import type { Bench, Ground } from '../ground.ts'
import type { Check, Compared, Goal, Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import { measureFreshness } from './freshness.ts'
import { isSame, makeView, readArms, type Answer, type ReadArm } from './read-arms.ts'
import { openSizedSets, type SizedSet } from './sized-set.ts'

/** An arm over one data set; `times` has the middle of each round, in milliseconds. */
type Measured = { readonly set: SizedSet; readonly arm: ReadArm; readonly times: number[]; answer: Answer | undefined }

/** Figures are read in the same time however many cases there are, and follow them soon. */
const measureRollups = async (ground: Ground): Promise<readonly Outcome[]> => {
  const sets = await openSizedSets(ground)
  const [smallest, largest] = [sets.at(0), sets.at(-1)]
  if (smallest === undefined || largest === undefined) throw new Error('Say of which sizes: --cases 20000,200000.')
  const refreshes = new Map<SizedSet, () => Promise<unknown>>()
  for (const set of sets) refreshes.set(set, await makeView(set))
  const all = sets.flatMap((set) => readArms(set).map((arm): Measured => ({ set, arm, times: [], answer: undefined })))
  const refreshMs: number[] = []
  for (let round = -1; round < ground.rounds; round++) {
    for (const one of round % 2 === 0 ? all : all.toReversed()) await readRound(one, round, ground)
    const begun = performance.now()
    await refreshes.get(largest)?.()
    if (round >= 0) refreshMs.push(performance.now() - begun)
    ground.say(`B7 round ${round + 1} of ${ground.rounds}`)
  }
  for (const { arm } of all) arm.close()
  const reads = readsOutcome(all, sets, ground.quick)
  ground.say('B7 freshness …')
  return [reads, freshnessOutcome(await measureFreshness(largest, ground), refreshMs, largest)]
}

const readRound = async (one: Measured, round: number, ground: Ground): Promise<void> => {
  const times: number[] = []
  for (let n = 0; n < one.arm.reads; n++) {
    ground.stopping.throwIfAborted()
    const begun = performance.now()
    one.answer = await one.arm.read()
    times.push(performance.now() - begun)
  }
  if (round >= 0) one.times.push(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN)
}

const nameOf = ({ arm, set }: Measured): string => `${arm.name}, ${set.cases.toLocaleString('en-US')} cases`

const readsOutcome = (all: readonly Measured[], sets: readonly SizedSet[], quick: boolean): Outcome => {
  const find = (name: ReadArm['name'], set: SizedSet | undefined): Measured => {
    const found = all.find((one) => one.arm.name === name && one.set === set)
    if (found === undefined) throw new Error(`Nothing was measured of ${name}`)
    return found
  }
  const [smallest, largest] = [sets.at(0), sets.at(-1)]
  const ratio = (a: Measured, b: Measured, of: string, goal: Goal | null): Compared => ({
    against: `${nameOf(a)}: ${nameOf(b)}`,
    of,
    ratio: spreadOf(
      a.times.map((ms, n) => (of === MS ? ms / (b.times[n] ?? Number.NaN) : (b.times[n] ?? Number.NaN) / ms)),
    ),
    goal,
  })
  const flat = (name: ReadArm['name']): Compared =>
    ratio(find(name, largest), find(name, smallest), MS, { atMost: 1.2 })
  const sql = find('own, by SQL', largest)
  const raw = find('raw GROUP BY', largest)
  return {
    code: 'B7 reads',
    question: 'cases accepted, by the 14 cities and 12 months',
    arms: Object.fromEntries(all.map((one) => [nameOf(one), { [MS]: spreadOf(one.times) }])),
    ratios: [
      flat('own, by the API'),
      flat('own, by SQL'),
      // Of few cases a count is quick: the goal is about the province's year.
      ratio(sql, raw, FASTER, quick ? null : { atLeast: 500 }),
      ratio(find('own, by the API', largest), raw, FASTER, null),
      ratio(sql, find('materialised view', largest), FASTER, null),
    ],
    checks: sets.map((set) =>
      sameAnswers(
        all.filter((one) => one.set === set),
        set,
      ),
    ),
  }
}

const MS = 'ms a read'
const FASTER = 'reads a second'

const sameAnswers = (arms: readonly Measured[], { cases }: SizedSet): Check => {
  const [first] = arms
  const answer = first?.answer ?? new Map<string, number>()
  return {
    said: `all four answer the same ${answer.size} numbers of ${cases.toLocaleString('en-US')} cases`,
    holds: answer.size > 0 && arms.every((one) => one.answer !== undefined && isSame(one.answer, answer)),
  }
}

const freshnessOutcome = (times: readonly number[], refreshMs: readonly number[], { cases }: SizedSet): Outcome => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return {
    code: 'B7 freshness',
    question: `how long after its commit a case is in the figures, at 200 events a second and ${cases.toLocaleString('en-US')} cases`,
    arms: {
      own: {
        'ms, half of them': spreadOf([at(0.5)]),
        'ms, 99 of 100': spreadOf([at(0.99)]),
        'ms, the last': spreadOf([at(1)]),
      },
      // At best: when one refresh follows the other, and does nothing else.
      'materialised view': { 'ms, half of them': spreadOf(refreshMs) },
    },
    ratios: [
      {
        against: 'materialised view',
        of: 'freshness of half of them',
        ratio: spreadOf(refreshMs.map((ms) => ms / at(0.5))),
        goal: null,
      },
    ],
  }
}

/** The benchmark of figures. */
export const rollups: readonly Bench[] = [{ code: 'B7', run: measureRollups }]
