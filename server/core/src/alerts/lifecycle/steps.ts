import type { AlertState, StepKind } from '../tables.ts'

/**
 * Who takes a step. ENGINE: the platform by itself; HANDLE: the unit that the card is about; DECIDE: the authority;
 * URGE: who supervises.
 */
export type StepBy = 'ENGINE' | 'HANDLE' | 'DECIDE' | 'URGE'

type StepRule = {
  readonly by: StepBy
  /** From which state to which; from all others the step is not open. */
  readonly leads: { readonly [From in AlertState]?: AlertState }
  /** Who finds the card in this state has it already: the same again changes nothing. */
  readonly done: AlertState | null
}

/**
 * The life of a card 预警、黄牌、红牌, as data: to confirm → issued → acknowledged → (appealed → upheld or revoked) →
 * closed (clause 6.4-b). REVOKED and CLOSED are final: nothing opens a card again.
 */
export const STEPS: Readonly<Record<Exclude<StepKind, 'RAISED'>, StepRule>> = {
  CONFIRMED: { by: 'DECIDE', leads: { TO_CONFIRM: 'ISSUED' }, done: 'ISSUED' },
  REFUSED: { by: 'DECIDE', leads: { TO_CONFIRM: 'REVOKED' }, done: 'REVOKED' },
  LAPSED: { by: 'ENGINE', leads: { TO_CONFIRM: 'REVOKED' }, done: null },
  ACKNOWLEDGED: { by: 'HANDLE', leads: { ISSUED: 'ACKNOWLEDGED' }, done: 'ACKNOWLEDGED' },
  FED_BACK: {
    by: 'HANDLE',
    leads: { ISSUED: 'ACKNOWLEDGED', ACKNOWLEDGED: 'ACKNOWLEDGED', UPHELD: 'UPHELD' },
    done: null,
  },
  APPEALED: { by: 'HANDLE', leads: { ISSUED: 'APPEALED', ACKNOWLEDGED: 'APPEALED' }, done: 'APPEALED' },
  UPHELD: { by: 'DECIDE', leads: { APPEALED: 'UPHELD' }, done: 'UPHELD' },
  REVOKED: { by: 'DECIDE', leads: { APPEALED: 'REVOKED' }, done: 'REVOKED' },
  URGED: {
    by: 'URGE',
    leads: { ISSUED: 'ISSUED', ACKNOWLEDGED: 'ACKNOWLEDGED', UPHELD: 'UPHELD' },
    done: null,
  },
  ESCALATED: { by: 'ENGINE', leads: { TO_CONFIRM: 'TO_CONFIRM', ISSUED: 'ISSUED' }, done: null },
  CLOSED: {
    by: 'ENGINE',
    leads: { ISSUED: 'CLOSED', ACKNOWLEDGED: 'CLOSED', UPHELD: 'CLOSED' },
    done: 'CLOSED',
  },
}

/** The steps that somebody or the engine takes with a card that is there. */
export type Step = keyof typeof STEPS

/** Of these a card counts for nobody: it is not issued yet, or no longer. */
export const WITHHELD: readonly AlertState[] = ['TO_CONFIRM', 'REVOKED']

/** In these somebody still has something to do about it. */
export const UNANSWERED: readonly AlertState[] = ['ISSUED', 'ACKNOWLEDGED', 'UPHELD']
