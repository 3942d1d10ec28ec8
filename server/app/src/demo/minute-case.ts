import type { ReportedEvent } from '@zhikong/core'
import { DEMO_SOURCE } from './case-life.ts'
import { MINUTE_MATTER } from './demo-matters.ts'
import type { DemoWorld } from './demo-world.ts'
import { pickWeighted, randomOf } from './random.ts'

/** A case with limits in minutes begins this often while the simulator runs. */
export const SLOT_MS = 6_000
/** After this long every one of them has ended. */
export const LONGEST_MS = 6 * 60_000

const LATE = 0.04

/** The case that begins in a slot of time, the same for the same seed: its acceptance and its closing. */
export const minuteCase = (seed: number, world: DemoWorld, slot: number): readonly ReportedEvent[] => {
  const random = randomOf(seed ^ (slot % 2_147_483_647))
  const hall = pickWeighted(random, world.halls, world.ends)
  const begin = slot * SLOT_MS
  const minutes = random() < LATE ? 2.2 + 3 * random() : 0.3 + 1.5 * random()
  const common = {
    source: DEMO_SOURCE,
    externalId: `${hall.region.code.slice(0, 6)}-M${slot}`,
    hall: hall.code,
    matter: MINUTE_MATTER.code,
    channel: random() < 0.5 ? 'PORTAL' : 'WINDOW',
    ...(hall.matters[0] === undefined ? {} : { organisation: hall.matters[0].organisation }),
  }
  return [
    { ...common, eventId: 'accepted', kind: 'ACCEPTED', occurredAt: new Date(begin) },
    { ...common, eventId: 'closed', kind: 'CLOSED', occurredAt: new Date(begin + Math.floor(minutes * 60_000)) },
  ]
}
