import type { Generated } from 'kysely'
import type { CardLevel } from '../clock/card-rule.ts'

export type AlertState = 'TO_CONFIRM' | 'ISSUED' | 'ACKNOWLEDGED' | 'CLOSED'

/**
 * The next threshold of an open case on one calendar (its own, or `continuous`): due when the calendar's work time has
 * passed it. At most one row per case and calendar.
 */
export type ThresholdTable = {
  calendarId: string
  threshold: number
  areaCode: number
  openedOn: string
  caseId: string
}

/**
 * A warning, yellow or red card. One per (subject, clock, level, round). The subject is a case, or a record of a plugin
 * that a clock runs for: then `caseId` is the id of that record, and `title` says what it is.
 */
export type AlertTable = {
  alertId: string
  areaCode: number
  openedOn: string
  caseId: string
  /** `case`, or the kind of record: `<plugin>.<noun>`. */
  subject: string
  title: string | null
  clock: string
  level: CardLevel
  round: number
  scopeKey: number
  regionId: number
  hallId: number | null
  organisationId: number | null
  matterId: number | null
  dueAt: Date
  raisedAt: Date
  state: AlertState
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  historical: boolean
  provisional: boolean
  ruleVersion: string
}

/** The platform watching itself: a calendar year missing, a worker that does not run. */
export type EngineAlertTable = {
  id: Generated<number>
  code: string
  subject: string
  params: string
  openedAt: Date
  closedAt: Date | null
}

export type AlertsTables = {
  'core.threshold': ThresholdTable
  'core.alert': AlertTable
  'core.engineAlert': EngineAlertTable
}
