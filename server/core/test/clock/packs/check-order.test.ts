import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardLevel, CardRule } from '../../../src/clock/index.ts'
import { cardThresholds, DEFAULT_RULE_PACK, plainRule } from '../../../src/clock/index.ts'
import { contradictionOf } from '../../../src/clock/packs/check-order.ts'
import { anyInstantArb } from '../arbitraries.ts'
import { days, national } from '../fixtures.ts'

const rule = (level: CardLevel, over: number, more: Partial<CardRule> = {}): CardRule => ({
  ...plainRule({ clock: 'own', level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days: over } }),
  policy: 'INSTANT',
  ...more,
})
const civil = { policy: 'NEXT_WORKDAY' } as const
const PROMISED = { limit: 'PROMISED' } as const
const STATUTORY = { limit: 'STATUTORY' } as const

describe('a lower card comes before a higher one', () => {
  test.each<[string, CardRule, CardRule, ReturnType<typeof contradictionOf>]>([
    ['a day earlier', rule('WARNING', 0), rule('YELLOW', 1), null],
    ['at the same instant', rule('WARNING', 1), rule('YELLOW', 1), 'NOT_BEFORE'],
    ['a day later', rule('YELLOW', 2), rule('RED', 1), 'NOT_BEFORE'],
    ['later, but switched off', rule('YELLOW', 2, { enabled: false }), rule('RED', 1), null],
    ['by civil law less than a day later', rule('YELLOW', 0, civil), rule('RED', 0), 'NOT_BEFORE'],
    ['by civil law a day before', rule('YELLOW', 0, civil), rule('RED', 1), null],
    ['from the instant, the higher by civil law', rule('YELLOW', 0), rule('RED', 0, civil), null],
    ['by the promise, the higher by the law', rule('YELLOW', 0, PROMISED), rule('RED', 0, STATUTORY), null],
    ['beyond the promise, the higher by the law', rule('YELLOW', 1, PROMISED), rule('RED', 0, STATUTORY), 'NOT_BEFORE'],
    ['by the law, the higher by the promise', rule('YELLOW', 0, STATUTORY), rule('RED', 9, PROMISED), 'NOT_BEFORE'],
    ['of another default limit', rule('YELLOW', 0, { defaultLimit: days(2) }), rule('RED', 9), 'UNEQUAL_LIMITS'],
  ])('%s', (_how, lower, higher, expected) => {
    expect(contradictionOf(lower, higher)).toBe(expected)
  })

  test('in the default table', () => {
    for (const lower of DEFAULT_RULE_PACK) {
      const later = DEFAULT_RULE_PACK.slice(DEFAULT_RULE_PACK.indexOf(lower) + 1)
      for (const higher of later.filter(({ clock }) => clock === lower.clock)) {
        expect(contradictionOf(lower, higher)).toBeNull()
      }
    }
  })

  test('whenever nothing contradicts, on the calendar and for a limit of any length', () => {
    const over = fc.record({
      comparator: fc.constantFrom('>' as const, '>=' as const),
      days: fc.integer({ min: -4, max: 4 }),
    })
    const policy = fc.constantFrom('INSTANT' as const, 'NEXT_WORKDAY' as const)
    const leads = fc
      .record({ short: fc.integer({ min: 0, max: 3 }), long: fc.integer({ min: 0, max: 4 }) })
      .map(({ short, long }) => ({
        leads: [
          { upToDays: 3, leadDays: short },
          { upToDays: Number.POSITIVE_INFINITY, leadDays: long },
        ],
      }))
    const drawn = fc.tuple(over, policy, leads)
    let compared = 0
    fc.assert(
      fc.property(drawn, drawn, anyInstantArb, fc.integer({ min: 1, max: 9 }), (low, high, start, limit) => {
        const made = ([o, p, l]: typeof low, level: CardLevel) => rule(level, 0, { over: o, policy: p, ...l })
        const rules = [made(low, 'YELLOW'), made(high, 'RED')] as const
        if (contradictionOf(...rules) !== null) return
        const [yellow, red] = cardThresholds(national, { start, suspensions: [], limits: { OWN: days(limit) } }, rules)
        compared += 1
        expect(yellow?.at.getTime()).toBeLessThanOrEqual(red?.at.getTime() ?? 0)
      }),
      { numRuns: 1_000 },
    )
    expect(compared).toBeGreaterThan(100)
  })
})
