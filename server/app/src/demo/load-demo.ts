import { loadBatches, localDate } from '@zhikong/core'
import type { Platform, ReportedWithApplicant, WorkCalendar } from '@zhikong/core'
import { eventsOfDay } from './demo-day.ts'
import { demoMatters } from './demo-matters.ts'
import { saveDemoRegisters } from './demo-registers.ts'
import type { DemoWorld } from './demo-world.ts'
import { makeWorld } from './demo-world.ts'
import { loadPluginDemos } from './plugin-demos.ts'
import { beginProgress, saveProgress } from './progress.ts'

/** The seed of the demo: any other gives another province. */
export const DEMO_SEED = 20_261_122
const DAYS = 90
/** No demo case lives longer. */
const LONGEST_LIFE_DAYS = 75
/** Days made at once, so that their events can be taken hall by hall: totals then change far fewer rows. */
const WINDOW = 15
const BATCH = 6_000
const DAY_MS = 86_400_000
/** The share of the progress that the cases are; the rest is what plugins load over them. */
const CASES = 0.97

export type DemoOptions = {
  /** 1 makes some 200,000 cases; tests take less. */
  readonly scale?: number
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/** What the simulator needs to go on. */
export type LoadedDemo = {
  readonly seed: number
  readonly scale: number
  readonly world: DemoWorld
  readonly calendar: WorkCalendar
  /** Everything up to here was reported. */
  readonly until: Date
  /** What lies ahead of `until`, of cases that have begun. */
  readonly ahead: readonly ReportedWithApplicant[]
}

/**
 * Brings the demo up to now: registers, then day by day the cases of the last ninety days, or what is missing since the
 * demo last ran; then what plugins load over them, once. Begun again after a break it goes on where it was; what was reported already is not doubled.
 * Undefined when stopped.
 */
export const loadDemo = async (platform: Platform, options: DemoOptions = {}): Promise<LoadedDemo | undefined> => {
  const { scale = 1, onProgress = () => undefined, signal } = options
  const { database, registers, clock, openEngine } = platform
  const now = await clock.now()
  const today = localDate(now)
  const progress = await beginProgress(database, DEMO_SEED, today)
  const matters = await demoMatters()
  await saveDemoRegisters(platform, matters, today)
  const { tree, index } = await registers.snapshot(true)
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const calendar = (await openEngine(true)).calendars.forPlace(province.scopeKey)
  const world = makeWorld(progress.seed, tree, new Set(index.hallByCode.keys()), matters)
  const { reportedUntil } = progress
  const first =
    reportedUntil === null ? addDays(progress.begunOn, -DAYS) : addDays(localDate(reportedUntil), -LONGEST_LIFE_DAYS)
  const days = daysFrom(first, today)
  const ahead: ReportedWithApplicant[] = []
  for (let begin = 0; begin < days.length; begin += WINDOW) {
    const window = days.slice(begin, begin + WINDOW)
    const events = window.flatMap((day) => eventsOfDay(progress.seed, world, calendar, day, scale))
    ahead.push(...events.filter(({ occurredAt }) => occurredAt > now))
    const last = window.at(-1) ?? today
    const isLoaded = reportedUntil === null && progress.loadedDay !== null && last <= progress.loadedDay
    if (!isLoaded) {
      const missing = events.filter(
        ({ occurredAt }) => occurredAt <= now && (reportedUntil === null || occurredAt > reportedUntil),
      )
      const share = (part: number): void => onProgress((CASES * (begin + window.length * part)) / days.length)
      if (!(await reportAll(platform, missing, now, { share, signal }))) return undefined
      if (reportedUntil === null) await saveProgress(database, { loadedDay: last })
    }
    onProgress((CASES * (begin + window.length)) / days.length)
  }
  await saveProgress(database, { reportedUntil: now })
  await loadPluginDemos(platform, progress, (share) => onProgress(CASES + (1 - CASES) * share))
  return { seed: progress.seed, scale, world, calendar, until: now, ahead: byTime(ahead) }
}

type Reporting = { readonly share: (part: number) => void; readonly signal: AbortSignal | undefined }

/** Takes events hall by hall, some thousand per transaction; false when stopped. */
const reportAll = async (
  platform: Platform,
  events: readonly ReportedWithApplicant[],
  now: Date,
  { share, signal }: Reporting,
): Promise<boolean> => {
  const batches = batchesOf(events)
  let done = 0
  await loadBatches(platform, batches, { now, signal, onBatch: () => share((done += 1) / batches.length) })
  return signal?.aborted !== true
}

/** All events of a case stay together, in halls' order. */
const batchesOf = (events: readonly ReportedWithApplicant[]): readonly (readonly ReportedWithApplicant[])[] => {
  const batches: ReportedWithApplicant[][] = []
  for (const cases of Map.groupBy(events, ({ externalId }) => externalId.slice(0, 6)).values()) {
    const last = batches.at(-1)
    if (last === undefined || last.length + cases.length > BATCH) batches.push(cases)
    else last.push(...cases)
  }
  return batches
}

const byTime = (events: readonly ReportedWithApplicant[]): readonly ReportedWithApplicant[] =>
  events.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

const daysFrom = (first: string, last: string): readonly string[] => {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
