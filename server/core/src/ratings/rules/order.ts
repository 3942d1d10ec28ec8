import type { OrderState, OrderStep } from '../contract.ts'

const WAYS: Readonly<Record<OrderStep, readonly [from: readonly OrderState[], to: OrderState]>> = {
  CONTACT: [['OPEN'], 'CONTACTED'],
  UPHOLD: [['CONTACTED'], 'UPHELD'],
  REJECT: [['CONTACTED'], 'UNFOUNDED'],
  PROPOSE_STRIKE: [['CONTACTED'], 'STRIKE_PROPOSED'],
  STRIKE: [['STRIKE_PROPOSED'], 'STRUCK_OUT'],
  REFUSE_STRIKE: [['STRIKE_PROPOSED'], 'CONTACTED'],
  FIX: [['UPHELD'], 'FIXED'],
  EXPLAIN: [['UNFOUNDED'], 'EXPLAINED'],
  FOLLOW_UP: [['FIXED', 'EXPLAINED'], 'CLOSED'],
  CLOSE: [['FIXED', 'EXPLAINED'], 'CLOSED'],
}

/** The state after a step; null when it is not open. */
export const stateAfter = (state: OrderState, step: OrderStep): OrderState | null => {
  const [from, to] = WAYS[step]
  return from.includes(state) ? to : null
}

/** Somebody who works on one. */
export type OrderPerson = {
  readonly id: string
  /** Of the feedback desk. */
  readonly mayHandle: boolean
  /** May say what the unit did. */
  readonly mayAnswer: boolean
  /** Bound to an organisation: the rated never get in touch with the rater, and do not judge themselves. */
  readonly isRated: boolean
}

/** Why somebody may not take a step that is open. */
export type OrderRefusal = 'NO_RIGHT' | 'RATED' | 'SAME_PERSON'

/** What is known of who proposed to strike a rating out. */
export type Proposed = { readonly verifiedById: string | null }

/** Why a step is not this person's; null when it is. */
export const refusalOf = (step: OrderStep, person: OrderPerson, { verifiedById }: Proposed): OrderRefusal | null => {
  if (step === 'FIX' || step === 'EXPLAIN') return person.mayAnswer || person.mayHandle ? null : 'NO_RIGHT'
  if (!person.mayHandle || step === 'FOLLOW_UP') return 'NO_RIGHT'
  if (person.isRated) return 'RATED'
  const isDecision = step === 'STRIKE' || step === 'REFUSE_STRIKE'
  return isDecision && person.id === verifiedById ? 'SAME_PERSON' : null
}

/** The steps that are open to somebody. */
export const possibleSteps = (state: OrderState, person: OrderPerson, proposed: Proposed): readonly OrderStep[] =>
  (Object.keys(WAYS) as OrderStep[]).filter(
    (step) => stateAfter(state, step) !== null && refusalOf(step, person, proposed) === null,
  )

/** Whether somebody still has to do something about it. */
export const isOpen = (state: OrderState): boolean => !['FIXED', 'EXPLAINED', 'STRUCK_OUT', 'CLOSED'].includes(state)
