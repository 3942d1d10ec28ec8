import { FINDING_SEVERITIES, type FindingSeverity } from '../contract.ts'

/** The graver of two. */
export const graver = (one: FindingSeverity, other: FindingSeverity): FindingSeverity =>
  FINDING_SEVERITIES.indexOf(other) > FINDING_SEVERITIES.indexOf(one) ? other : one
