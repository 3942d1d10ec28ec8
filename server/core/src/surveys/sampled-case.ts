import type { VisitedUnit } from './rules/unit.ts'

/** What became of asking somebody. Only ANSWERED is final before the campaign ends. */
export const CONTACT_OUTCOMES = ['ANSWERED', 'REFUSED', 'UNREACHABLE', 'WRONG_NUMBER'] as const
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]

/** By whom the answers were written down: a visitor at the telephone, or the person behind a link. */
export type AnsweredBy = 'TELEPHONE' | 'LINK'

/** Where a record of a survey lies: with the region that asks, hidden from the unit that is asked about for good. */
export type HiddenPlace = VisitedUnit & {
  readonly regionId: number
  readonly areaCode: number
  readonly scopeKey: number
  /** Never set: the veil stays. */
  readonly releasedAt: Date | null
}

/** The case behind a record, as it was when it was drawn. */
export type AskedCase = {
  readonly caseArea: number
  readonly openedOn: string
  readonly caseId: string
  /** Source and number, the subject of the applicant's data; after a rating its id, that of the rater's. */
  readonly caseRef: string
  readonly matterId: number
  readonly caseHallId: number
  readonly caseOrganisationId: number | null
  readonly endedAt: Date
}

/** A case of a sample, and how asking about it went. */
export type SampledCaseTable = HiddenPlace &
  AskedCase & {
    id: string
    campaignId: string
    /** Its place in the draw, from 1 on. */
    place: number
    /** Nobody to ask is known: it leaves the denominator. */
    ineligible: boolean
    outcome: ContactOutcome | null
    tries: number
    triedAt: Date | null
    visitorId: string | null
    visitor: string | null
    answeredBy: AnsweredBy | null
    answeredAt: Date | null
    unhappy: boolean
    /** SHA-256 of the link's token, hex. */
    linkDigest: string | null
    linkExpiresAt: Date | null
  }

/** One answer. Rows are added and never changed. */
export type AnswerTable = HiddenPlace & {
  sampledCaseId: string
  campaignId: string
  question: string
  value: string
  unhappy: boolean
}

/** That somebody was asked, under a keyed index: nobody is to be asked again too soon. */
export type AskedTable = { applicant: Buffer; askedAt: Date; campaignId: string }
