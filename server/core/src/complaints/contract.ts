import type { AlertPayload } from '../feed/events.ts'

/** What people say: a complaint 投诉, a report 举报, a suggestion 建议, or an item of the media 媒体反映. */
export const COMPLAINT_KINDS = ['COMPLAINT', 'REPORT', 'SUGGESTION', 'MEDIA'] as const
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number]

/** How much of who says it is known, and to whom: anonymous 匿名, real-name 实名, sealed 密封 (whistle-blower). */
export const COMPLAINT_TYPES = ['ANONYMOUS', 'REAL_NAME', 'SEALED'] as const
export type ComplaintType = (typeof COMPLAINT_TYPES)[number]

/** What it is about. INTEGRITY 廉洁 is always kept sealed. */
export const COMPLAINT_CATEGORIES = [
  'ATTITUDE',
  'EFFICIENCY',
  'COMPETENCE',
  'CHARGES',
  'GUIDANCE',
  'FACILITIES',
  'INTEGRITY',
  'OTHER',
] as const
export type ComplaintCategory = (typeof COMPLAINT_CATEGORIES)[number]

/** The ways by which one may complain (6.3-k). */
export const COMPLAINT_CHANNELS = [
  'LETTERBOX',
  'TELEPHONE',
  'HOTLINE',
  'WEB',
  'APP',
  'VISIT',
  'MEDIA',
  'OTHER',
] as const
export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number]

/** Where a complaint stands. */
export const COMPLAINT_STATES = [
  'RECEIVED',
  'REFUSED',
  'REFERRED',
  'ACCEPTED',
  'ASSIGNED',
  'INVESTIGATED',
  'JUDGED',
  'REPLIED',
  'APPEALED',
  'CLOSED',
] as const
export type ComplaintState = (typeof COMPLAINT_STATES)[number]

/** Upheld 属实, not upheld 不属实, unverifiable 无法查实. */
export const JUDGEMENTS = ['UPHELD', 'NOT_UPHELD', 'UNVERIFIABLE'] as const
export type Judgement = (typeof JUDGEMENTS)[number]

/** What an event tells of a complaint; neither words nor who it was. Instants are ISO 8601. */
export type ComplaintPayload = {
  readonly complaintId: string
  readonly at: string
  readonly kind: ComplaintKind
  readonly category: ComplaintCategory
  readonly state: ComplaintState
  readonly judgement: Judgement | null
}

/** The events of complaints, by name. Of a sealed one there are none before its release. */
export type ComplaintEvents = {
  'complaints.card.issued': AlertPayload
  'complaints.complaint.received': ComplaintPayload
  'complaints.complaint.moved': ComplaintPayload
}
