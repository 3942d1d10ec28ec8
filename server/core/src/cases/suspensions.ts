import type { Suspension } from '../clock/types.ts'
import type { CaseEvent } from './event.ts'

/**
 * The special procedures of a case from its ordered events: each runs to its resumption, its planned end or the end of
 * the case, whichever comes first. Without written notice one does not stop the clock (licensing law art. 45). What
 * begins after the end of the case is none.
 */
export const suspensionsOf = (ordered: readonly CaseEvent[], endedAt: Date | null): readonly Suspension[] => {
  const suspensions: Suspension[] = []
  ordered.forEach((event, index) => {
    if (event.kind !== 'SUSPENDED' || (endedAt !== null && event.occurredAt >= endedAt)) return
    const resumed = ordered.slice(index + 1).find(({ kind }) => kind === 'RESUMED')?.occurredAt ?? null
    const planned = event.payload.until === undefined ? null : new Date(event.payload.until)
    suspensions.push({
      from: event.occurredAt,
      to: earliest([resumed, planned, endedAt].filter((at) => at !== null && at >= event.occurredAt)),
      approvedDays: event.payload.approvedDays ?? null,
      noticed: event.payload.noticed ?? false,
      reason: event.payload.reason ?? '',
    })
  })
  return suspensions
}

const earliest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null)
