import type { Platform, ReportedEvent } from '@zhikong/core'
import { foldAll, loadBatches, localDate } from '@zhikong/core'
import { casesByDay, stretchesOf } from './cases-by-day.ts'
import type { Counts } from './count.ts'
import { countStored } from './count.ts'
import type { DataSet } from './data-set.ts'
import { dayBefore } from './data-set.ts'
import { batchesOf, eventsOfDay } from './made-up-cases.ts'
import type { DatabasePlace } from './open-product.ts'
import { openProduct } from './open-product.ts'
import { preparePlace } from './place.ts'
import { beginProgress, dataSetOf, noteStretch } from './progress.ts'

/** What is loaded: the seed is 1 and the last day that of yesterday, or of what is there already, unless told. */
export type Wanted = Pick<DataSet, 'cases'> & Partial<DataSet>

/** After each transaction. */
export type LoadProgress = {
  /** Cases whose days are loaded, with a share of those that are being loaded. */
  readonly cases: number
  /** Events that were given to the product since this load began. */
  readonly events: number
}

export type LoadOptions = {
  readonly onProgress?: (progress: LoadProgress) => void
  readonly signal?: AbortSignal | undefined
  /** Transactions at a time. */
  readonly connections?: number
}

/** What was loaded; `stored` is what this run added. */
export type LoadedDataSet = { readonly set: DataSet; readonly counts: Counts; readonly stored: number }

/** Loads a data set into a database of its own; see `loadInto`. */
export const loadDataSet = async (
  place: DatabasePlace,
  wanted: Wanted,
  options?: LoadOptions,
): Promise<LoadedDataSet> => {
  const { platform, close } = await openProduct(place)
  try {
    return await loadInto(platform, wanted, options)
  } finally {
    await close()
  }
}

/**
 * Loads made-up cases by the product's own bulk path, stretch by stretch of days, and folds their figures beside. Begun
 * again after a break it goes on where it was; what is complete is only counted.
 * @throws PlaceTaken when something else is in the database; the reason of `signal` when stopped
 */
export const loadInto = async (
  platform: Platform,
  wanted: Wanted,
  options: LoadOptions = {},
): Promise<LoadedDataSet> => {
  const { database } = platform
  const set = await dataSetFor(platform, wanted)
  let stored = 0
  for await (const stretch of loadStretches(platform, set, options)) stored += stretch.stored
  await foldAll(database, { signal: options.signal })
  return { set, counts: await countStored(database), stored }
}

/** What is wanted, as far as it is told; the rest as it is in the database already, or as it is unless told. */
export const dataSetFor = async ({ database, clock }: Platform, wanted: Wanted): Promise<DataSet> => ({
  seed: 1,
  until: dayBefore(localDate(await clock.now())),
  ...(await dataSetOf(database)),
  ...wanted,
})

/** Some days of a data set that have been loaded, while what came before was folded. */
export type LoadedStretch = {
  readonly events: readonly ReportedEvent[]
  /** How many of them were new. */
  readonly stored: number
  readonly ms: number
}

/** Loads the stretches that are missing, one after the other; see `loadInto`. The last one's figures are left to fold. */
export async function* loadStretches(
  platform: Platform,
  set: DataSet,
  { onProgress = () => undefined, signal, connections }: LoadOptions = {},
): AsyncGenerator<LoadedStretch, void, void> {
  const { database } = platform
  const now = await platform.clock.now()
  const progress = await beginProgress(database, set)
  const place = await preparePlace(platform, set.seed)
  const stretches = stretchesOf(casesByDay(set, place.calendar))
  let [cases, given] = [casesIn(stretches.slice(0, progress.stretches)), 0]
  for (const days of stretches.slice(progress.stretches)) {
    const begun = performance.now()
    const events = days.flatMap((day) => eventsOfDay(set, place, day))
    const [before, more] = [given, casesIn([days])]
    const onBatch = (taken: number): void => {
      given += taken
      onProgress({ cases: cases + Math.floor((more * (given - before)) / events.length), events: given })
    }
    const atOnce = connections === undefined ? {} : { atOnce: connections }
    const [stored] = await Promise.all([
      loadBatches(platform, batchesOf(events), { now, onBatch, signal, ...atOnce }),
      foldAll(database, { signal }),
    ])
    signal?.throwIfAborted()
    await noteStretch(database, events.length)
    cases += more
    yield { events, stored, ms: performance.now() - begun }
  }
}

const casesIn = (stretches: readonly (readonly { readonly cases: number }[])[]): number =>
  stretches.flat().reduce((sum, { cases }) => sum + cases, 0)
