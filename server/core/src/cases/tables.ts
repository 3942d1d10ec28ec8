import type { Generated } from 'kysely'
import type { CardLevel } from '../clock/card-rule.ts'
import type { LimitUnit } from '../clock/types.ts'

export type CaseState =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'CORRECTION'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'

export type CaseEventKind =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'CORRECTION_REQUESTED'
  | 'CORRECTION_ANSWERED'
  | 'SUSPENDED'
  | 'RESUMED'
  | 'STEP'
  | 'CLOSED'
  | 'VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'

/** (source, case number) → the key of the case. Hash-partitioned by `caseRef`. */
export type CaseKeyTable = { caseRef: string; areaCode: number; openedOn: string; caseId: string }

/** One case as its events say it is; every column but the key is derived and may be derived again. */
export type CaseTable = {
  areaCode: number
  openedOn: string
  caseId: string
  scopeKey: number
  regionId: number
  hallId: number
  windowId: number | null
  organisationId: number | null
  matterId: number
  source: string
  externalId: string
  channel: string | null
  state: CaseState
  submittedAt: Date | null
  acceptedAt: Date | null
  acceptedRecordedAt: Date | null
  endedAt: Date | null
  promisedAmount: number | null
  promisedUnit: LimitUnit | null
  statutoryAmount: number | null
  statutoryUnit: LimitUnit | null
  givenDueAt: Date | null
  calendarId: string
  /** Which calendar `dueW` counts on: the case's own or `continuous`. */
  dueCalendar: string | null
  dueW: number | null
  statutoryDueCalendar: string | null
  statutoryDueW: number | null
  provisional: boolean
  /** Work time from acceptance to the end, suspensions taken off; units of the clock. */
  handlingUnits: number | null
  overdueAt: Date | null
  statutoryOverdueAt: Date | null
  closedLate: boolean | null
  closedStatutoryLate: boolean | null
  /** First second of its yellow and red card; null until it is reached. */
  yellowAt: Date | null
  redAt: Date | null
  /** The highest live card: a warning only while the case is open. */
  cardLevel: CardLevel | null
  /** Words separated by commas: see `CaseFlag`. */
  flags: string
  lastEventAt: Date
  updatedAt: Date
}

/** One fact that a source reported about a case, as it was reported. */
export type CaseEventTable = {
  areaCode: number
  openedOn: string
  caseId: string
  eventKey: string
  scopeKey: number
  /** Those of its case. */
  organisationId: number | null
  hallId: number
  kind: CaseEventKind
  occurredAt: Date
  receivedAt: Date
  windowId: number | null
  /** JSON as text, so that its keys stay as they are. */
  payload: string
  contentHash: string
}

/** An event that came before any event that names a hall. */
export type ParkedEventTable = {
  caseRef: string
  eventKey: string
  payload: string
  contentHash: string
  scopeLo: number
  scopeHi: number
  receivedAt: Generated<Date>
  /** Who applied, sealed for this event; null when it tells nobody. */
  applicant: Buffer | null
  applicantKeyId: string | null
}

/** A system that reports, and the range to which its case numbers belong. */
export type SourceTable = { code: string; lo: number; hi: number; claimedAt: Date }

/** A day (Asia/Shanghai) on which a source reported. */
export type SourceDayTable = { code: string; day: string }

export type CasesTables = {
  'core.source': SourceTable
  'core.sourceDay': SourceDayTable
  'core.caseKey': CaseKeyTable
  'core.case': CaseTable
  'core.caseEvent': CaseEventTable
  'core.parkedEvent': ParkedEventTable
}
