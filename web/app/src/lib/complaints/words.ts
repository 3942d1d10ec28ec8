/** What a complaint may be, as the API names it; each has its words in the messages. */
export const KINDS = ['COMPLAINT', 'REPORT', 'SUGGESTION'] as const
export const TYPES = ['ANONYMOUS', 'REAL_NAME', 'SEALED'] as const
export const CATEGORIES = [
  'ATTITUDE',
  'EFFICIENCY',
  'COMPETENCE',
  'CHARGES',
  'GUIDANCE',
  'FACILITIES',
  'INTEGRITY',
  'OTHER',
] as const
export const STATES = [
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
export const WAYS = ['LETTERBOX', 'TELEPHONE', 'HOTLINE', 'WEB', 'APP', 'VISIT', 'MEDIA', 'OTHER'] as const
export const JUDGEMENTS = ['UPHELD', 'NOT_UPHELD', 'UNVERIFIABLE'] as const

export type Kind = (typeof KINDS)[number] | 'MEDIA'
export type Type = (typeof TYPES)[number]
export type Category = (typeof CATEGORIES)[number]
export type State = (typeof STATES)[number]
export type Way = (typeof WAYS)[number]
export type Judgement = (typeof JUDGEMENTS)[number]
export type Step =
  | 'ACCEPT'
  | 'REFUSE'
  | 'REFER'
  | 'ASSIGN'
  | 'INVESTIGATE'
  | 'JUDGE'
  | 'REPLY'
  | 'APPEAL'
  | 'CONFIRM'
  | 'OVERTURN'
  | 'CLOSE'
  | 'REOPEN'
