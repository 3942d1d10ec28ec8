import { describe, expect, test } from 'vitest'
import type { CalendarException, WorkHours } from '../../src/clock/index.ts'
import {
  cardThresholds,
  closeOfBusiness,
  CONTINUOUS,
  deemedAcceptanceAt,
  defaultRulesOf,
  dueThreshold,
  firstDifference,
  instantAt,
  isProvisional,
  isWorkday,
  lastInstantAt,
  localDate,
  makeCalendar,
  nextWorkday,
  parseNationalDays,
  workTime,
} from '../../src/clock/index.ts'
import { at, days, local, national, nationalDays, shown } from './fixtures.ts'

const published = { publishedUntil: nationalDays.publishedUntil, exceptions: nationalDays.exceptions }
const sevenDays = (calendar: typeof national, start = at('2018-10-15 10:00')) =>
  dueThreshold(calendar, { start, limit: days(7), policy: 'INSTANT', suspensions: [] })

describe('the national calendar', () => {
  test('knows every year from 2004 and where the data ends', () => {
    expect(nationalDays.years).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
    expect(nationalDays.publishedUntil).toBe('2027-01-01')
  })

  test('holds only days that differ from Monday to Friday', () => {
    const plain = makeCalendar({ id: 'plain', version: 1, publishedUntil: '2036-01-01', exceptions: [] })
    for (const { date, kind } of nationalDays.exceptions)
      expect([date, isWorkday(plain, date)]).toEqual([date, kind === 'off'])
  })

  test.each([
    ['2018-10-01', false],
    ['2018-09-29', true],
    ['2020-01-31', false],
    ['2020-02-03', true],
    ['2026-09-20', true],
    ['2026-09-25', false],
    ['2026-10-10', true],
  ])('%s is a working day: %s', (date, expected) => {
    expect(isWorkday(national, date)).toBe(expected)
  })

  test('finds the next working day and the close of business', () => {
    expect(nextWorkday(national, '2018-09-30')).toBe('2018-10-08')
    expect(local(closeOfBusiness(national, '2018-10-15'))).toBe('2018-10-15 17:00:00')
    expect(local(closeOfBusiness(national, '2018-10-01'))).toBe('2018-10-08 17:00:00')
  })

  test('refuses malformed data', () => {
    expect(() => parseNationalDays('date,kind\n')).toThrow(/header/)
    expect(() => parseNationalDays('date,kind,name\n2026-13-01,off,x')).toThrow(/2026-13-01/)
    expect(() => parseNationalDays('date,kind,name\n2026-01-01,maybe,x')).toThrow(/Row 2/)
    expect(() => parseNationalDays('date,kind,name\n2024-01-01,off,x\n2026-01-01,off,x')).toThrow(/2025/)
  })
})

describe('subtrees', () => {
  test('have their own days, which win over a national make-up workday', () => {
    const own: CalendarException[] = ['2026-09-20', '2026-09-21'].map((date) => ({ date, kind: 'off' }))
    const xiangxi = makeCalendar({
      ...published,
      id: '4331',
      version: 1,
      exceptions: [...nationalDays.exceptions, ...own],
    })
    expect(isWorkday(xiangxi, '2026-09-20')).toBe(false)
    expect(local(deemedAcceptanceAt(xiangxi, at('2026-09-14 10:00')))).toBe('2026-09-22 10:00:01')
    expect(firstDifference(national, xiangxi)).toBe('2026-09-20')
  })
})

describe('hours', () => {
  const summer: WorkHours = [
    ['08:30', '12:00'],
    ['15:00', '18:30'],
  ]
  const sixHours: WorkHours = [
    ['09:00', '12:00'],
    ['14:00', '17:00'],
  ]

  test('of summer leave limits in days as they are', () => {
    const hoursOverrides = [{ from: '2018-07-01', until: '2018-09-30', hours: summer }]
    const calendar = makeCalendar({ ...published, id: 'summer', version: 1, hoursOverrides })
    const due = sevenDays(calendar, at('2018-09-17 10:00'))
    expect(due?.threshold).toBe(workTime(calendar, at('2018-09-17 10:00')) + 7 * 25_200_000)
    expect(local(due?.dueAt ?? new Date(0))).toBe('2018-09-27 10:00:00')
    // An hour and a half after opening stays that, for a day of either season has seven hours.
    const later = sevenDays(calendar, at('2018-09-26 10:00'))
    expect(local(later?.dueAt ?? new Date(0))).toBe('2018-10-10 10:30:00')
    expect(local(closeOfBusiness(calendar, '2018-09-30'))).toBe('2018-09-30 18:30:00')
  })

  test('of six a day leave limits in days as they are', () => {
    const calendar = makeCalendar({ ...published, id: 'six', version: 1, hours: sixHours })
    const run = { start: at('2018-10-15 10:00'), suspensions: [], limits: { PROMISED: days(7), STATUTORY: days(10) } }
    expect(shown(cardThresholds(calendar, run, defaultRulesOf('case')))).toEqual([
      'WARNING 2018-10-19 10:00:01',
      'YELLOW 2018-10-24 10:00:01',
      'RED 2018-10-30 09:00:01',
    ])
  })

  test('of a single date apply to it alone', () => {
    const hoursOverrides = [{ date: '2018-10-16', hours: [['09:00', '12:00']] as const }]
    const calendar = makeCalendar({ ...published, id: 'short', version: 1, hoursOverrides })
    expect(local(closeOfBusiness(calendar, '2018-10-16'))).toBe('2018-10-16 12:00:00')
    expect(local(closeOfBusiness(calendar, '2018-10-17'))).toBe('2018-10-17 17:00:00')
    expect(workTime(calendar, at('2018-10-16 10:30')) - workTime(calendar, at('2018-10-16 09:00'))).toBe(12_600_000)
  })

  test.each([
    [[]],
    [[['12:00', '09:00']]],
    [
      [
        ['09:00', '12:00'],
        ['11:00', '17:00'],
      ],
    ],
    [[['9', '12:00']]],
  ] as const)('refuses %j', (hours) => {
    expect(() => makeCalendar({ ...published, id: 'bad', version: 1, hours })).toThrow(RangeError)
  })
})

describe('an unpublished year', () => {
  test('runs on Monday to Friday, marked provisional', () => {
    expect(isWorkday(national, '2027-01-01')).toBe(true)
    expect(isProvisional(national, at('2026-12-31 23:59:59'))).toBe(false)
    expect(isProvisional(national, at('2027-01-01 00:00'))).toBe(true)
    expect(sevenDays(national, at('2026-12-21 10:00'))?.provisional).toBe(false)
    expect(sevenDays(national, at('2026-12-24 10:00'))?.provisional).toBe(true)
  })

  test('marks each card that it touches, and no other', () => {
    const run = { start: at('2026-12-24 10:00'), suspensions: [], limits: { PROMISED: days(7), STATUTORY: days(10) } }
    const cards = cardThresholds(national, run, defaultRulesOf('case'))
    expect(cards.map(({ level, provisional }) => [level, provisional])).toEqual([
      ['WARNING', false],
      ['YELLOW', true],
      ['RED', true],
    ])
  })

  test('moves by itself once published: the threshold stays, the instant moves', () => {
    const exceptions: CalendarException[] = [...nationalDays.exceptions, { date: '2027-01-01', kind: 'off' }]
    const later = makeCalendar({ id: 'national', version: 2, exceptions, publishedUntil: '2028-01-01' })
    const [before, after] = [sevenDays(national, at('2026-12-24 10:00')), sevenDays(later, at('2026-12-24 10:00'))]
    expect(after?.threshold).toBe(before?.threshold)
    expect(local(before?.dueAt ?? new Date(0))).toBe('2027-01-04 10:00:00')
    expect(local(after?.dueAt ?? new Date(0))).toBe('2027-01-05 10:00:00')
    expect(firstDifference(national, later)).toBe('2027-01-01')
    expect(firstDifference(national, national)).toBeNull()
  })
})

describe('beyond the table', () => {
  test.each([
    () => workTime(national, at('2003-12-31 10:00')),
    () => workTime(national, at('2036-01-01 10:00')),
    () => workTime(national, new Date(Number.NaN)),
    () => isWorkday(national, '2036-01-01'),
    () => nextWorkday(national, '2035-12-31'),
    () => instantAt(national, 1e15),
  ])('refuses with a code (%#)', (ask) => {
    expect(ask).toThrow(expect.objectContaining({ code: 'CALENDAR_OUT_OF_RANGE' }))
  })
})

describe('local time', () => {
  test('is eight hours ahead of UTC', () => {
    expect(localDate(new Date('2018-10-14T16:00:00Z'))).toBe('2018-10-15')
    expect(localDate(new Date('2018-10-14T15:59:59Z'))).toBe('2018-10-14')
  })

  test('does not matter to the calendar that never stops', () => {
    const instant = new Date('2018-10-14T16:00:00Z')
    expect(workTime(CONTINUOUS, instant)).toBe(instant.getTime())
    expect(instantAt(CONTINUOUS, instant.getTime())).toEqual(instant)
    expect(lastInstantAt(CONTINUOUS, instant.getTime())).toEqual(instant)
  })
})
