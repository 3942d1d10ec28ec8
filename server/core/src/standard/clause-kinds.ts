import type { ClauseId } from './clauses.ts'

/**
 * What a clause asks for. T, a state that must hold: an indicator with a target, and an alert when it is missed. C, a
 * control activity that is done again and again: a plan, its execution rate, and an alert when it is overdue. W, a
 * workflow: states with deadlines, their clock, and a rate of what was in time.
 */
export type ClauseKind = 'T' | 'C' | 'W'

/** The kind of every clause of the standard. */
export const CLAUSE_KINDS = {
  '4-a': 'W',
  '4-b': 'C',
  '5-a': 'T',
  '5-b': 'T',
  '5-c': 'T',
  '5-d': 'T',
  '5-e': 'T',
  '5-f': 'T',
  '5-g': 'T',
  '6.1-a': 'T',
  '6.1-b': 'T',
  '6.1-c': 'T',
  '6.1-d': 'T',
  '6.1-e': 'T',
  '6.1-f': 'C',
  '6.1-g': 'C',
  '6.1-h': 'C',
  '6.1-i': 'C',
  '6.2-a': 'T',
  '6.2-b': 'T',
  '6.2-c': 'C',
  '6.2-d': 'C',
  '6.3-a': 'T',
  '6.3-b': 'T',
  '6.3-c': 'T',
  '6.3-d': 'T',
  '6.3-e': 'T',
  '6.3-f': 'C',
  '6.3-g': 'C',
  '6.3-h': 'C',
  '6.3-i': 'C',
  '6.3-j': 'C',
  '6.3-k': 'W',
  '6.3-l': 'C',
  '6.4-a': 'T',
  '6.4-b': 'W',
  '6.5-a': 'T',
  '6.5-b': 'C',
  '6.5-c': 'C',
  '6.5-d': 'W',
  '6.6-a': 'T',
  '6.6-b': 'C',
  '7-a': 'W',
  '7-b': 'W',
  '7-c': 'W',
  '7-d': 'W',
} as const satisfies Readonly<Record<ClauseId, ClauseKind>>
