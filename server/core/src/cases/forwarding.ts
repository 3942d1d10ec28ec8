import { hasPassed, dueThreshold } from '../clock/due.ts'
import { REVIEW_LIMIT } from '../clock/extension.ts'
import { pausesOf } from '../clock/suspensions.ts'
import type { Suspension, WorkCalendar } from '../clock/types.ts'
import { workTime } from '../clock/work-time.ts'
import type { CaseEvent } from './event.ts'

/** A stretch for which a case lies at an upper body. */
export type Forwarding = {
  readonly from: Date
  /** Null while it lies there. */
  readonly to: Date | null
  readonly organisationId: number | null
}

/** Where a case was forwarded to, from its ordered events, up to its end. It goes on counting: nothing stops by it. */
export const forwardingsOf = (ordered: readonly CaseEvent[], endedAt: Date | null): readonly Forwarding[] => {
  const stretches: Forwarding[] = []
  for (const { kind, occurredAt: at, payload } of ordered) {
    if ((kind !== 'FORWARDED' && kind !== 'FORWARD_RETURNED') || (endedAt !== null && at >= endedAt)) continue
    const open = stretches.at(-1)
    if (open?.to === null) stretches[stretches.length - 1] = { ...open, to: at }
    if (kind === 'FORWARDED')
      stretches.push({ from: at, to: null, organisationId: payload.upperOrganisationId ?? null })
  }
  const open = stretches.at(-1)
  if (open?.to === null && endedAt !== null) stretches[stretches.length - 1] = { ...open, to: endedAt }
  return stretches
}

type Run = { readonly start: Date; readonly until: Date; readonly suspensions: readonly Suspension[] }

/** Work time at upper bodies within a run, suspensions taken off; fine units of the clock. */
export const upperUnitsOf = (
  calendar: WorkCalendar,
  forwardings: readonly Forwarding[],
  { start, until, suspensions }: Run,
): number => {
  const [first, last] = [workTime(calendar, start), workTime(calendar, until)]
  const within = (from: number, to: number): number => Math.max(0, Math.min(to, last) - Math.max(from, first))
  const pauses = pausesOf(calendar, suspensions)
  return forwardings.reduce((sum, { from, to }) => {
    const [began, ended] = [workTime(calendar, from), to === null ? last : workTime(calendar, to)]
    const paused = pauses.map((pause) => within(Math.max(pause.from, began), Math.min(pause.until, ended)))
    return sum + within(began, ended) - paused.reduce((a, b) => a + b, 0)
  }, 0)
}

/** Whether the lower body sent a case up later than its review may take (行政许可法 art. 43). */
export const isForwardedLate = (
  calendar: WorkCalendar,
  forwardings: readonly Forwarding[],
  start: Date,
  suspensions: readonly Suspension[],
): boolean => {
  const [first] = forwardings
  if (first === undefined) return false
  const due = dueThreshold(calendar, { start, limit: REVIEW_LIMIT, policy: 'NEXT_WORKDAY', suspensions })
  return due !== null && hasPassed(calendar, due, first.from)
}
