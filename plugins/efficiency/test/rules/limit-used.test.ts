import { DAY_UNITS } from '@zhikong/core'
import { describe, expect, it } from 'vitest'
import { tenthUsed } from '../../src/rules/limit-used.ts'

const closed = (share: number, amount = 5) => ({
  state: 'CLOSED' as const,
  closedLate: false,
  handlingUnits: Math.round(share * amount * DAY_UNITS),
  promisedAmount: amount,
  promisedUnit: 'WORKING_DAY' as const,
})

describe('the tenth of its limit in which a case was closed (6.4-b)', () => {
  it('is 1 to 10, a bound belonging to the tenth below it', () => {
    const shares = [0, 0.1, 0.1001, 0.5, 0.9, 0.9001, 1]
    expect(shares.map((share) => tenthUsed(closed(share)))).toEqual([1, 1, 2, 5, 9, 10, 10])
    for (let tenth = 1; tenth <= 10; tenth += 1) expect(tenthUsed(closed(tenth / 10, 3))).toBe(tenth)
  })

  it('is none for what is late, open, or has no working day of its own', () => {
    const one = closed(0.95)
    expect(tenthUsed({ ...one, closedLate: true })).toBeNull()
    expect(tenthUsed({ ...one, closedLate: null })).toBeNull()
    expect(tenthUsed({ ...one, state: 'VOIDED' })).toBeNull()
    expect(tenthUsed({ ...one, handlingUnits: null })).toBeNull()
    expect(tenthUsed({ ...one, promisedAmount: 0 })).toBeNull()
    expect(tenthUsed({ ...one, promisedAmount: 0.5 })).toBeNull()
    expect(tenthUsed({ ...one, promisedAmount: null })).toBeNull()
    expect(tenthUsed({ ...one, promisedUnit: 'CALENDAR_DAY' })).toBeNull()
  })
})
