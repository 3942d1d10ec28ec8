import type { WorkCalendar } from '../clock/types.ts'
import type { CaseCourse } from './derive.ts'
import type { CaseEvent, FrozenLimits } from './event.ts'
import { isEnd } from './event.ts'
import { isForwardedLate } from './forwarding.ts'
import type { CaseFlag, CaseRecord } from './record.ts'
import { groundOf } from './suspension-ground.ts'

const SECONDS_CLOSE_MS = 10_000
const LATE_RECORD_MS = 24 * 3_600_000

type Flags = readonly (readonly [CaseFlag, boolean])[]

/** What deserves a second look in the history of a case; nothing of it changes how the case counts. */
export const flagsOf = (record: CaseRecord, course: CaseCourse, calendar: WorkCalendar): readonly CaseFlag[] =>
  [...ofAcceptance(record, course), ...ofLaw(record, course, calendar), ...ofLimits(record, course.acceptance.limits)]
    .filter(([, holds]) => holds)
    .map(([flag]) => flag)

const ofAcceptance = ({ acceptedAt, acceptedRecordedAt, endedAt, state }: CaseRecord, course: CaseCourse): Flags => {
  const closed = state === 'CLOSED'
  const accepted = acceptedAt !== null
  const { reported, deemedAt } = course.acceptance
  const isLoaded = reported?.payload.loaded === true
  const beforeAcceptance = accepted && endedAt !== null && endedAt < acceptedAt
  const within = closed && accepted && !beforeAcceptance && spanMs(acceptedAt, endedAt) < SECONDS_CLOSE_MS
  const late = deemedAt === null && !isLoaded && spanMs(acceptedAt, acceptedRecordedAt) > LATE_RECORD_MS
  return [
    ['CLOSED_BEFORE_ACCEPTED', beforeAcceptance],
    ['CLOSED_WITHOUT_ACCEPTANCE', closed && !accepted],
    ['CLOSED_WITHIN_SECONDS', within],
    ['LATE_RECORDED', accepted && late],
    ['DEEMED_ACCEPTED', deemedAt !== null],
  ]
}

const ofLaw = ({ acceptedAt, endedAt }: CaseRecord, course: CaseCourse, calendar: WorkCalendar): Flags => {
  const { ordered, suspensions, forwardings, extended } = course
  const corrections = ordered.filter(({ kind }) => kind === 'CORRECTION_REQUESTED')
  const suspended = ordered.filter(({ kind }) => kind === 'SUSPENDED')
  const afterEnd = (event: CaseEvent): boolean =>
    endedAt !== null && event.occurredAt > endedAt && !MAY_FOLLOW.has(event.kind) && !isEnd(event.kind)
  return [
    [
      'CORRECTION_AFTER_ACCEPTANCE',
      acceptedAt !== null && corrections.some(({ occurredAt }) => occurredAt > acceptedAt),
    ],
    ['SECOND_CORRECTION', corrections.length > 1],
    ['SUSPENDED_WITHOUT_NOTICE', suspended.some(({ payload }) => payload.noticed !== true)],
    ['SUSPENDED_WITHOUT_GROUND', suspended.some(({ payload }) => groundOf(payload) === null)],
    ['EXTENDED_WITHOUT_EFFECT', extended.void.length > 0],
    ['EXTENDED_ABOVE_CAP', extended.isCut],
    ['FORWARDED_LATE', acceptedAt !== null && isForwardedLate(calendar, forwardings, acceptedAt, suspensions)],
    ['EVENT_AFTER_END', ordered.some(afterEnd)],
  ]
}

/** What may well happen after the end of a case. */
const MAY_FOLLOW: ReadonlySet<CaseEvent['kind']> = new Set(['STEP', 'ACCEPTED', 'LICENCE_ISSUED', 'DELIVERED'])

const ofLimits = ({ acceptedAt }: CaseRecord, limits: FrozenLimits): Flags => [
  ['NO_PROMISED_LIMIT', acceptedAt !== null && limits.promised === null && limits.dueAt === null],
  ['NO_STATUTORY_LIMIT', acceptedAt !== null && limits.statutory === null],
  ['PROMISE_ABOVE_STATUTORY', isAbove(limits)],
]

const spanMs = (from: Date | null, to: Date | null): number => (to?.getTime() ?? 0) - (from?.getTime() ?? 0)

const isAbove = ({ promised, statutory }: FrozenLimits): boolean =>
  promised !== null && statutory !== null && promised.unit === statutory.unit && promised.amount > statutory.amount
