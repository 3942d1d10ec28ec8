import type { AlertPayload, FindingPayload } from '@zhikong/core'

/** Where a finding stands on its way to its repair (clauses 7-a, 7-b). */
export type RectificationState =
  | 'FOUND'
  | 'ASSIGNED'
  | 'ACCEPTED'
  | 'PLANNED'
  | 'DONE'
  | 'FED_BACK'
  | 'REOPENED'
  | 'CLOSED'
  | 'WITHDRAWN'

/** A rectification as it changed; tells nobody's name. Instants are ISO 8601. */
export type RectificationPayload = {
  readonly rectificationId: string
  readonly findingId: string | null
  readonly at: string
  readonly state: RectificationState
  readonly due: string | null
}

/** An urge as it came in or was answered; tells nothing of who urged. */
export type UrgePayload = {
  readonly urgeId: string
  readonly at: string
  readonly subject: 'CASE' | 'COMPLAINT' | 'RECTIFICATION'
  readonly subjectId: string
}

/** The events that improvement puts into the feed, by name. */
export type ImprovementEvents = {
  /** Something is due or late: a hand-over, a step of a rectification, an answer to an urge. */
  'improvement.card.issued': AlertPayload
  /** A finding was handed over to the unit that is to repair it. */
  'improvement.rectification.assigned': RectificationPayload
  /** Any later step. */
  'improvement.rectification.moved': RectificationPayload
  'improvement.urge.received': UrgePayload
  'improvement.urge.answered': UrgePayload
}

/** What improvement takes of a finding as it is told; it reads the rest where it lies. */
export type HeardFinding = Pick<FindingPayload, 'findingId'>

/** The events that improvement hears. */
export type ImprovementHears = {
  'findings.finding.raised': HeardFinding
  'findings.finding.reopened': HeardFinding
  'findings.finding.dismissed': HeardFinding
  'findings.finding.merged': HeardFinding
  'improvement.card.issued': AlertPayload
}
