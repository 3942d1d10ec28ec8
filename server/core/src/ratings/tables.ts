import type { OrderState, OrderStep, RatingChannel, RatingKind, RatingsEvents, RatingVerdict } from './contract.ts'
import type { Grade } from './rules/grades.ts'
import type { RatingTerms } from './rules/terms.ts'

type Placed = {
  areaCode: number
  regionId: number
  scopeKey: number
  organisationId: number | null
  hallId: number | null
}

/**
 * What a rating says, as the rated may know it: by day, without the case, the words and who gave it. These are in
 * `ratings.given`, which no reader sees.
 */
export type RatingTable = Placed & {
  /** UUID of chance: it tells no time. */
  id: string
  windowId: number | null
  matterId: number
  /** The local day (Asia/Shanghai) on which it was given, and on which figures count it. */
  day: string
  kind: RatingKind
  channel: RatingChannel
  /** Of the case, as figures split by them; empty where there is none. */
  caseChannel: string
  caseSource: string
  grade: Grade
  isDefault: boolean
  isSatisfied: boolean
  /** Of the questions that were asked. */
  version: number
  /** Codes of tags joined by commas. */
  tags: string
  /** JSON: code of a side → grade. */
  items: string
  hasWords: boolean
  isRealName: boolean
  verdict: RatingVerdict | null
  /** The day on which its case was closed, which counts as answered since; null until it is known, and of a default. */
  answeredDay: string | null
}

/** How a rating was given. One row per service and kind; only the engine reads it. */
export type GivenTable = {
  areaCode: number
  caseId: string
  kind: RatingKind
  openedOn: string
  ratingId: string
  scopeKey: number
  hallId: number | null
  organisationId: number | null
  windowId: number | null
  givenAt: Date
  receivedAt: Date
  /** When the case ended, as far as it is known; null while it is open: the rating came before the end. */
  caseEndedAt: Date | null
  /** The end was known when the rating came in. */
  endedBefore: boolean
  /** The system that reported it, and its id there; `link` where the rater used a link. */
  source: string
  externalId: string
  contentHash: string
  /** SHA-256 of the device's name, and of the address from which it came. */
  deviceHash: Buffer | null
  addressHash: Buffer | null
  words: string | null
}

/** A further rating of a service that was rated, which was refused. Only the engine reads it. */
export type RepeatTable = {
  areaCode: number
  caseId: string
  source: string
  externalId: string
  scopeKey: number
  hallId: number | null
  organisationId: number | null
  channel: RatingChannel
  grade: Grade
  givenAt: Date
  receivedAt: Date
}

/** A token that was used. Only the engine reads it. */
export type TokenTable = { digest: Buffer; usedAt: Date; expiresAt: Date }

/** What is done about a negative rating, as the rated may know it. */
export type WorkOrderTable = Placed & {
  id: string
  ratingId: string
  day: string
  grade: Grade
  version: number
  tags: string
  state: OrderState
  contactDue: Date
  fixDue: Date
  contactedAt: Date | null
  contactedById: string | null
  contactedBy: string | null
  reached: boolean | null
  /** What the unit may know of what the rater said: written by the desk, without the rater. */
  account: string | null
  verifiedAt: Date | null
  verifiedById: string | null
  verifiedBy: string | null
  ground: string | null
  /** Why it is to be struck out. */
  strikeReason: 'MISTAKEN' | 'MALICIOUS' | null
  struckAt: Date | null
  struckById: string | null
  struckBy: string | null
  settledAt: Date | null
  settledById: string | null
  settledBy: string | null
  /** What was put right, or what was explained. */
  outcome: string | null
  closedAt: Date | null
  followUpGrade: Grade | null
  findingId: string | null
}

/** What was done. Rows are added and never changed. */
export type OrderStepTable = {
  areaCode: number
  orderId: string
  id: string
  scopeKey: number
  at: Date
  actorId: string
  actor: string
  step: OrderStep
  state: OrderState
  words: string
}

/** Terms of a region, and there of one organisation or of all; the newest holds. */
export type TermsTable = RatingTerms & {
  id: string
  regionId: number
  areaCode: number
  scopeKey: number
  organisationId: number | null
  setAt: Date
  setById: string
  setBy: string
}

export type RatingsTables = {
  'ratings.rating': RatingTable
  'ratings.given': GivenTable
  'ratings.repeat': RepeatTable
  'ratings.token': TokenTable
  'ratings.workOrder': WorkOrderTable
  'ratings.orderStep': OrderStepTable
  'ratings.terms': TermsTable
}

/** What ratings are made of, as types. */
export type Ratings = {
  Tables: RatingsTables
  Emits: RatingsEvents
  Hears: { 'cases.case.closed': { readonly caseId: string; readonly at: string } }
  Permissions:
    | 'ratings.read'
    | 'ratings.handle'
    | 'ratings.answer'
    | 'ratings.invite'
    | 'ratings.report'
    | 'ratings.govern'
}
