import type { Generated, GeneratedAlways } from 'kysely'
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

/** What a source may report about a case, in the order in which events of one instant are read. */
export const CASE_EVENT_KINDS = [
  'SUBMITTED',
  'CORRECTION_REQUESTED',
  'CORRECTION_ANSWERED',
  'ACCEPTED',
  'SUPPLEMENTED',
  'STEP',
  'FORWARDED',
  'FORWARD_RETURNED',
  'SUSPENDED',
  'RESUMED',
  'EXTENDED',
  'RETURNED',
  'WITHDRAWN',
  'VOIDED',
  'CLOSED',
  'LICENCE_ISSUED',
  'DELIVERED',
] as const

export type CaseEventKind = (typeof CASE_EVENT_KINDS)[number]

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
  /** First second at which it counted as accepted for want of any notice; null when it was accepted otherwise. */
  deemedAt: Date | null
  /** The number of the joint case that it is a part of, at the same source. */
  parentExternalId: string | null
  /** By when what an acceptance left open must be supplied, and when it was. */
  supplementDueAt: Date | null
  supplementedAt: Date | null
  promisedAmount: number | null
  promisedUnit: LimitUnit | null
  statutoryAmount: number | null
  statutoryUnit: LimitUnit | null
  /** By how much valid extensions move the statutory limit, in its unit. */
  extensionDays: number
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
  /** Of that the time at an upper body. */
  upperUnits: number | null
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
  /** `cityKey` is the scope key of its city, by which lists find the newest. */
  'core.case': CaseTable & { cityKey: GeneratedAlways<number> }
  'core.caseEvent': CaseEventTable
  'core.parkedEvent': ParkedEventTable
}
