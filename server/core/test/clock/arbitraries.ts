import fc from 'fast-check'
import type { CalendarException, Suspension, WorkCalendar, WorkHours } from '../../src/clock/index.ts'
import { DEFAULT_HOURS, makeCalendar } from '../../src/clock/index.ts'
import type { ReferenceCalendar } from './reference.ts'
import { instantOf, TICK_MS } from './reference.ts'

/** Eight weeks from Monday 2018-10-01; everything drawn lies within, deadlines run on into plain Mondays to Fridays. */
const FIRST_TICK = Date.parse('2018-10-01T00:00:00+08:00') / TICK_MS
const DAYS = 56

const dateArb = fc
  .integer({ min: 0, max: DAYS - 1 })
  .map((day) => new Date(Date.UTC(2018, 9, 1 + day)).toISOString().slice(0, 10))

export const exceptionsArb: fc.Arbitrary<CalendarException[]> = fc.array(
  fc.record({ date: dateArb, kind: fc.constantFrom('off' as const, 'work' as const) }),
  { maxLength: 15 },
)

/** Any tick of the first four weeks, half of the time within a day's hours and often at their edges. */
export const tickArb: fc.Arbitrary<number> = fc
  .record({
    day: fc.integer({ min: 0, max: DAYS / 2 - 1 }),
    tick: fc.oneof(
      fc.constantFrom(54, 72, 78, 102),
      fc.integer({ min: 54, max: 102 }),
      fc.integer({ min: 0, max: 143 }),
    ),
  })
  .map(({ day, tick }) => FIRST_TICK + day * 144 + tick)

export const instantArb: fc.Arbitrary<Date> = tickArb.map(instantOf)

/** Any millisecond of the first four weeks. */
export const anyInstantArb: fc.Arbitrary<Date> = fc
  .integer({ min: FIRST_TICK * TICK_MS, max: (FIRST_TICK + 144 * 28) * TICK_MS })
  .map((ms) => new Date(ms))

export const halfDaysArb = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: max * 2 }).map((n) => n / 2)

const suspensionArb: fc.Arbitrary<Suspension> = fc
  .record({
    from: tickArb,
    length: fc.option(fc.integer({ min: 0, max: 144 * 8 }), { freq: 4 }),
    approvedDays: fc.option(halfDaysArb(5), { freq: 2 }),
    noticed: fc.boolean(),
  })
  .map(({ from, length, approvedDays, noticed }) => ({
    from: instantOf(from),
    // Open ones get a cap here; an open one without a cap never ends and is tested by itself.
    to: length === null && approvedDays !== null ? null : instantOf(from + (length ?? 144)),
    approvedDays,
    noticed,
    reason: 'HEARING',
  }))

export const suspensionsArb: fc.Arbitrary<Suspension[]> = fc.array(suspensionArb, { maxLength: 4 })

/** Six, seven, eight hours a day: a tick of each is a whole number of units. */
const HOURS: readonly WorkHours[] = [
  DEFAULT_HOURS,
  [
    ['09:00', '12:00'],
    ['14:00', '17:00'],
  ],
  [['08:30', '16:30']],
]

export type CalendarPair = { readonly calendar: WorkCalendar; readonly reference: ReferenceCalendar }

const pair = (
  exceptions: readonly CalendarException[],
  hours: readonly (readonly [string, WorkHours])[],
): CalendarPair => ({
  calendar: makeCalendar({
    id: 'drawn',
    version: 1,
    from: '2018-09-01',
    to: '2019-09-01',
    publishedUntil: '2019-01-01',
    exceptions,
    hoursOverrides: hours.map(([date, own]) => ({ date, hours: own })),
  }),
  reference: { exceptions, hoursOf: (date) => hours.findLast((entry) => entry[0] === date)?.[1] ?? DEFAULT_HOURS },
})

/** Days drawn, seven hours each. */
export const calendarArb: fc.Arbitrary<CalendarPair> = exceptionsArb.map((exceptions) => pair(exceptions, []))

/** Days and hours drawn. */
export const mixedHoursArb: fc.Arbitrary<CalendarPair> = fc
  .record({
    exceptions: exceptionsArb,
    hours: fc.array(fc.tuple(dateArb, fc.constantFrom(...HOURS)), { maxLength: 20 }),
  })
  .map(({ exceptions, hours }) => pair(exceptions, hours))
