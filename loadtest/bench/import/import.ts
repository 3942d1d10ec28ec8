import type { Platform } from '@zhikong/core'
import { foldAll } from '@zhikong/core'
import { checkFigures } from '../../data/check-figures.ts'
import { countStored } from '../../data/count.ts'
import type { DataSet } from '../../data/data-set.ts'
import { dataSetFor, loadStretches } from '../../data/load-data-set.ts'
import { openProduct } from '../../data/open-product.ts'
import { openDatabase, type BenchDatabase } from '../database.ts'
import type { Bench, Ground } from '../ground.ts'
import type { Check, Outcome } from '../outcome.ts'
import { familyMs, processorMs } from '../processor-time.ts'
import { spreadOf } from '../spread.ts'
import { copyEvents, makeCopyTable } from './copy-events.ts'
import { partsOf, type Part, type Taken } from './parts.ts'

/** Of made-up cases, on average. */
const EVENTS_PER_CASE = 2.78
const PARTS = 20
/** Of a year in the province. */
const CASES_A_YEAR = 60_000_000

/** Both ways of taking the same events, and how long figures took to follow at the end. */
type Imported = { readonly own: readonly Taken[]; readonly copied: readonly Taken[]; readonly foldMs: number }

const importEvents = async (ground: Ground): Promise<readonly Outcome[]> => {
  const database = await openDatabase(ground)
  const { platform, close } = await openProduct({ url: database.url })
  ground.afterwards(close)
  const set = await dataSetFor(platform, { cases: Math.round(ground.imported / EVENTS_PER_CASE), seed: 1 })
  const imported = await importAll(ground, database, platform, set)
  return [outcomeOf(imported, await checksOf(platform, set, imported))]
}

/** Stretch by stretch, by the product and then by COPY. */
const importAll = async (
  { say, stopping }: Ground,
  database: BenchDatabase,
  platform: Platform,
  set: DataSet,
): Promise<Imported> => {
  const used = (): number => processorMs(undefined) + familyMs(database.postmaster)
  const [own, copied]: [Taken[], Taken[]] = [[], []]
  await makeCopyTable(database.pool)
  let before = used()
  for await (const { events, stored, ms } of loadStretches(platform, set, { signal: stopping })) {
    own.push({ events: stored, ms, processorMs: used() - before })
    copied.push(await copyEvents(database, events))
    say(`B10 ${sumOf(own).toLocaleString('en-US')} events, ${Math.round((stored / ms) * 1_000)} a second`)
    before = used()
  }
  const begun = performance.now()
  await foldAll(platform.database, { signal: stopping })
  return { own, copied, foldMs: performance.now() - begun }
}

const sumOf = (taken: readonly Taken[]): number => taken.reduce((sum, { events }) => sum + events, 0)

const outcomeOf = ({ own, copied, foldMs }: Imported, checks: readonly Check[]): Outcome => {
  const [mine, theirs] = [partsOf(own, PARTS), partsOf(copied, PARTS)]
  const hours = (EVENTS_PER_CASE * CASES_A_YEAR) / (mine.at(-1)?.eventsPerSecond ?? Number.NaN) / 3_600
  return {
    code: 'B10',
    question: `import of ${sumOf(own).toLocaleString('en-US')} events in one go, with all figures`,
    arms: {
      own: {
        ...figuresOf(mine),
        'figures complete after, s': spreadOf([foldMs / 1_000]),
        'hours for 60 M cases, extrapolated from the last twentieth': spreadOf([hours]),
      },
      copy: figuresOf(theirs),
    },
    ratios: [
      {
        against: 'its own first twentieth',
        of: 'events a second in the last twentieth',
        ratio: spreadOf([lastToFirst(mine)]),
        goal: { atLeast: 0.6 },
      },
      {
        against: 'copy',
        of: 'events a second',
        ratio: spreadOf(mine.map((part, n) => part.eventsPerSecond / (theirs[n]?.eventsPerSecond ?? Number.NaN))),
        goal: null,
      },
    ],
    checks,
  }
}

const lastToFirst = (parts: readonly Part[]): number =>
  (parts.at(-1)?.eventsPerSecond ?? Number.NaN) / (parts[0]?.eventsPerSecond ?? Number.NaN)

const figuresOf = (parts: readonly Part[]) => ({
  'events a second': spreadOf(parts.map(({ eventsPerSecond }) => eventsPerSecond)),
  'in the first twentieth': spreadOf(parts.slice(0, 1).map(({ eventsPerSecond }) => eventsPerSecond)),
  'in the last': spreadOf(parts.slice(-1).map(({ eventsPerSecond }) => eventsPerSecond)),
  'ms of processor per event, all processes': spreadOf(parts.map((part) => part.processorMs)),
  'in the first': spreadOf(parts.slice(0, 1).map((part) => part.processorMs)),
  'in the last twentieth': spreadOf(parts.slice(-1).map((part) => part.processorMs)),
})

const checksOf = async (platform: Platform, set: DataSet, { own, copied }: Imported): Promise<readonly Check[]> => {
  const counts = await countStored(platform.database)
  const { checked, mismatches } = await checkFigures(platform, set)
  const given = sumOf(copied)
  return [
    { said: `${counts.cases} of ${set.cases} cases are stored`, holds: counts.cases === set.cases },
    { said: `${counts.events} of ${given} events are stored`, holds: counts.events === given && sumOf(own) === given },
    { said: `${mismatches.length} of ${checked} totals differ from the cases`, holds: mismatches.length === 0 },
  ]
}

/** The benchmark of imports. */
export const imports: readonly Bench[] = [{ code: 'B10', run: importEvents }]
