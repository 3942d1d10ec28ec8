import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Suspension, WorkCalendar } from '../../src/clock/index.ts'
import {
  counted,
  DAY_UNITS,
  dueThreshold,
  elapsed,
  isLate,
  lastInstantAt,
  suspendedUnits,
  workTime,
} from '../../src/clock/index.ts'
import { calendarArb, halfDaysArb, instantArb, mixedHoursArb, suspensionsArb, tickArb } from './arbitraries.ts'
import { days } from './fixtures.ts'
import {
  calendarDayEnd,
  closeThatEnds,
  firstLateTick,
  instantOf,
  suspendedBetween,
  TICK_MS,
  workBetween,
} from './reference.ts'

describe('thresholds', () => {
  test('the last moment in time equals the reference that walks', () => {
    fc.assert(
      fc.property(
        calendarArb,
        suspensionsArb,
        tickArb,
        halfDaysArb(12),
        ({ calendar, reference }, suspensions, start, limit) => {
          const due = dueThreshold(calendar, {
            start: instantOf(start),
            limit: days(limit),
            policy: 'INSTANT',
            suspensions,
          })
          const last = lastInstantAt(calendar, due?.threshold ?? Number.NaN)
          expect(last).toEqual(instantOf(firstLateTick(reference, suspensions, start, limit)))
        },
      ),
    )
  })

  test('and so it does when days have six, seven and eight hours', () => {
    fc.assert(
      fc.property(mixedHoursArb, tickArb, halfDaysArb(12), ({ calendar, reference }, start, limit) => {
        const due = dueThreshold(calendar, {
          start: instantOf(start),
          limit: days(limit),
          policy: 'INSTANT',
          suspensions: [],
        })
        const last = lastInstantAt(calendar, due?.threshold ?? Number.NaN)
        expect(Math.floor(last.getTime() / TICK_MS)).toBe(firstLateTick(reference, [], start, limit))
      }),
    )
  })

  test('by civil law the limit ends at the close of business that the reference walks to', () => {
    fc.assert(
      fc.property(
        calendarArb,
        suspensionsArb,
        tickArb,
        halfDaysArb(12),
        ({ calendar, reference }, suspensions, start, limit) => {
          const due = dueThreshold(calendar, {
            start: instantOf(start),
            limit: days(limit),
            policy: 'NEXT_WORKDAY',
            suspensions,
          })
          expect(due?.dueAt).toEqual(instantOf(closeThatEnds(reference, suspensions, start, limit)))
        },
      ),
    )
  })

  test('in calendar days roll over days off as the reference does', () => {
    fc.assert(
      fc.property(
        mixedHoursArb,
        tickArb,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        ({ calendar, reference }, start, amount, law) => {
          const limit = { amount, unit: 'CALENDAR_DAY' } as const
          const policy = law ? 'NEXT_WORKDAY' : 'INSTANT'
          const due = dueThreshold(calendar, { start: instantOf(start), limit, policy, suspensions: [] })
          expect(due?.dueAt).toEqual(instantOf(calendarDayEnd(reference, start, amount, law)))
          expect(due).toMatchObject({ calendar: 'continuous', threshold: due?.dueAt.getTime(), pinned: true })
        },
      ),
    )
  })

  test('agree with elapsed time: late is elapsed > limit, and counted days exceed a whole-day limit then', () => {
    fc.assert(
      fc.property(
        calendarArb,
        suspensionsArb,
        instantArb,
        instantArb,
        fc.integer({ min: 1, max: 12 }),
        ({ calendar }, suspensions, a, b, limit) => {
          const [start, now] = a < b ? [a, b] : [b, a]
          const run = { start, suspensions }
          const late = isLate(calendar, run, days(limit), 'INSTANT', now)
          expect(late).toBe(elapsed(calendar, run, now) > limit * DAY_UNITS)
          expect(late).toBe(counted(calendar, run, now) > limit)
        },
      ),
    )
  })
})

type Suspended = (calendar: WorkCalendar, suspensions: readonly Suspension[], start: Date, until: Date) => number

/** Whether a way to sum suspensions equals the walk in which a tick is suspended or not. */
const equalsReference = (suspended: Suspended) =>
  fc.property(calendarArb, suspensionsArb, tickArb, tickArb, ({ calendar, reference }, suspensions, a, b) => {
    const [from, until] = [Math.min(a, b), Math.max(a, b)]
    const units = suspended(calendar, suspensions, instantOf(from), instantOf(until))
    expect(units).toBe(suspendedBetween(reference, suspensions, from, until))
    expect(units).toBeLessThanOrEqual(workBetween(reference, from, until))
  })

describe('suspensions', () => {
  test('are cut, then united, as the reference does', () => {
    fc.assert(equalsReference(suspendedUnits))
  })

  /** Each planted defect is one that the property above must catch. */
  const defects: readonly (readonly [string, Suspended])[] = [
    [
      'overlapping suspensions subtracted twice',
      (calendar, suspensions, start, until) =>
        suspensions.reduce((sum, one) => sum + suspendedUnits(calendar, [one], start, until), 0),
    ],
    [
      'united before they are cut',
      (calendar, suspensions, start, until) => {
        const uncut = suspensions.map((one) => ({ ...one, approvedDays: null }))
        const cap = suspensions.reduce((sum, { approvedDays }) => sum + (approvedDays ?? 99) * DAY_UNITS, 0)
        return Math.min(cap, suspendedUnits(calendar, uncut, start, until))
      },
    ],
    [
      'those without notice counted',
      (calendar, suspensions, start, until) =>
        suspendedUnits(
          calendar,
          suspensions.map((one) => ({ ...one, noticed: true })),
          start,
          until,
        ),
    ],
    [
      'cap measured from the start of the run',
      (calendar, suspensions, start, until) =>
        suspendedUnits(
          calendar,
          suspensions.map((one) => ({
            ...one,
            from: workTime(calendar, one.from) < workTime(calendar, start) ? start : one.from,
          })),
          start,
          until,
        ),
    ],
  ]

  test.each(defects)('planted defect is caught: %s', (_name, defect) => {
    expect(fc.check(equalsReference(defect), { seed: 20181015, numRuns: 500 }).failed).toBe(true)
  })
})
