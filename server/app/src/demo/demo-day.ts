import { isWorkday } from '@zhikong/core'
import type { ReportedEvent, WorkCalendar } from '@zhikong/core'
import { caseLife } from './case-life.ts'
import type { DemoWorld } from './demo-world.ts'
import { randomOf } from './random.ts'

/** Cases of an ordinary working day; with ninety days this makes some 200,000. */
const CASES_PER_WORKDAY = 3_300

/**
 * All events of the cases accepted on a day, in the order in which they happen; none on a day off. The same for the same
 * seed and day, so that a demo can be loaded in parts and goes on where it was.
 */
export const eventsOfDay = (
  seed: number,
  world: DemoWorld,
  calendar: WorkCalendar,
  day: string,
  scale: number,
): readonly ReportedEvent[] => {
  if (!isWorkday(calendar, day)) return []
  const random = randomOf(seed ^ Number(day.replaceAll('-', '')))
  const count = Math.round(CASES_PER_WORKDAY * scale * (0.85 + 0.3 * random()))
  const events = Array.from({ length: count }, (_, index) => caseLife(random, world, calendar, day, index + 1))
  return events.flat()
}
