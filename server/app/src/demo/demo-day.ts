import type { ReportedWithApplicant, WorkCalendar } from '@zhikong/core'
import { caseLife } from './case-life.ts'
import { demoApplicant } from './demo-applicant.ts'
import type { DemoWorld } from './demo-world.ts'
import { randomOf } from './random.ts'
import { dayWeight } from './rhythm.ts'

/** Cases of an ordinary working day; with ninety days this makes some 200,000. */
const CASES_PER_WORKDAY = 3_050

/**
 * All events of the cases that come on a day, in no order. The same for the same seed and day, so that a demo can be
 * loaded in parts and goes on where it was.
 */
export const eventsOfDay = (
  seed: number,
  world: DemoWorld,
  calendar: WorkCalendar,
  day: string,
  scale: number,
): readonly ReportedWithApplicant[] => {
  const random = randomOf(seed ^ Number(day.replaceAll('-', '')))
  const count = Math.round(CASES_PER_WORKDAY * scale * dayWeight(calendar, day) * (0.9 + 0.2 * random()))
  return Array.from({ length: count }, (_, index) => {
    const [first, ...others] = caseLife(random, world, calendar, day, index + 1)
    if (first === undefined) return []
    const applicant = demoApplicant(seed ^ Number(day.replaceAll('-', '')), first.externalId.slice(0, 6), index)
    return [{ ...first, applicant }, ...others]
  }).flat()
}
