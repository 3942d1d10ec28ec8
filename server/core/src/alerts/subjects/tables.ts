import type { LimitUnit } from '../../clock/types.ts'

/**
 * A clock that runs for a record of a plugin. A threshold is the next point at which the engine has to look at it, on
 * its own calendar and on the continuous one; both null when nothing more can come.
 */
export type ClockSubjectTable = {
  areaCode: number
  /** Local date of the first start; cards about the record are kept under it. */
  openedOn: string
  recordId: string
  clock: string
  /** The kind of record: `<plugin>.<noun>`. */
  subject: string
  title: string
  scopeKey: number
  regionId: number
  hallId: number | null
  organisationId: number | null
  /** Null until the engine has looked at it; then it stays. */
  calendarId: string | null
  startAt: Date
  /** Null: that of its rules. */
  limitAmount: number | null
  limitUnit: LimitUnit | null
  /** In place of a limit. */
  dueAt: Date | null
  /** In place of both: the close of business of a local date. */
  dueOn: string | null
  /** JSON: those with their instants as ISO 8601 (`suspensions.ts`). */
  suspensions: string
  closedAt: Date | null
  /** Comes from an earlier time: the cards of the first look are pushed to nobody. */
  historical: boolean
  workThreshold: number | null
  continuousThreshold: number | null
  /** The newest revision of all calendars when the engine last looked at it. */
  calendarRevision: number
}

export type SubjectsTables = { 'core.clockSubject': ClockSubjectTable }
