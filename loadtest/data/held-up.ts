import type { ReportedEvent } from '@zhikong/core'
import type { Random } from '@zhikong/server'

/** Of the cases of the last weeks, so many have not come to their end: with them 2 to 5 % of all are open. */
const HELD_UP = 0.09
/** Most of them wait for an examination that stops their clock; the others go on, and over their limits. */
const WAITING = 0.75
const EXAMINATION_DAYS = 60
const HOUR_MS = 3_600_000

/** A life that has not come to its end: what followed its acceptance is replaced by an examination, or by nothing. */
export const heldUp = (random: Random, life: readonly ReportedEvent[]): readonly ReportedEvent[] => {
  const [luck, kind] = [random(), random()]
  const at = life.findIndex((event) => event.kind === 'ACCEPTED')
  const accepted = life[at]
  if (luck >= HELD_UP || accepted === undefined) return life
  const begun = life.slice(0, at + 1)
  if (kind >= WAITING) return begun
  const stopped: ReportedEvent = {
    ...accepted,
    eventId: 'examined',
    kind: 'SUSPENDED',
    occurredAt: new Date(accepted.occurredAt.getTime() + HOUR_MS),
    reason: '检验检测',
    approvedDays: EXAMINATION_DAYS,
    noticed: true,
  }
  return [...begun, stopped]
}

/** For how many days before the end of a data set cases may be held up. */
export const HELD_UP_DAYS = 75
