import { localDate, reportEvents } from '@zhikong/core'
import type { Platform, ReportedWithApplicant } from '@zhikong/core'
import { setTimeout as delay } from 'node:timers/promises'
import { eventsOfDay } from './demo-day.ts'
import type { LoadedDemo } from './load-demo.ts'
import { LONGEST_MS, minuteCase, SLOT_MS } from './minute-case.ts'
import { saveProgress } from './progress.ts'

const TICK_MS = 1_000
const SAVE_EVERY_MS = 30_000

/** The slots that begin in (from, to]. */
const slotsBetween = (from: number, to: number): readonly number[] => {
  const first = Math.floor(from / SLOT_MS) + 1
  return Array.from({ length: Math.max(0, Math.floor(to / SLOT_MS) - first + 1) }, (_, index) => first + index)
}

export type Simulator = { readonly stop: () => Promise<void> }

/**
 * Reports demo events as their time comes, as hall software would: what lies ahead of the loaded cases, the cases of each
 * new day, and every few seconds a case with limits in minutes.
 */
export const startSimulator = (platform: Platform, demo: LoadedDemo, onError: (error: unknown) => void): Simulator => {
  const stopping = new AbortController()
  const queue: ReportedWithApplicant[] = [...demo.ahead]
  let { until } = demo
  let day = localDate(until)
  // Cases of minutes that had begun when the demo last ended are brought to their end.
  for (const slot of slotsBetween(until.getTime() - LONGEST_MS, until.getTime() + 2 * SAVE_EVERY_MS)) {
    queue.push(...minuteCase(demo.seed, demo.world, slot))
  }
  let begun: Date | null = null
  let savedAt = until.getTime()

  const tick = async (): Promise<void> => {
    const now = await platform.clock.now()
    const today = localDate(now)
    if (today !== day) {
      queue.push(...eventsOfDay(demo.seed, demo.world, demo.calendar, today, demo.scale))
      day = today
    }
    for (const slot of slotsBetween((begun ?? now).getTime(), now.getTime())) {
      queue.push(...minuteCase(demo.seed, demo.world, slot))
    }
    begun = now
    const due = queue.filter(({ occurredAt }) => occurredAt <= now)
    if (due.length > 0) {
      const range = { lo: 0, hi: Number.MAX_SAFE_INTEGER }
      await reportEvents(platform.database, platform.openEngine, due, { range, now, historical: false })
      const left = queue.filter(({ occurredAt }) => occurredAt > now)
      queue.splice(0, queue.length, ...left)
    }
    until = now
    if (now.getTime() - savedAt < SAVE_EVERY_MS) return
    savedAt = now.getTime()
    await saveProgress(platform.database, { reportedUntil: until })
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await tick().catch(onError)
      await delay(TICK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    await saveProgress(platform.database, { reportedUntil: until }).catch(onError)
  }
  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}
