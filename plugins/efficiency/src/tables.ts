import type { Generated } from 'kysely'
import type { Act, EfficiencyEvents, Measure } from './contract.ts'

/** A published analysis of a region over a period, as it was computed then. Rows are added and never changed. */
export type ReportTable = {
  id: Generated<number>
  regionId: number
  areaCode: number
  scopeKey: number
  period: 'MONTH' | 'QUARTER' | 'YEAR'
  /** The first day, and the day after the last. */
  fromDay: string
  toDay: string
  /** 1 for the first of a region and period; a corrected one names the one before. */
  edition: number
  replaces: number | null
  /** What the authority says of the figures. */
  conclusion: string
  /** The figures, JSON: see `ReportContent`. */
  content: string
  computedAt: Date
  /** The newest revision of the calendars by which was counted. */
  calendarRevision: number
  /** The versions of the rules by which cards of the period were issued, commas between. */
  ruleVersions: string
  publishedAt: Date
  publishedById: string
  publishedBy: string
}

/** Where a record of accountability belongs, and the case that it is about. */
type Accused = {
  areaCode: number
  regionId: number
  scopeKey: number
  /** Null when only the hall is accused. */
  organisationId: number | null
  hallId: number | null
  openedOn: string
  caseId: string
  /** Its number at its source. */
  caseNumber: string
}

/** What gives rise to a suspicion beside the clock (clause 6.4-b). */
export type Trigger =
  | 'VALID_APPLICATION_REFUSED'
  | 'REFUSED_WITHOUT_REASON'
  | 'STEP_OVERDUE'
  | 'SENT_UP_LATE'
  | 'NOT_ON_PLATFORM'
  | 'CHARGED_OUTSIDE_LIST'
  | 'EXTRA_MATERIAL'
export type LeadState = 'PROPOSED' | 'CONFIRMED' | 'DISMISSED'
export type RecordState = 'OPEN' | 'HEARD' | 'DECIDED' | 'CARRIED_OUT' | 'CLOSED' | 'WITHDRAWN'
/** The person was heard, or waived it in writing. */
export type Hearing = 'HELD' | 'WAIVED'

/** A suspected act that no clock tells, which somebody else has to confirm. One per case and trigger. */
export type LeadTable = Accused & {
  id: Generated<number>
  trigger: Trigger
  alertId: string | null
  words: string
  evidence: string | null
  foundById: string
  foundBy: string
  foundAt: Date
  state: LeadState
  judgedById: string | null
  judgedBy: string | null
  judgedAt: Date | null
  reason: string | null
}

/** How a unit, and a person of its staff where one is named, is held to account, up to what became of it. */
export type RecordTable = Accused & {
  id: Generated<number>
  act: Act
  /** What it was opened from: a confirmed lead, or an issued card. */
  leadId: number | null
  alertId: string | null
  staffId: number | null
  acceptedAt: Date | null
  /** When the card was issued; without one, when the record was opened. */
  issuedAt: Date
  ground: string
  citedRule: string
  state: RecordState
  openedById: string
  openedBy: string
  openedAt: Date
  hearing: Hearing | null
  heardAt: Date | null
  /** What the person said, or how it was waived in writing. */
  statement: string | null
  measure: Measure | null
  decisionNumber: string | null
  decidedById: string | null
  decidedBy: string | null
  decidedAt: Date | null
  servedAt: Date | null
  carriedOutAt: Date | null
  outcome: string | null
}

/** What was done with a record, when and by whom. Rows are added and never changed. */
export type RecordStepTable = {
  id: Generated<number>
  recordId: number
  scopeKey: number
  at: Date
  actorId: string
  actor: string
  /** The state since. */
  state: RecordState
  words: string
}

export type EfficiencyTables = {
  'efficiency.report': ReportTable
  'efficiency.accountabilityLead': LeadTable
  'efficiency.accountabilityRecord': RecordTable
  'efficiency.accountabilityStep': RecordStepTable
}

/** What this plugin is made of, as types. */
export type Efficiency = {
  Tables: EfficiencyTables
  Emits: EfficiencyEvents
  Permissions: 'efficiency.read' | 'efficiency.handle' | 'efficiency.report' | 'efficiency.hold' | 'efficiency.decide'
}
