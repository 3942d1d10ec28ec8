import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differingDays, movedRanges } from '../../../src/clock/administration/differing-days.ts'
import { dateOf, dayNumberOf } from '../../../src/clock/local-time.ts'
import type { CalendarException, Limit, WorkCalendar } from '../../../src/clock/index.ts'
import {
  dueThreshold,
  firstDifference,
  instantAt,
  isWorkday,
  makeCalendar,
  workTime,
} from '../../../src/clock/index.ts'
import { at } from '../fixtures.ts'

const [FROM, TO] = ['2018-09-01', '2019-09-01'] as const
const LENGTH = dayNumberOf(TO) - dayNumberOf(FROM)

const dateArb = (from = 0, to = LENGTH - 90) =>
  fc.integer({ min: from, max: to }).map((day) => dateOf(dayNumberOf(FROM) + day))
const exceptionArb: fc.Arbitrary<CalendarException> = fc.record({
  date: dateArb(),
  kind: fc.constantFrom('off', 'work'),
})
const exceptionsArb = fc.array(exceptionArb, { maxLength: 30 })

const calendarOf = (exceptions: readonly CalendarException[]): WorkCalendar =>
  makeCalendar({ id: 'drawn', version: 1, from: FROM, to: TO, publishedUntil: TO, exceptions })

/** An instant of a working life, to the minute. */
const instantArb = fc
  .record({ date: dateArb(30, 150), minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ date, minute }) => new Date(at(`${date} 00:00`).getTime() + minute * 60_000))
const limitArb: fc.Arbitrary<Limit> = fc.record({
  amount: fc.integer({ min: 0, max: 30 }),
  unit: fc.constantFrom('WORKING_DAY', 'CALENDAR_DAY'),
})
const policyArb = fc.constantFrom('INSTANT', 'NEXT_WORKDAY')

describe('a holiday that is added', () => {
  test('after the start never makes a deadline earlier, whatever its unit', () => {
    const property = fc.property(
      exceptionsArb,
      instantArb,
      limitArb,
      policyArb,
      fc.integer({ min: 1, max: 60 }),
      (exceptions, start, limit, policy, later) => {
        const holiday = dateOf(dayNumberOf(start.toISOString().slice(0, 10)) + 1 + later)
        const [before, after] = [calendarOf(exceptions), calendarOf([...exceptions, { date: holiday, kind: 'off' }])]
        const asked = { start, limit, policy, suspensions: [] } as const
        const [was, is] = [dueThreshold(before, asked), dueThreshold(after, asked)]
        expect(is?.dueAt.getTime()).toBeGreaterThanOrEqual(was?.dueAt.getTime() ?? 0)
      },
    )
    fc.assert(property, { numRuns: 400 })
  })
})

describe('two versions of a calendar', () => {
  const pairArb = fc
    .tuple(exceptionsArb, exceptionsArb)
    .map(([common, added]) => [calendarOf(common), calendarOf([...common, ...added])] as const)

  test('have the same work time up to the first day that differs', () => {
    const property = fc.property(pairArb, instantArb, ([older, newer], instant) => {
      const first = firstDifference(older, newer)
      expect(differingDays(older, newer)[0]?.date ?? null).toBe(first)
      const begins = first === null ? Number.POSITIVE_INFINITY : at(`${first} 00:00`).getTime()
      if (instant.getTime() <= begins) expect(workTime(newer, instant)).toBe(workTime(older, instant))
    })
    fc.assert(property, { numRuns: 400 })
  })

  test('name just the days that differ', () => {
    const property = fc.property(pairArb, dateArb(), ([older, newer], date) => {
      const named = differingDays(older, newer).some((day) => day.date === date)
      expect(named).toBe(isWorkday(older, date) !== isWorkday(newer, date))
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('move a deadline kept as work time just when it lies in one of the ranges that are told', () => {
    const property = fc.property(
      pairArb,
      instantArb,
      fc.integer({ min: 0, max: 30 }),
      ([older, newer], start, days) => {
        const w = workTime(older, start) + days * 25_200_000
        const moved = instantAt(older, w).getTime() !== instantAt(newer, w).getTime()
        const told = movedRanges(older, newer).some(({ above, upTo }) => w > above && w <= upTo)
        expect(told).toBe(moved)
      },
    )
    fc.assert(property, { numRuns: 400 })
  })
})
