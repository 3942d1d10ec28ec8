import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_UNITS, firstDifference, instantAt, lastInstantAt, makeCalendar, workTime } from '../../src/clock/index.ts'
import { anyInstantArb, calendarArb, exceptionsArb, mixedHoursArb, tickArb } from './arbitraries.ts'
import { instantOf, workBetween } from './reference.ts'

describe('work time', () => {
  test('equals a walk from tick to tick', () => {
    fc.assert(
      fc.property(mixedHoursArb, tickArb, tickArb, ({ calendar, reference }, a, b) => {
        const [from, until] = [Math.min(a, b), Math.max(a, b)]
        const w = workTime(calendar, instantOf(until)) - workTime(calendar, instantOf(from))
        expect(w).toBe(workBetween(reference, from, until))
      }),
    )
  })

  test('is a monotone integer', () => {
    fc.assert(
      fc.property(mixedHoursArb, anyInstantArb, fc.nat(86_400_000), ({ calendar }, instant, later) => {
        const w = workTime(calendar, instant)
        expect(Number.isSafeInteger(w)).toBe(true)
        expect(workTime(calendar, new Date(instant.getTime() + later))).toBeGreaterThanOrEqual(w)
      }),
    )
  })

  test('instantAt is the earliest instant at which it is reached, lastInstantAt the latest at which it is not exceeded', () => {
    fc.assert(
      fc.property(mixedHoursArb, fc.integer({ min: 1, max: 40 * DAY_UNITS }), ({ calendar }, w) => {
        const earliest = instantAt(calendar, w)
        expect(workTime(calendar, earliest)).toBeGreaterThanOrEqual(w)
        expect(workTime(calendar, new Date(earliest.getTime() - 1))).toBeLessThan(w)
        const latest = lastInstantAt(calendar, w)
        expect(workTime(calendar, latest)).toBeLessThanOrEqual(w)
        expect(workTime(calendar, new Date(latest.getTime() + 1))).toBeGreaterThan(w)
      }),
    )
  })

  test('instantAt and lastInstantAt enclose the instant they came from', () => {
    fc.assert(
      fc.property(calendarArb, anyInstantArb, ({ calendar }, instant) => {
        const w = workTime(calendar, instant)
        expect(instantAt(calendar, w).getTime()).toBeLessThanOrEqual(instant.getTime())
        expect(lastInstantAt(calendar, w).getTime()).toBeGreaterThanOrEqual(instant.getTime())
        expect(workTime(calendar, instantAt(calendar, w))).toBe(w)
      }),
    )
  })

  test('holds at whole days, where the day before ends and the next has not begun', () => {
    fc.assert(
      fc.property(mixedHoursArb, fc.integer({ min: 1, max: 60 }), ({ calendar }, day) => {
        const [close, open] = [instantAt(calendar, day * DAY_UNITS), lastInstantAt(calendar, day * DAY_UNITS)]
        expect(workTime(calendar, close)).toBe(day * DAY_UNITS)
        expect(workTime(calendar, open)).toBe(day * DAY_UNITS)
        expect(open.getTime()).toBeGreaterThan(close.getTime())
      }),
    )
  })

  test('does not change in the past when a future day changes', () => {
    const base = { id: 'drawn', from: '2018-09-01', to: '2019-09-01', publishedUntil: '2019-01-01' }
    fc.assert(
      fc.property(exceptionsArb, exceptionsArb, anyInstantArb, (old, changes, instant) => {
        const today = new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
        const future = changes.filter(({ date }) => date > today)
        const before = makeCalendar({ ...base, version: 1, exceptions: old })
        const after = makeCalendar({ ...base, version: 2, exceptions: [...old, ...future] })
        expect(workTime(after, instant)).toBe(workTime(before, instant))
        const first = firstDifference(before, after)
        expect(first === null || first > today).toBe(true)
      }),
    )
  })
})
