import type { AlertPayload } from '../feed/events.ts'
import type { AskedCase, HiddenPlace } from './sampled-case.ts'

/** What a return visit showed. */
export const VISIT_OUTCOMES = ['CONFIRMED', 'NOT_CONFIRMED', 'UNREACHABLE'] as const
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number]

/** What it was opened by: an unhappy answer of a survey, or a negative rating. */
export type VisitOrigin = 'SURVEY' | 'RATING'

/** A return visit 回访, which a limit runs for. One per record that it was opened by. */
export type ReturnVisitTable = HiddenPlace &
  AskedCase & {
    id: string
    origin: VisitOrigin
    /** The sampled case, or the rating. */
    originId: string
    /** Of a survey; null after a rating. */
    campaignId: string | null
    surveyCode: string | null
    surveyVersion: number | null
    /** The codes of the questions that were answered unhappily, commas between. */
    questions: string
    openedAt: Date
    outcome: VisitOutcome | null
    words: string | null
    settledAt: Date | null
    settledById: string | null
    settledBy: string | null
    /** Settled within its limit; null while it is open. */
    inTime: boolean | null
    dueAt: Date | null
    /** The finding that it raised. */
    findingId: string | null
  }

/** What became of a lead. */
export const LEAD_STATES = ['OPEN', 'REFERRED', 'DISMISSED'] as const
export type IntegrityLeadState = (typeof LEAD_STATES)[number]

/** A lead about integrity 廉洁线索 from an answer; only those who refer them see that there is one. */
export type IntegrityLeadTable = HiddenPlace &
  AskedCase & {
    id: string
    campaignId: string
    sampledCaseId: string
    questions: string
    openedAt: Date
    state: IntegrityLeadState
    /** To whom it was referred, or why it was dismissed. */
    words: string | null
    decidedAt: Date | null
    decidedById: string | null
    decidedBy: string | null
  }

export type ReturnVisitPayload = {
  readonly returnVisitId: string
  readonly at: string
  readonly origin: VisitOrigin
  readonly outcome: VisitOutcome
}

export type VisitEvents = {
  'surveys.card.issued': AlertPayload
  'surveys.return-visit.settled': ReturnVisitPayload
}
