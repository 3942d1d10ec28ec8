import { DAY_UNITS, type CaseRecord } from '@zhikong/core'

export const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

type Limited = Pick<CaseRecord, 'state' | 'closedLate' | 'handlingUnits' | 'promisedAmount' | 'promisedUnit'>

/**
 * In which tenth of its promised limit a case was closed on time, 1 to 10, special procedures taken off; a bound belongs
 * to the tenth below it. Null for what was late or open, and for limits other than one working day or more: a case of
 * an hour or of the same day has no last stretch to be held back into.
 */
export const tenthUsed = (record: Limited): number | null => {
  const { state, closedLate, handlingUnits, promisedAmount, promisedUnit } = record
  if (state !== 'CLOSED' || closedLate !== false || handlingUnits === null) return null
  if (promisedUnit !== 'WORKING_DAY' || promisedAmount === null || promisedAmount < 1) return null
  return Math.min(10, Math.max(1, Math.ceil((10 * handlingUnits) / (promisedAmount * DAY_UNITS))))
}
