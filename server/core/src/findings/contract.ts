import type { Place } from '../host.ts'
import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/** From where a finding comes. */
export const FINDING_SOURCES = [
  'INSPECTION',
  'RATING',
  'COMPLAINT',
  'CARD',
  'SURVEY',
  'DETECTOR',
  'SELF_ASSESSMENT',
  'URGING',
  'REPORT',
] as const
export type FindingSource = (typeof FINDING_SOURCES)[number]

/** How grave a finding is, the least first. */
export const FINDING_SEVERITIES = ['MINOR', 'SERIOUS', 'GRAVE'] as const
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]

/** Where a finding stands; OPEN and REOPENED are open. DISMISSED and MERGED are final. */
export type FindingState = 'OPEN' | 'REOPENED' | 'SETTLED' | 'DISMISSED' | 'MERGED'

/** A kind of finding, declared as data by a plugin or shared record. */
export type FindingType = {
  /** `EXTERNAL_LOOP`: unique in the platform. */
  readonly code: string
  /** The clause of the standard that was not kept. */
  readonly clause: ClauseId
  readonly title: Text
  /** The severity of such a finding where nobody judges it. */
  readonly severity: FindingSeverity
}

/** The unit that must not know before a release; see `TableAccess.veil`. Null where it does not matter. */
export type Veil = {
  readonly lo: number | null
  readonly hi: number | null
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** Who did something, as the trail names it. */
export type FindingActor = { readonly id: string; readonly name: string }

/** What was found. */
export type NewFinding = {
  readonly source: FindingSource
  /** What it was found by, stable: the same source and id raise once. */
  readonly sourceId: string
  /** The code of a declared `FindingType`. */
  readonly type: string
  /** The unit: organisation and hall where there are such. */
  readonly place: Place
  /** A code of what it comes from; findings of one unit, type and cause are one. */
  readonly cause: string
  readonly severity: FindingSeverity
  /** What was found, in a line, without personal data; at most 200 characters. */
  readonly title: string
  /** When; figures count it on this day (Asia/Shanghai), a veiled one on the day of its release. */
  readonly foundAt: Date
  /** The record that it is about; findings about different ones are never joined. */
  readonly subject?: { readonly type: string; readonly id: string }
  /** Ids of files that show it. */
  readonly evidence?: readonly string[]
  /** From whom it is hidden until `releaseFindings`; meanwhile nothing of it is told or counted. */
  readonly veil?: Veil
  /** Who found it; the platform unless told. */
  readonly by?: FindingActor
}

/**
 * What became of a raise. JOINED: it is one more occurrence of a finding that is open. REOPENED: it repeats one that was
 * settled not long ago. The same source and id again get the answer of the first time.
 */
export type FindingOutcome = 'RAISED' | 'JOINED' | 'REOPENED'
export type RaisedFinding = { readonly id: string; readonly outcome: FindingOutcome }

/** Why a finding is settled or open again, and who says so. */
export type FindingStep = { readonly at: Date; readonly words: string; readonly by?: FindingActor }

/** A finding as it is told; instants are ISO 8601. The unit is the place of the event. */
export type FindingPayload = {
  readonly findingId: string
  readonly at: string
  readonly type: string
  readonly cause: string
  readonly severity: FindingSeverity
  readonly state: FindingState
  /** Where this occurrence comes from; of the first one where it is none of an occurrence. */
  readonly source: FindingSource
  readonly sourceId: string
}

/** The events that the ledger puts into the feed, by name. Of a veiled finding none before its release. */
export type FindingEvents = {
  'findings.finding.raised': FindingPayload
  'findings.finding.joined': FindingPayload
  'findings.finding.reopened': FindingPayload
  'findings.finding.settled': FindingPayload
  'findings.finding.dismissed': FindingPayload
  'findings.finding.merged': FindingPayload
}
