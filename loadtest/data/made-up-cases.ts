import type { ReportedEvent, WorkCalendar } from '@zhikong/core'
import type { DemoWorld } from '@zhikong/server'
import { caseLife, randomOf } from '@zhikong/server'
import type { DayOfCases } from './cases-by-day.ts'
import type { DataSet } from './data-set.ts'
import { endOf } from './data-set.ts'
import { HELD_UP_DAYS, heldUp } from './held-up.ts'

const DAY_MS = 86_400_000

/** What cases are made up over. */
export type Place = { readonly world: DemoWorld; readonly calendar: WorkCalendar }

/** All events of the cases that come on a day, up to the end of the data set; the events of a case follow each other. */
export const eventsOfDay = (
  set: DataSet,
  { world, calendar }: Place,
  { day, cases }: DayOfCases,
): readonly ReportedEvent[] => {
  const seed = set.seed ^ Number(day.replaceAll('-', ''))
  const [random, luck] = [randomOf(seed), randomOf(seed + 1)]
  const end = endOf(set)
  const isLate = end.getTime() - Date.parse(`${day}T00:00:00+08:00`) <= HELD_UP_DAYS * DAY_MS
  return Array.from({ length: cases }, (_, n) => caseLife(random, world, calendar, day, n + 1))
    .flatMap((life) => (isLate ? heldUp(luck, life) : life))
    .filter(({ occurredAt }) => occurredAt < end)
}

/** Events that one transaction takes. */
const BATCH = 6_000

/** Events in batches of places side by side; those of a case stay together. */
export const batchesOf = (events: readonly ReportedEvent[]): readonly (readonly ReportedEvent[])[] => {
  const batches: ReportedEvent[][] = []
  const byCounty = Map.groupBy(events, ({ externalId }) => externalId.slice(0, 6))
  for (const county of [...byCounty].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found)) {
    for (const cases of Map.groupBy(county, ({ externalId }) => externalId).values()) {
      const last = batches.at(-1)
      if (last === undefined || last.length + cases.length > BATCH) batches.push([...cases])
      else last.push(...cases)
    }
  }
  return batches
}
