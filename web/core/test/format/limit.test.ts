import { describe, expect, it } from 'vitest'
import { limitWords } from '../../src/format/card-words.ts'
import { clockTime, dateTime, exactTime, monthDayTime, shortTime } from '../../src/format/instant.ts'

const promised = { amount: 7, unit: 'WORKING_DAY' } as const

describe('what a card says of its limit', () => {
  it('says how far over', () =>
    expect(limitWords({ level: 'RED', promised, countedDays: 9, overDays: 2 })).toEqual({ over: 2 }))
  it('says what is left', () =>
    expect(limitWords({ level: 'WARNING', promised, countedDays: 5, overDays: 0 })).toEqual({ left: 2 }))
  it('reads days below zero as days left', () =>
    expect(limitWords({ level: 'WARNING', promised: null, countedDays: 3, overDays: -2 })).toEqual({ left: 2 }))
  it('says nothing that it does not know', () => {
    expect(limitWords({ level: 'WARNING', promised: null, countedDays: 5, overDays: null })).toBeNull()
    expect(
      limitWords({ level: 'WARNING', promised: { amount: 2, unit: 'HOUR' }, countedDays: 1, overDays: null }),
    ).toBeNull()
  })
})

describe('an instant', () => {
  const instant = '2026-11-19T16:24:08Z'
  it('is written in the time of Shanghai', () => {
    expect(clockTime(instant)).toBe('00:24')
    expect(monthDayTime(instant)).toBe('11-20 00:24')
    expect(dateTime(instant)).toBe('2026-11-20 00:24')
    expect(exactTime(instant)).toBe('2026-11-20 00:24:08')
  })
  it('leaves the date out on its own day', () => {
    expect(shortTime(instant, new Date('2026-11-20T02:00:00Z'))).toBe('00:24')
    expect(shortTime(instant, new Date('2026-11-20T16:00:00Z'))).toBe('11-20 00:24')
  })
})
