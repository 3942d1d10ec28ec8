import type { ComplaintCategory, ComplaintState } from '../contract.ts'

/** What can be done with a complaint. */
export const COMPLAINT_STEPS = [
  'ACCEPT',
  'REFUSE',
  'REFER',
  'ASSIGN',
  'INVESTIGATE',
  'JUDGE',
  'REPLY',
  'APPEAL',
  'CONFIRM',
  'OVERTURN',
  'CLOSE',
  'REOPEN',
] as const
export type ComplaintStep = (typeof COMPLAINT_STEPS)[number]

/** What the steps of a complaint depend on. */
export type Standing = {
  readonly state: ComplaintState
  readonly category: ComplaintCategory
  readonly sealed: boolean
  /** An appeal was made, which is possible once. */
  readonly appealed: boolean
  /** A sealed one was released: what is done from then on is done in the open. */
  readonly released: boolean
  readonly handlerId: string | null
  readonly investigatedById: string | null
  readonly judgedById: string | null
  readonly reviewedById: string | null
}

type Lead = { readonly from: readonly ComplaintState[]; readonly to: ComplaintState }

const LEADS: Readonly<Record<ComplaintStep, Lead>> = {
  ACCEPT: { from: ['RECEIVED'], to: 'ACCEPTED' },
  REFUSE: { from: ['RECEIVED'], to: 'REFUSED' },
  REFER: { from: ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'INVESTIGATED'], to: 'REFERRED' },
  ASSIGN: { from: ['ACCEPTED', 'ASSIGNED'], to: 'ASSIGNED' },
  INVESTIGATE: { from: ['ASSIGNED'], to: 'INVESTIGATED' },
  JUDGE: { from: ['INVESTIGATED'], to: 'JUDGED' },
  REPLY: { from: ['JUDGED'], to: 'REPLIED' },
  APPEAL: { from: ['REFUSED', 'REPLIED'], to: 'APPEALED' },
  CONFIRM: { from: ['APPEALED'], to: 'CLOSED' },
  OVERTURN: { from: ['APPEALED'], to: 'ACCEPTED' },
  CLOSE: { from: ['REFUSED', 'REFERRED', 'REPLIED'], to: 'CLOSED' },
  REOPEN: { from: ['CLOSED'], to: 'ACCEPTED' },
}

/**
 * The state to which a step leads; null when it is not open. One appeal for each complaint; what is about integrity is
 * referred and not accepted; only what is sealed is referred, so that its unit does not learn of it.
 */
export const stateAfter = (standing: Omit<Standing, `${string}Id`>, step: ComplaintStep): ComplaintState | null => {
  const { state, category, sealed, appealed, released } = standing
  if (released || !LEADS[step].from.includes(state)) return null
  if (step === 'APPEAL' && appealed) return null
  if (step === 'REFER' && !sealed) return null
  if (step === 'ACCEPT' && category === 'INTEGRITY') return null
  return LEADS[step].to
}

/** Steps after which a complaint is looked into anew, from the beginning. */
export const BEGINS_ANEW: ReadonlySet<ComplaintStep> = new Set(['OVERTURN', 'REOPEN'])
