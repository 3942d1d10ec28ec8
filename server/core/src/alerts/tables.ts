import type { Generated } from 'kysely'
import type { CardLevel } from '../clock/card-rule.ts'
import type { FailuresTables } from './failures/tables.ts'
import type { SubjectsTables } from './subjects/tables.ts'

/** What may become of a card; which step leads where is said by `lifecycle/steps.ts`. */
export const ALERT_STATES = ['TO_CONFIRM', 'ISSUED', 'ACKNOWLEDGED', 'APPEALED', 'UPHELD', 'REVOKED', 'CLOSED'] as const

export type AlertState = (typeof ALERT_STATES)[number]

/** Who is to act on a card that nobody acknowledges, in the order in which it goes up. */
export const TIERS = ['UNIT', 'HALL', 'AUTHORITY'] as const

export type Tier = (typeof TIERS)[number]

/**
 * The next threshold of an open case on one calendar (its own, or `continuous`): due when the calendar's work time has
 * passed it. At most one row per case and calendar.
 */
export type ThresholdTable = {
  calendarId: string
  threshold: number
  /** The calendar of the case, and its revision when the threshold was worked out. */
  workCalendar: string
  calendarRevision: number
  /** Whether a later revision leaves a point of the case where it was, so that it must be derived again. */
  pinned: boolean
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
  /** JSON: what the rule said of it, and the instants of its escalation (`IssuedRule`). */
  rule: string
  feedbackDueAt: Date | null
  /** When feedback came first; `feedback` is the newest. */
  feedbackAt: Date | null
  feedbackBy: string | null
  feedback: string | null
  escalation: Tier
  /** When it goes up unless somebody has acknowledged or confirmed it by then; null on the highest tier. */
  escalatesAt: Date | null
  urged: number
  lastUrgedAt: Date | null
  /** When what it is about ended; it closes no earlier. */
  endedAt: Date | null
  closedAt: Date | null
  revokedAt: Date | null
}

export const STEP_KINDS = [
  'RAISED',
  'CONFIRMED',
  'REFUSED',
  'LAPSED',
  'ACKNOWLEDGED',
  'FED_BACK',
  'APPEALED',
  'UPHELD',
  'REVOKED',
  'URGED',
  'ESCALATED',
  'CLOSED',
] as const

export type StepKind = (typeof STEP_KINDS)[number]

/** What was done with a card, when, by whom and why. Rows are added and never changed, save whose organisation they are. */
export type AlertStepTable = {
  /** In the order in which they were taken. */
  stepId: Generated<number>
  alertId: string
  areaCode: number
  openedOn: string
  caseId: string
  scopeKey: number
  organisationId: number | null
  hallId: number | null
  at: Date
  /** The account, key or client; `engine` for the platform itself. */
  actorId: string
  actor: string
  kind: StepKind
  /** Null when it was raised. */
  fromState: AlertState | null
  toState: AlertState
  /** What was said or why it was done; of an escalation, the tier. */
  text: string | null
}

/** A step as it is added. */
export type NewStep = Omit<AlertStepTable, 'stepId'>

/**
 * For some time no messages about cards of a region, or of one hall, organisation or clock in it. Cards are raised,
 * escalated and shown all the same.
 */
export type SilenceTable = {
  id: string
  regionId: number
  /** The range of the region. */
  scopeKey: number
  scopeEnd: number
  hallId: number | null
  organisationId: number | null
  clock: string | null
  reason: string
  createdAt: Date
  createdBy: string
  /** It always ends, at most 30 days after it was made. */
  endsAt: Date
  /** When somebody ended it before. */
  endedAt: Date | null
  endedBy: string | null
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
  'core.alertStep': AlertStepTable
  'core.silence': SilenceTable
  'core.engineAlert': EngineAlertTable
} & SubjectsTables &
  FailuresTables
