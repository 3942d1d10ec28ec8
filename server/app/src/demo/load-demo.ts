import { localDate, reportEvents } from '@zhikong/core'
import type { Platform, ReportedEvent, WorkCalendar } from '@zhikong/core'
import { eventsOfDay } from './demo-day.ts'
import { saveDemoRegisters } from './demo-registers.ts'
import type { DemoWorld } from './demo-world.ts'
import { makeWorld } from './demo-world.ts'
import { beginProgress, saveProgress } from './progress.ts'

/** The seed of the demo: any other gives another province. */
export const DEMO_SEED = 20_261_122
const DAYS = 90
/** No demo case lives longer. */
const LONGEST_LIFE_DAYS = 75
const BATCH = 4_000
const DAY_MS = 86_400_000

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
  readonly ahead: readonly ReportedEvent[]
}

/**
 * Brings the demo up to now: registers, then day by day the cases of the last ninety days, or what is missing since the
 * demo last ran. Begun again after a break it goes on where it was; what was reported already is not doubled.
 * Undefined when stopped.
 */
export const loadDemo = async (platform: Platform, options: DemoOptions = {}): Promise<LoadedDemo | undefined> => {
  const { scale = 1, onProgress = () => undefined, signal } = options
  const { database, registers, clock, openEngine } = platform
  const now = await clock.now()
  const today = localDate(now)
  const progress = await beginProgress(database, DEMO_SEED, today)
  await saveDemoRegisters(platform, today)
  const { tree, index } = await registers.snapshot(true)
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const calendar = (await openEngine(true)).calendars.forPlace(province.scopeKey)
  const world = makeWorld(progress.seed, tree, new Set(index.hallByCode.keys()))
  const { reportedUntil } = progress
  const first = reportedUntil === null ? addDays(progress.begunOn, -DAYS) : addDays(localDate(reportedUntil), -LONGEST_LIFE_DAYS)
  const days = daysFrom(first, today)
  const ahead: ReportedEvent[] = []
  for (const [at, day] of days.entries()) {
    const events = eventsOfDay(progress.seed, world, calendar, day, scale)
    ahead.push(...events.filter(({ occurredAt }) => occurredAt > now))
    const isLoaded = reportedUntil === null && progress.loadedDay !== null && day <= progress.loadedDay
    if (!isLoaded) {
      const missing = events.filter(({ occurredAt }) => occurredAt <= now && (reportedUntil === null || occurredAt > reportedUntil))
      for (let begin = 0; begin < missing.length; begin += BATCH) {
        if (signal?.aborted) return undefined
        await report(platform, missing.slice(begin, begin + BATCH), now)
      }
      if (reportedUntil === null) await saveProgress(database, { loadedDay: day })
    }
    onProgress((at + 1) / days.length)
  }
  await saveProgress(database, { reportedUntil: now })
  return { seed: progress.seed, scale, world, calendar, until: now, ahead: byTime(ahead) }
}

const report = async ({ database, openEngine }: Platform, events: readonly ReportedEvent[], now: Date): Promise<void> => {
  const range = { lo: 0, hi: Number.MAX_SAFE_INTEGER }
  const results = await reportEvents(database, openEngine, events, { range, now, historical: true })
  const refused = results.find(({ status }) => status === 'REJECTED')
  if (refused?.status === 'REJECTED') throw new Error(`A demo event was refused: ${refused.problem.code}`)
}

const byTime = (events: readonly ReportedEvent[]): readonly ReportedEvent[] =>
  events.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

const daysFrom = (first: string, last: string): readonly string[] => {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
