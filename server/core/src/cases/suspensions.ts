import type { Suspension } from '../clock/types.ts'
import { earliest } from './earliest.ts'
import type { CaseEvent } from './event.ts'
import { groundOf } from './suspension-ground.ts'

/** A special procedure as it was reported; `procedure` tells it apart from others of its case. */
export type Procedure = Suspension & {
  readonly procedure: string
  /** When it was resumed or its plan ended, whatever became of the case; null while neither has come. */
  readonly endedAt: Date | null
}

/**
 * The special procedures of a case from its ordered events: each runs to its resumption, its planned end or the end of
 * the case, whichever comes first. A resumption that names no procedure ends all that are open. Without written notice or
 * a ground one does not stop the clock (licensing law art. 45). What begins after the end of the case is none.
 */
export const suspensionsOf = (ordered: readonly CaseEvent[], endedAt: Date | null): readonly Procedure[] =>
  ordered.flatMap((event, index) => {
    if (event.kind !== 'SUSPENDED' || (endedAt !== null && event.occurredAt >= endedAt)) return []
    const { payload, occurredAt: from, eventKey } = event
    const planned = payload.until === undefined ? null : new Date(payload.until)
    const over = earliest([resumption(ordered, index), planned], from)
    return [
      {
        from,
        to: earliest([over, endedAt], from),
        approvedDays: payload.approvedDays ?? null,
        noticed: payload.noticed ?? false,
        reason: groundOf(payload) ?? '',
        procedure: eventKey,
        endedAt: over,
      },
    ]
  })

/** Whether some special procedure has begun and nothing has resumed it yet. */
export const isSuspended = (ordered: readonly CaseEvent[]): boolean =>
  ordered.some(({ kind }, index) => kind === 'SUSPENDED' && resumption(ordered, index) === null)

const resumption = (ordered: readonly CaseEvent[], suspended: number): Date | null => {
  const key = ordered[suspended]?.eventKey
  const resumed = ordered
    .slice(suspended + 1)
    .find(({ kind, payload }) => kind === 'RESUMED' && (payload.resumes ?? key) === key)
  return resumed?.occurredAt ?? null
}
