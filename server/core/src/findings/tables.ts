import type { FindingEvents, FindingOutcome, FindingSeverity, FindingSource, FindingState } from './contract.ts'

/** From whom a row is hidden, and since when it is not. Without a veil it is released from the start. */
type Veiled = {
  veiledLo: number | null
  veiledHi: number | null
  veiledOrganisationId: number | null
  veiledHallId: number | null
  releasedAt: Date | null
}

type Placed = {
  areaCode: number
  regionId: number
  scopeKey: number
  organisationId: number | null
  hallId: number | null
}

/** What is wrong in a unit, as long as it is. */
export type FindingTable = Placed &
  Veiled & {
    /** UUID version 7. */
    id: string
    type: string
    cause: string
    severity: FindingSeverity
    title: string
    subjectType: string | null
    subjectId: string | null
    state: FindingState
    /** How often it was found. */
    occurrences: number
    /** Of the first occurrence. */
    source: FindingSource
    sourceId: string
    foundAt: Date
    /** Of the newest occurrence. */
    lastFoundAt: Date
    raisedById: string
    raisedBy: string
    settledAt: Date | null
    reopenings: number
    /** Into which it was merged. */
    mergedInto: string | null
    /** Who proposes to dismiss it, and why; somebody else decides. */
    dismissalById: string | null
    dismissalBy: string | null
    dismissalReason: string | null
    dismissedById: string | null
    dismissedBy: string | null
    dismissedAt: Date | null
  }

/** Each time that it was found. */
export type OccurrenceTable = Placed &
  Veiled & {
    id: string
    findingId: string
    source: FindingSource
    sourceId: string
    outcome: FindingOutcome
    severity: FindingSeverity
    title: string
    foundAt: Date
    /** Ids of files. */
    evidence: string[]
  }

/** What the trail tells of a finding. */
export type StepKind =
  | 'RAISED'
  | 'JOINED'
  | 'REOPENED'
  | 'SETTLED'
  | 'MERGED'
  | 'DISMISSAL_PROPOSED'
  | 'DISMISSAL_REFUSED'
  | 'DISMISSED'

/** What happened with a finding. Rows are added and never changed; of a veiled finding there are none. */
export type StepTable = Placed & {
  id: string
  findingId: string
  at: Date
  /** The local day (Asia/Shanghai) on which figures count it. */
  day: string
  kind: StepKind
  actorId: string
  actor: string
  words: string
  /** How grave the finding is since. */
  severity: FindingSeverity
}

export type FindingsTables = {
  'findings.finding': FindingTable
  'findings.occurrence': OccurrenceTable
  'findings.step': StepTable
}

/** What the ledger of findings is made of, as types. */
export type Findings = {
  Tables: FindingsTables
  Emits: FindingEvents
  Permissions: 'findings.read' | 'findings.report' | 'findings.keep'
}
