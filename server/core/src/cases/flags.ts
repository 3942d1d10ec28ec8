import type { CaseEvent, FrozenLimits } from './event.ts'
import { isEnd } from './event.ts'
import type { CaseFlag, CaseRecord } from './record.ts'

const SECONDS_CLOSE_MS = 10_000
const LATE_RECORD_MS = 24 * 3_600_000

/** What deserves a second look in the history of a case; nothing of it changes how the case counts. */
export const flagsOf = (
  record: CaseRecord,
  ordered: readonly CaseEvent[],
  limits: FrozenLimits,
): readonly CaseFlag[] => {
  const { acceptedAt, acceptedRecordedAt, endedAt } = record
  const closed = record.state === 'CLOSED'
  const accepted = acceptedAt !== null
  const isLoaded = ordered.some(({ kind, payload }) => kind === 'ACCEPTED' && payload.loaded === true)
  const beforeAcceptance = accepted && endedAt !== null && endedAt < acceptedAt
  const flags: readonly (readonly [CaseFlag, boolean])[] = [
    ['CLOSED_BEFORE_ACCEPTED', beforeAcceptance],
    ['CLOSED_WITHOUT_ACCEPTANCE', closed && !accepted],
    [
      'CLOSED_WITHIN_SECONDS',
      closed && accepted && !beforeAcceptance && spanMs(acceptedAt, endedAt) < SECONDS_CLOSE_MS,
    ],
    ['LATE_RECORDED', accepted && !isLoaded && spanMs(acceptedAt, acceptedRecordedAt) > LATE_RECORD_MS],
    [
      'CORRECTION_AFTER_ACCEPTANCE',
      ordered.some(({ kind, occurredAt }) => kind === 'CORRECTION_REQUESTED' && accepted && occurredAt > acceptedAt),
    ],
    ['SUSPENDED_WITHOUT_NOTICE', ordered.some(({ kind, payload }) => kind === 'SUSPENDED' && payload.noticed !== true)],
    [
      'EVENT_AFTER_END',
      ordered.some(
        ({ kind, occurredAt }) =>
          kind !== 'STEP' && !isEnd(kind) && endedAt !== null && occurredAt > endedAt && kind !== 'ACCEPTED',
      ),
    ],
    ['NO_PROMISED_LIMIT', accepted && limits.promised === null && limits.dueAt === null],
    ['NO_STATUTORY_LIMIT', accepted && limits.statutory === null],
    ['PROMISE_ABOVE_STATUTORY', isAbove(limits)],
  ]
  return flags.filter(([, holds]) => holds).map(([flag]) => flag)
}

const spanMs = (from: Date | null, to: Date | null): number => (to?.getTime() ?? 0) - (from?.getTime() ?? 0)

const isAbove = ({ promised, statutory }: FrozenLimits): boolean =>
  promised !== null && statutory !== null && promised.unit === statutory.unit && promised.amount > statutory.amount
