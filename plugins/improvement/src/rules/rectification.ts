import type { RectificationState } from '../contract.ts'
import type { RectificationStep } from '../tables.ts'

type Way = { readonly from: readonly RectificationState[]; readonly to: RectificationState }

const WAYS: Readonly<Record<RectificationStep, Way>> = {
  ASSIGN: { from: ['FOUND'], to: 'ASSIGNED' },
  ACCEPT: { from: ['ASSIGNED', 'REOPENED'], to: 'ACCEPTED' },
  PLAN: { from: ['ACCEPTED'], to: 'PLANNED' },
  FINISH: { from: ['PLANNED'], to: 'DONE' },
  FEED_BACK: { from: ['DONE'], to: 'FED_BACK' },
  PASS: { from: ['FED_BACK'], to: 'CLOSED' },
  FAIL: { from: ['FED_BACK'], to: 'REOPENED' },
  REPEAT: { from: ['CLOSED'], to: 'REOPENED' },
  WITHDRAW: { from: ['FOUND', 'ASSIGNED', 'ACCEPTED'], to: 'WITHDRAWN' },
}

/** All steps, in the order of the way. */
export const STEPS = Object.keys(WAYS) as readonly RectificationStep[]

/** The state after a step; null when the step is not open in this state. */
export const stateAfter = (state: RectificationState, step: RectificationStep): RectificationState | null =>
  WAYS[step].from.includes(state) ? WAYS[step].to : null

/** Whether somebody still has to act. */
export const isOpen = (state: RectificationState): boolean => state !== 'CLOSED' && state !== 'WITHDRAWN'

/** Who did what so far in this round, by id; null for what was not done. */
export type Doers = {
  readonly acceptedById: string | null
  readonly plannedById: string | null
  readonly doneById: string | null
  readonly fedBackById: string | null
}

/** Somebody who wants to take a step. */
export type Person = {
  readonly id: string
  readonly mayAssign: boolean
  readonly mayRectify: boolean
  readonly maySupervise: boolean
  /** Belongs to the unit that is to repair it, by any right held. */
  readonly isOfUnit: boolean
}

/** Why somebody may not take a step: no right, or the unit itself or who did it would recheck their own work. */
export type Refusal = 'NO_RIGHT' | 'OWN_UNIT' | 'OWN_WORK'

const RIGHTS: Readonly<Record<RectificationStep, (person: Person) => boolean>> = {
  ASSIGN: ({ mayAssign }) => mayAssign,
  ACCEPT: ({ mayRectify }) => mayRectify,
  PLAN: ({ mayRectify }) => mayRectify,
  FINISH: ({ mayRectify }) => mayRectify,
  FEED_BACK: ({ mayRectify }) => mayRectify,
  PASS: ({ maySupervise }) => maySupervise,
  FAIL: ({ maySupervise }) => maySupervise,
  REPEAT: () => false,
  WITHDRAW: ({ mayAssign }) => mayAssign,
}

const OF_ANOTHER_BODY: ReadonlySet<RectificationStep> = new Set(['PASS', 'FAIL', 'WITHDRAW'])

/** Why this person may not take this step, whatever the state; null when nothing stands against it (7-b). */
export const refusalOf = (step: RectificationStep, person: Person, doers: Doers): Refusal | null => {
  if (!RIGHTS[step](person)) return 'NO_RIGHT'
  if (!OF_ANOTHER_BODY.has(step)) return null
  if (person.isOfUnit) return 'OWN_UNIT'
  const did = [doers.acceptedById, doers.plannedById, doers.doneById, doers.fedBackById]
  return did.includes(person.id) ? 'OWN_WORK' : null
}

/** Which steps somebody may take now. */
export const possibleSteps = (state: RectificationState, person: Person, doers: Doers): readonly RectificationStep[] =>
  STEPS.filter((step) => stateAfter(state, step) !== null && refusalOf(step, person, doers) === null)
