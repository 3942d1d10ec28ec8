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

/** A warning, yellow or red card. One per (case, clock, level, round). */
export type AlertTable = {
  alertId: string
  areaCode: number
  openedOn: string
  caseId: string
  clock: string
  level: CardLevel
  round: number
  scopeKey: number
  regionId: number
  hallId: number
  organisationId: number | null
  matterId: number
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
