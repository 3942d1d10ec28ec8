/** What an act may be held to account for: inaction 不作为, slowness 慢作为, arbitrariness 乱作为 (clause 6.4-b). */
export const ACTS = ['INACTION', 'SLOW', 'ARBITRARY'] as const
export type Act = (typeof ACTS)[number]

/** What gives rise to a suspicion beside the clock (clause 6.4-b). */
export const TRIGGERS = [
  'VALID_APPLICATION_REFUSED',
  'REFUSED_WITHOUT_REASON',
  'STEP_OVERDUE',
  'SENT_UP_LATE',
  'NOT_ON_PLATFORM',
  'CHARGED_OUTSIDE_LIST',
  'EXTRA_MATERIAL',
] as const
export type Trigger = (typeof TRIGGERS)[number]

export const LEAD_STATES = ['PROPOSED', 'CONFIRMED', 'DISMISSED'] as const
export type LeadState = (typeof LEAD_STATES)[number]

export const RECORD_STATES = ['OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED', 'WITHDRAWN'] as const
export type RecordState = (typeof RECORD_STATES)[number]

/** 提醒谈话、通报批评、责令整改、移送、不予追责 */
export const MEASURES = ['ADMONITION', 'CRITICISM', 'ORDERED_TO_CORRECT', 'REFERRED', 'NONE'] as const
export type Measure = (typeof MEASURES)[number]

/** The person was heard, or waived it in writing. */
export const HEARINGS = ['HELD', 'WAIVED'] as const
export type Hearing = (typeof HEARINGS)[number]

/** By which day a card, and the record that follows it, belongs to a period. */
export const TIME_BASES = ['ACCEPTANCE', 'ISSUE', 'REVOCATION'] as const
export type TimeBase = (typeof TIME_BASES)[number]

export const BREAKDOWNS = ['REGION', 'ORGANISATION', 'ACT', 'MONTH'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

export type RecordStep = 'HEARD' | 'DECIDED' | 'CARRIED_OUT' | 'CLOSED' | 'WITHDRAWN'

/** From which states a record comes to each; what is not named is not open. CLOSED and WITHDRAWN are final. */
const LEADS: Readonly<Record<RecordStep, readonly RecordState[]>> = {
  HEARD: ['OPEN'],
  DECIDED: ['HEARD'],
  CARRIED_OUT: ['DECIDED'],
  CLOSED: ['CARRIED_OUT'],
  WITHDRAWN: ['OPEN', 'HEARD'],
}

/** Whether a record in a state may take a step. A decision not to hold to account has nothing to carry out. */
export const mayStep = (state: RecordState, step: RecordStep, measure: Measure | null): boolean =>
  LEADS[step].includes(state) || (step === 'CLOSED' && state === 'DECIDED' && measure === 'NONE')
