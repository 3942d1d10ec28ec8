import type { Measure } from '../contract.ts'
import type { RecordState } from '../tables.ts'

export type RecordStep = Exclude<RecordState, 'OPEN'>

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
