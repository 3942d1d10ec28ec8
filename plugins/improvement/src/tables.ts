import type { Generated } from 'kysely'
import type { ImprovementEvents, ImprovementHears, RectificationState } from './contract.ts'

/** What is done with it. PASS and FAIL are the two ends of a recheck; REPEAT is a finding of the same cause. */
export type RectificationStep =
  | 'ASSIGN'
  | 'ACCEPT'
  | 'PLAN'
  | 'FINISH'
  | 'FEED_BACK'
  | 'PASS'
  | 'FAIL'
  | 'REPEAT'
  | 'WITHDRAW'

/** How grave a finding is, as the ledger says. */
export type Severity = 'MINOR' | 'SERIOUS' | 'GRAVE'

/** The limits of a place in working days but where told, settable by region; the nearest region above holds. */
export type Terms = {
  /** To hand a finding over, from when it was found (7-a). */
  readonly handOverDays: number
  /** To accept and to plan, from the hand-over (7-b). */
  readonly acceptDays: number
  readonly planDays: number
  /** To repair, from the hand-over, by severity. */
  readonly minorDays: number
  readonly seriousDays: number
  readonly graveDays: number
  /** To report back, from when it was done. */
  readonly feedbackDays: number
  /** To recheck, from the report (7-d). */
  readonly recheckDays: number
  /** To answer an urge (7-d). */
  readonly urgeDays: number
  /** Calendar days without the same cause after which a repair counts as effective (7-d). */
  readonly effectDays: number
  /** So many units with the same type and cause within so many calendar days are a trend (7-b). */
  readonly trendUnits: number
  readonly trendDays: number
  /** A finding that names its unit is handed over at once, without anybody's hand. */
  readonly handsOverAtOnce: boolean
}

/** What a monitor of ratings looks for (7-c). */
export type RatingFaultKind =
  | 'DEFAULTS'
  | 'DUPLICATES'
  | 'BURST'
  | 'BEFORE_CLOSE'
  | 'OWN_DEVICE'
  | 'ALL_BEST'
  | 'COVERAGE'

/** What a hall's ratings of a period came to; all are counts of ratings unless told. */
export type RatingFacts = {
  readonly ratings: number
  /** Given by nobody: best by default when the time was over. */
  readonly defaults: number
  /** Beyond the first of one service. */
  readonly duplicates: number
  /** The most within ten minutes at one window or device. */
  readonly mostInTenMinutes: number
  /** Before the case was closed. */
  readonly beforeClose: number
  /** From devices of the hall or its staff that are no rating devices. */
  readonly ownDevice: number
  /** Of the best grade without a word. */
  readonly bestWithoutWords: number
  /** Services that ended in the period. */
  readonly services: number
}

/** Where a fault stands: found, judged a fault or none, corrected, closed. */
export type RatingFaultState = 'DETECTED' | 'CONFIRMED' | 'DISMISSED' | 'CORRECTED' | 'CLOSED'

/** The same type and cause, counted over the units of a region. */
export type Spread = { readonly units: number; readonly findings: number }

/** PENDING: too young to tell. EFFECTIVE: nothing of the same cause at the unit came up. REPEATED: it did (7-d). */
export type Effect = 'PENDING' | 'EFFECTIVE' | 'REPEATED'

/** Where a record belongs, and whose it is. */
export type PlaceColumns = {
  areaCode: number
  regionId: number
  scopeKey: number
  organisationId: number | null
  hallId: number | null
}

/** A finding on its way to its repair; what a round wrote is emptied when the next one begins, and stays in the trail. */
export type RectificationTable = PlaceColumns & {
  id: string
  serial: Generated<number>
  /** Changes with each round: clocks of a round run under it. */
  roundId: string
  kind: 'SINGLE' | 'SYSTEMIC'
  /** Null for a systemic one, which has `trendId`. */
  findingId: string | null
  trendId: number | null
  findingType: string
  cause: string
  severity: Severity
  title: string
  state: RectificationState
  /** When what is asked for now is due; what ended keeps the last. */
  stepDue: Date
  foundAt: Date
  handOverDue: Date
  /** When it had a unit first; before, it is a finding without addressee. */
  addressedAt: Date | null
  assignedAt: Date | null
  issuerId: string | null
  issuer: string | null
  requirement: string | null
  /** The first due date, which no extension and no reopening changes. */
  firstDue: Date | null
  due: Date | null
  extended: boolean
  acceptedAt: Date | null
  acceptedById: string | null
  acceptedBy: string | null
  plannedAt: Date | null
  plannedById: string | null
  plannedBy: string | null
  measures: string | null
  /** Who answers for it in the unit, by name and post. */
  responsible: string | null
  doneAt: Date | null
  doneById: string | null
  doneBy: string | null
  outcome: string | null
  /** Ids of files, as a JSON list. */
  evidence: string | null
  fedBackAt: Date | null
  fedBackById: string | null
  fedBackBy: string | null
  feedback: string | null
  recheckDue: Date | null
  recheckedAt: Date | null
  recheckedById: string | null
  recheckedBy: string | null
  /** The unit by which the right to recheck is held: `r15`, `r15.o12`; another than `unit`. */
  recheckedFrom: string | null
  recheckPassed: boolean | null
  recheckWords: string | null
  closedAt: Date | null
  /** Null until it is closed for the first time. */
  firstClosedAt: Date | null
  reopenedAt: Date | null
  reopenings: number
  effectDue: Date | null
  effect: Effect | null
  effectAt: Date | null
}

/** What was done, when and by whom. Rows are added and never changed. */
export type RectificationStepTable = {
  id: Generated<number>
  rectificationId: string
  scopeKey: number
  at: Date
  actorId: string
  actor: string
  step: RectificationStep
  state: RectificationState
  words: string
}

/** More time that was asked for, and what somebody else said to it. */
export type ExtensionTable = PlaceColumns & {
  id: Generated<number>
  rectificationId: string
  /** Working days after the due date that held. */
  days: number
  reason: string
  askedAt: Date
  askedById: string
  askedBy: string
  state: 'ASKED' | 'APPROVED' | 'REFUSED'
  decidedAt: Date | null
  decidedById: string | null
  decidedBy: string | null
  words: string | null
}

/** Somebody who follows one rectification. */
export type WatchTable = PlaceColumns & { rectificationId: string; personId: string; since: Date }

/** Why a citizen urges: chosen from a list, so that nothing personal is written down. */
export type UrgeGround = 'SLOW' | 'NO_ANSWER' | 'NOT_SETTLED' | 'OTHER'

/** Somebody urges that something be done (clause 7-d): a citizen on their own case or complaint, or an authority. */
export type UrgeTable = PlaceColumns & {
  id: string
  serial: Generated<number>
  source: 'PUBLIC' | 'AUTHORITY'
  subject: 'CASE' | 'COMPLAINT' | 'RECTIFICATION'
  subjectId: string
  /** The number by which people know it. */
  number: string
  ground: UrgeGround
  /** What an authority says; a citizen writes nothing. */
  words: string | null
  urgedById: string | null
  urgedBy: string | null
  receivedAt: Date
  due: Date
  answeredAt: Date | null
  answeredById: string | null
  answeredBy: string | null
  answer: string | null
}

/** The same type and cause at several units of a region: somebody judges whether the whole is to be repaired. */
export type TrendTable = PlaceColumns & {
  id: Generated<number>
  findingType: string
  cause: string
  units: number
  findings: number
  since: Date
  proposedAt: Date
  state: 'PROPOSED' | 'CONFIRMED' | 'DISMISSED'
  judgedAt: Date | null
  judgedById: string | null
  judgedBy: string | null
  reason: string | null
}

/** A fault in the way ratings are gathered: found, judged, corrected, closed (clause 7-c). */
export type RatingFaultTable = PlaceColumns & {
  id: Generated<number>
  kind: RatingFaultKind
  /** The days it was seen in: the first, and the day after the last. */
  fromDay: string
  toDay: string
  part: number
  whole: number
  words: string | null
  detectedAt: Date
  detectedById: string
  detectedBy: string
  state: RatingFaultState
  judgedAt: Date | null
  judgedById: string | null
  judgedBy: string | null
  reason: string | null
  correctedAt: Date | null
  correctedById: string | null
  correctedBy: string | null
  correction: string | null
  closedAt: Date | null
  closedById: string | null
  closedBy: string | null
}

/** A change of the way ratings are gathered, with why, and what it came to (clause 7-c). */
export type MethodChangeTable = PlaceColumns & {
  id: Generated<number>
  title: string
  change: string
  reason: string
  inForceOn: string
  recordedAt: Date
  recordedById: string
  recordedBy: string
  effect: string | null
  effectAt: Date | null
  effectBy: string | null
}

/** Limits as somebody set them for a region. Rows are added and never changed; the newest of a region holds. */
export type TermsTable = Terms & {
  id: Generated<number>
  regionId: number
  areaCode: number
  scopeKey: number
  setAt: Date
  setById: string
  setBy: string
}

export type ImprovementTables = {
  'improvement.rectification': RectificationTable
  'improvement.rectificationStep': RectificationStepTable
  'improvement.extension': ExtensionTable
  'improvement.watch': WatchTable
  'improvement.urge': UrgeTable
  'improvement.trend': TrendTable
  'improvement.ratingFault': RatingFaultTable
  'improvement.methodChange': MethodChangeTable
  'improvement.terms': TermsTable
}

/** What this plugin is made of, as types. */
export type Improvement = {
  Tables: ImprovementTables
  Emits: ImprovementEvents
  Hears: ImprovementHears
  Permissions:
    | 'improvement.read'
    | 'improvement.assign'
    | 'improvement.rectify'
    | 'improvement.supervise'
    | 'improvement.monitor'
    | 'improvement.govern'
}
