import type { MatterDraft, ReportedEvent } from '@zhikong/core'
import { DEMO_SOURCE } from './case-life.ts'
import { MINUTE_MATTER, TWO_DAY_MATTER } from './demo-matters.ts'
import type { DemoWorld } from './demo-world.ts'
import { pickWeighted, randomOf } from './random.ts'

/** A case with limits in minutes begins this often while the simulator runs. */
export const SLOT_MS = 3_000
/** After this long every one of them has ended. */
export const LONGEST_MS = 6 * 60_000

/** One in so many is late: it comes to its yellow card after two minutes, and most to their red one. */
const LATE_EACH = 25
/** One in so many was accepted a day ago, and is warned of within minutes. */
const WARNED_EACH = 25
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The case that begins in a slot of time, the same for the same seed: its acceptance and its end. */
export const minuteCase = (seed: number, world: DemoWorld, slot: number): readonly ReportedEvent[] => {
  const random = randomOf(seed ^ (slot % 2_147_483_647))
  const hall = pickWeighted(random, world.halls, world.ends)
  const begin = slot * SLOT_MS
  const channel = random() < 0.5 ? 'PORTAL' : 'WINDOW'
  const events = (matter: MatterDraft, accepted: number, closed: number): readonly ReportedEvent[] => {
    const common = {
      source: DEMO_SOURCE,
      externalId: `${hall.region.code.slice(0, 6)}-M${slot}`,
      hall: hall.code,
      matter: matter.code,
      channel,
      ...(hall.matters[0] === undefined ? {} : { organisation: hall.matters[0].organisation }),
    }
    return [
      { ...common, eventId: 'accepted', kind: 'ACCEPTED', occurredAt: new Date(accepted) },
      { ...common, eventId: 'closed', kind: 'CLOSED', occurredAt: new Date(closed) },
    ]
  }
  if (slot % WARNED_EACH === 0) {
    const ahead = (0.3 + 1.2 * random()) * MINUTE_MS
    return events(
      TWO_DAY_MATTER,
      Math.floor(begin - DAY_MS + ahead),
      Math.floor(begin + ahead + (0.5 + random()) * MINUTE_MS),
    )
  }
  const late = slot % LATE_EACH === 7
  const minutes = late ? 3.2 + 2.5 * random() : 0.3 + 1.5 * random()
  return events(MINUTE_MATTER, begin, begin + Math.floor(minutes * MINUTE_MS))
}
