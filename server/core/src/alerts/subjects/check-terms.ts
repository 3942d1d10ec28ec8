import { reaches } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Suspension } from '../../clock/types.ts'
import type { Reach } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Text } from '../../text.ts'
import { isUuid } from '../../uuid.ts'
import type { ClockChange, NewSuspension, StartedClock, Terms } from './subject-clocks.ts'
import type { ClockSubjectTable } from './tables.ts'

/** A clock that is looked at by the engine as soon as it can be. */
export const AT_ONCE = 0

const DATE = /^\d{4}-\d\d-\d\d$/u

export const conflict = (detail: Text) => fault('CONFLICT', { detail })

/** The row of a clock that is started. @throws INVALID_INPUT for terms that say nothing, NOT_FOUND out of reach */
export const newSubject = (started: StartedClock, reach?: Reach): ClockSubjectTable => {
  const { clock, subject, id, place, title, start, historical = false } = started
  const { regionId, areaCode, scopeKey, hallId = null, organisationId = null } = place
  if (reach !== undefined && !reaches(reach, place)) throw fault('NOT_FOUND', { value: id })
  if (!isUuid(id)) throw invalid({ 'zh-CN': `编号“${id}”不是 UUID。`, en: `The id "${id}" is no UUID.` })
  return {
    areaCode,
    openedOn: localDate(instant(start)),
    recordId: id,
    clock,
    subject,
    title,
    scopeKey,
    regionId,
    hallId,
    organisationId,
    calendarId: null,
    startAt: start,
    ...termsOf(started),
    suspensions: '[]',
    closedAt: null,
    historical,
    workThreshold: null,
    continuousThreshold: AT_ONCE,
    calendarRevision: 0,
  }
}

/** A clock with what becomes different. @throws INVALID_INPUT for terms that say nothing, CONFLICT for a due instant beside suspensions */
export const changed = (row: ClockSubjectTable, change: ClockChange): ClockSubjectTable => {
  const { start = row.startAt, title = row.title, organisationId = row.organisationId } = change
  const terms = change.terms === undefined ? {} : termsOf(change.terms)
  const after = { ...row, ...terms, startAt: instant(start), title, organisationId }
  if (isAbsolute(after) && after.suspensions !== '[]') throw notSuspended()
  return after
}

/** A suspension that may be added to those there are. */
export const newSuspension = (
  row: ClockSubjectTable,
  all: readonly Suspension[],
  { from, approvedDays, noticed, reason }: NewSuspension,
): Suspension => {
  if (isAbsolute(row)) throw notSuspended()
  if (row.closedAt !== null) throw conflict({ 'zh-CN': '该时钟已办结。', en: 'The clock is closed.' })
  if (all.some(({ to }) => to === null)) throw conflict({ 'zh-CN': '该时钟已暂停。', en: 'The clock stands already.' })
  if (approvedDays !== null && !(approvedDays > 0)) throw badLimit()
  return { from: instant(from), to: null, approvedDays, noticed, reason }
}

const notSuspended = () =>
  conflict({
    'zh-CN': '以具体时点为期限的时钟不能暂停，请改为新的时点。',
    en: 'A clock with a due instant is not suspended: give it another instant.',
  })
const badLimit = () => invalid({ 'zh-CN': '期限应为正数。', en: 'A limit is a positive number.' })
const badInstant = () => invalid({ 'zh-CN': '时间无效。', en: 'That is no instant.' })

const termsOf = (terms: Terms) => {
  const none = { limitAmount: null, limitUnit: null, dueAt: null, dueOn: null }
  if (!('due' in terms)) {
    if (terms.limit === undefined) return none
    const { amount, unit } = terms.limit
    // Nothing but a same-day limit, 0 working days, is without length.
    if (!Number.isFinite(amount) || amount < 0 || (amount === 0 && unit !== 'WORKING_DAY')) throw badLimit()
    return { ...none, limitAmount: amount, limitUnit: unit }
  }
  const { due } = terms
  if (typeof due !== 'string') return { ...none, dueAt: instant(due) }
  if (!DATE.test(due) || Number.isNaN(Date.parse(due))) throw badInstant()
  return { ...none, dueOn: due }
}

const isAbsolute = ({ dueAt, dueOn }: ClockSubjectTable): boolean => dueAt !== null || dueOn !== null

const instant = (at: Date): Date => {
  if (Number.isNaN(at.getTime())) throw badInstant()
  return at
}
