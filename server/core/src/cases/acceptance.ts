import { deemedAcceptanceThreshold } from '../clock/deemed-acceptance.ts'
import { hasPassed } from '../clock/due.ts'
import type { Due, WorkCalendar } from '../clock/types.ts'
import { firstSecondAfter } from '../clock/work-time.ts'
import type { CaseEvent, FrozenLimits } from './event.ts'
import { isEnd } from './event.ts'

/** How a case came to be accepted. */
export type Acceptance = {
  readonly acceptedAt: Date | null
  /** The acceptance as it was reported, in time or not. */
  readonly reported: CaseEvent | undefined
  /** First second at which it was deemed accepted; null when it was not. */
  readonly deemedAt: Date | null
  /** The point at which it will be deemed accepted unless something happens; null when it will not. */
  readonly awaits: Due | null
  readonly limits: FrozenLimits
}

const NO_LIMITS: FrozenLimits = { promised: null, statutory: null, dueAt: null }

/**
 * Acceptance belongs to the agency, but not its silence: whoever is told nothing within five working days of handing in
 * counts as accepted on the day of receipt (行政许可法 art. 32). One notice of correction stops that; after its answer the
 * five days run again, and no second notice does. A case that is deemed accepted stays so when the hall accepts it later.
 */
export const acceptanceOf = (ordered: readonly CaseEvent[], calendar: WorkCalendar, now: Date): Acceptance => {
  const reported = ordered.find(({ kind }) => kind === 'ACCEPTED')
  const plain: Acceptance = {
    acceptedAt: reported?.occurredAt ?? null,
    reported,
    deemedAt: null,
    awaits: null,
    limits: reported?.payload.limits ?? NO_LIMITS,
  }
  const received = receiptOf(ordered, calendar)
  if (received === null) return plain
  const due = deemedAcceptanceThreshold(calendar, received.occurredAt)
  const answer = ordered.find(({ kind }) => kind === 'ACCEPTED' || isEnd(kind))
  const isTold = answer !== undefined && !hasPassed(calendar, due, answer.occurredAt)
  if (isTold) return plain
  if (!hasPassed(calendar, due, now)) return { ...plain, awaits: due }
  return {
    ...plain,
    acceptedAt: received.occurredAt,
    deemedAt: firstSecondAfter(calendar, due.threshold),
    limits: frozenAtReceipt(ordered) ?? plain.limits,
  }
}

/** The receipt from which the five days count; null while a notice of correction that came in time is not answered. */
const receiptOf = (ordered: readonly CaseEvent[], calendar: WorkCalendar): CaseEvent | null => {
  const submitted = ordered.find(({ kind }) => kind === 'SUBMITTED')
  if (submitted === undefined) return null
  const notice = noticeOf(ordered, submitted)
  if (notice === undefined) return submitted
  if (hasPassed(calendar, deemedAcceptanceThreshold(calendar, submitted.occurredAt), notice.occurredAt))
    return submitted
  return ordered.slice(ordered.indexOf(notice)).find(({ kind }) => kind === 'CORRECTION_ANSWERED') ?? null
}

const noticeOf = (ordered: readonly CaseEvent[], submitted: CaseEvent): CaseEvent | undefined =>
  ordered.slice(ordered.indexOf(submitted)).find(({ kind }) => kind === 'CORRECTION_REQUESTED')

/** What the matter promised when the case was handed in; null when it had no limits, or they were not kept then. */
const frozenAtReceipt = (ordered: readonly CaseEvent[]): FrozenLimits | null => {
  const limits = ordered.find(({ kind }) => kind === 'SUBMITTED')?.payload.limits
  return limits === undefined || (limits.promised === null && limits.statutory === null) ? null : limits
}
