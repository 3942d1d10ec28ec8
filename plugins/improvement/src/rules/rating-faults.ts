import type { RatingFacts, RatingFaultKind, RatingFaultState } from '../tables.ts'

/** From when on something is a fault: shares from 0 to 1, or counts. */
export type RatingThresholds = Readonly<Record<RatingFaultKind, number>> & {
  /** Fewer ratings say nothing of shares. */
  readonly least: number
}

export const DEFAULT_THRESHOLDS: RatingThresholds = {
  least: 20,
  DEFAULTS: 0.5,
  DUPLICATES: 0,
  BURST: 20,
  BEFORE_CLOSE: 0,
  OWN_DEVICE: 0,
  ALL_BEST: 1,
  COVERAGE: 0.9,
}

/** A fault as it was found: `part` of `whole`. */
export type RatingFault = { readonly kind: RatingFaultKind; readonly part: number; readonly whole: number }

type Look = (facts: RatingFacts, from: RatingThresholds) => RatingFault | null

const found = (isFault: boolean, kind: RatingFaultKind, part: number, whole: number): RatingFault | null =>
  isFault ? { kind, part, whole } : null

const LOOKS: readonly Look[] = [
  ({ ratings, defaults }, { least, DEFAULTS }) =>
    found(ratings >= least && defaults > DEFAULTS * ratings, 'DEFAULTS', defaults, ratings),
  ({ ratings, duplicates }, { DUPLICATES }) => found(duplicates > DUPLICATES, 'DUPLICATES', duplicates, ratings),
  ({ ratings, mostInTenMinutes: most }, { BURST }) => found(most > BURST, 'BURST', most, ratings),
  ({ ratings, beforeClose }, { BEFORE_CLOSE }) =>
    found(beforeClose > BEFORE_CLOSE, 'BEFORE_CLOSE', beforeClose, ratings),
  ({ ratings, ownDevice }, { OWN_DEVICE }) => found(ownDevice > OWN_DEVICE, 'OWN_DEVICE', ownDevice, ratings),
  ({ ratings, bestWithoutWords: best }, { least, ALL_BEST }) =>
    found(ratings >= least && best >= ALL_BEST * ratings, 'ALL_BEST', best, ratings),
  ({ ratings, services }, { least, COVERAGE }) =>
    found(services >= least && ratings < COVERAGE * services, 'COVERAGE', ratings, services),
]

/** The faults that facts show, at most one of a kind. */
export const faultsOf = (facts: RatingFacts, from: RatingThresholds = DEFAULT_THRESHOLDS): readonly RatingFault[] =>
  LOOKS.flatMap((look) => look(facts, from) ?? [])

export type RatingFaultStep = 'CONFIRM' | 'DISMISS' | 'CORRECT' | 'CLOSE'

const FAULT_WAYS: Readonly<Record<RatingFaultStep, readonly [from: RatingFaultState, to: RatingFaultState]>> = {
  CONFIRM: ['DETECTED', 'CONFIRMED'],
  DISMISS: ['DETECTED', 'DISMISSED'],
  CORRECT: ['CONFIRMED', 'CORRECTED'],
  CLOSE: ['CORRECTED', 'CLOSED'],
}

/** The state after a step; null when it is not open. Who corrected a fault does not close it. */
export const faultAfter = (
  state: RatingFaultState,
  step: RatingFaultStep,
  person: string,
  correctedById: string | null,
): RatingFaultState | null => {
  const [from, to] = FAULT_WAYS[step]
  return state === from && !(step === 'CLOSE' && person === correctedById) ? to : null
}
