/** What one version of a calendar leaves to do for the cases that run on it, or on one that inherits from it. */
export type CalendarJobTable = {
  calendarId: string
  revision: number
  /** The first local date that differs. */
  firstDay: string
  /** Whether days that had begun differ: then every case that they touch is derived again, else only pinned ones. */
  past: boolean
  /** How many cases were to be looked at when the version was saved, and how many have been. */
  total: number
  done: number
  /** The last case that the job over the past has looked at, as `area/day/id`; null before the first. */
  reached: string | null
  createdAt: Date
  finishedAt: Date | null
}

export const FINDING_KINDS = ['VERDICT', 'CARD_NOT_DUE', 'CARD_DUE'] as const

/**
 * VERDICT: whether a closed case was in time would be answered differently. CARD_NOT_DUE: a card that was issued would
 * not be. CARD_DUE: a closed case would have got a card.
 */
export type FindingKind = (typeof FINDING_KINDS)[number]

/** What a corrected day would change of what was said before; a person decides, nothing is rewritten. */
export type CalendarFindingTable = {
  revision: number
  areaCode: number
  openedOn: string
  caseId: string
  kind: FindingKind
  /** `<clock> <level>` of a card; the limit of a verdict: PROMISED or STATUTORY. */
  about: string
  before: Date | null
  after: Date | null
  scopeKey: number
  hallId: number
  organisationId: number | null
}

export type CalendarWorkTables = {
  'core.calendarJob': CalendarJobTable
  'core.calendarFinding': CalendarFindingTable
}
