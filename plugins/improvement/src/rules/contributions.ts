import type { Effect } from '../tables.ts'
import type { RectificationState } from '../contract.ts'

/** What of a rectification is counted. Instants as they are stored. */
export type Counted = {
  readonly state: RectificationState
  readonly foundAt: Date
  readonly handOverDue: Date
  readonly addressedAt: Date | null
  readonly assignedAt: Date | null
  readonly due: Date | null
  readonly extended: boolean
  readonly doneAt: Date | null
  readonly recheckDue: Date | null
  readonly recheckedAt: Date | null
  readonly closedAt: Date | null
  readonly reopenings: number
  readonly effect: Effect | null
  readonly effectAt: Date | null
}

/** A measure, and the instant on whose local day it counts. */
export type Contributed = { readonly measure: RectificationMeasure; readonly at: Date; readonly n: 1 | -1 }

export const RECTIFICATION_MEASURES = [
  'findings-to-hand-over',
  'findings-handed-over-in-time',
  'findings-unaddressed',
  'rectifications-assigned',
  'rectifications-open',
  'rectifications-extended',
  'rectifications-reopened',
  'rectifications-closed',
  'rectifications-closed-in-time',
  'rectifications-judged',
  'rectifications-effective',
  'rechecks-due',
  'rechecks-done',
] as const
export type RectificationMeasure = (typeof RECTIFICATION_MEASURES)[number]

const when = (measure: RectificationMeasure, at: Date | null, isSo = true, n: 1 | -1 = 1): readonly Contributed[] =>
  at !== null && isSo ? [{ measure, at, n }] : []

/**
 * What one rectification adds to the measures as it stands. A change writes the difference to what it added before, so
 * that a reopening takes back what its closing had added; a recount adds up the same. What was withdrawn counts nowhere.
 */
export const contributionsOf = (row: Counted): readonly Contributed[] => {
  if (row.state === 'WITHDRAWN') return []
  const { foundAt, addressedAt, assignedAt, closedAt, due, doneAt, recheckDue, effectAt } = row
  const wasUnaddressed = addressedAt?.getTime() !== foundAt.getTime()
  const isJudged = row.effect === 'EFFECTIVE' || row.effect === 'REPEATED'
  return [
    ...when('findings-to-hand-over', foundAt),
    ...when('findings-handed-over-in-time', foundAt, assignedAt !== null && assignedAt <= row.handOverDue),
    ...when('findings-unaddressed', foundAt, wasUnaddressed),
    ...when('findings-unaddressed', addressedAt, wasUnaddressed, -1),
    ...when('rectifications-assigned', assignedAt),
    ...when('rectifications-open', assignedAt),
    ...when('rectifications-open', closedAt, assignedAt !== null, -1),
    ...when('rectifications-extended', assignedAt, row.extended),
    ...when('rectifications-reopened', assignedAt, row.reopenings > 0),
    ...when('rectifications-closed', closedAt, assignedAt !== null),
    ...when('rectifications-closed-in-time', closedAt, doneAt !== null && due !== null && doneAt <= due),
    ...when('rectifications-judged', effectAt, isJudged),
    ...when('rectifications-effective', effectAt, row.effect === 'EFFECTIVE'),
    ...when('rechecks-due', recheckDue),
    ...when('rechecks-done', recheckDue, row.recheckedAt !== null),
  ]
}
