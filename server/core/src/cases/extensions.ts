import type { Extension } from '../clock/extension.ts'
import type { CaseEvent } from './event.ts'

/** The extensions of a case from its ordered events; what comes after the end of the case extends nothing. */
export const extensionsOf = (ordered: readonly CaseEvent[], endedAt: Date | null): readonly Extension[] =>
  ordered.flatMap(({ kind, occurredAt, payload }) =>
    kind !== 'EXTENDED' || (endedAt !== null && occurredAt > endedAt)
      ? []
      : [
          {
            at: occurredAt,
            days: payload.extensionDays ?? 0,
            basis: payload.extensionBasis ?? 'AGENCY',
            approver: payload.approver ?? '',
            reason: payload.reason ?? '',
            noticed: payload.noticed ?? false,
          },
        ],
  )
