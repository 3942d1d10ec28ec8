import { describe, expect, test } from 'vitest'
import { countedMore, firstRepeated, isPlausible } from '../../src/rules/visitors.ts'

describe('counts of visitors', () => {
  test.each([
    [0, true],
    [100_000, true],
    [100_001, false],
    [-1, false],
    [1.5, false],
    [Number.NaN, false],
  ])('%d can be true: %s', (visitors, plausible) => {
    expect(isPlausible(visitors)).toBe(plausible)
  })

  test('a correction adds the difference', () => {
    expect(countedMore({ visitors: 80, previous: 100 })).toBe(-20)
  })

  test('the second of a pair is found', () => {
    const a = { hall: 'A', day: '2026-03-02' }
    expect(firstRepeated([a, { ...a, day: '2026-03-03' }, { ...a, hall: 'B' }])).toBeUndefined()
    expect(firstRepeated([a, { ...a, hall: 'B' }, a])).toBe(2)
  })
})
