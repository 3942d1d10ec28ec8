import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, isLocalDate, localDate, weekday } from '../../src/format/local-date.ts'
import {
  namedPeriod,
  periodFromUrl,
  periodNames,
  periodToUrl,
  previousSpan,
  trendSpan,
  yearBefore,
} from '../../src/format/period.ts'

const day = fc.integer({ min: 0, max: 9_000 }).map((n) => addDays('2004-01-01', n))

describe('local dates', () => {
  it('take the date of Shanghai, not of UTC', () => {
    expect(localDate(new Date('2026-11-19T16:00:00Z'))).toBe('2026-11-20')
    expect(localDate(new Date('2026-11-19T15:59:59Z'))).toBe('2026-11-19')
  })
  it('know which dates exist', () => {
    expect(isLocalDate('2024-02-29')).toBe(true)
    expect(isLocalDate('2023-02-29')).toBe(false)
    expect(isLocalDate('2023-2-9')).toBe(false)
  })
  it('fall back to the last day of a shorter month', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29')
    expect(addMonths('2026-01-15', -12)).toBe('2025-01-15')
  })
  it('add and count days alike', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (date, n) => daysBetween(date, addDays(date, n)) === n),
    )
  })
})

describe('a period', () => {
  it('runs up to and with today', () => {
    expect(namedPeriod('today', '2026-11-20')).toEqual({ name: 'today', from: '2026-11-20', to: '2026-11-21' })
    expect(namedPeriod('week', '2026-11-20')).toMatchObject({ from: '2026-11-16', to: '2026-11-21' })
    expect(namedPeriod('month', '2026-11-20')).toMatchObject({ from: '2026-11-01' })
    expect(namedPeriod('quarter', '2026-11-20')).toMatchObject({ from: '2026-10-01' })
    expect(namedPeriod('year', '2026-11-20')).toMatchObject({ from: '2026-01-01' })
    expect(daysBetween(namedPeriod('last30', '2026-11-20').from, '2026-11-21')).toBe(30)
  })
  it('begins a week on Monday', () => {
    fc.assert(fc.property(day, (today) => weekday(namedPeriod('week', today).from) === 1))
  })
  it('survives its address', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...periodNames), (today, name) => {
        const period = namedPeriod(name, today)
        expect(periodFromUrl(periodToUrl(new URLSearchParams('state=CLOSED'), period), today)).toEqual(period)
      }),
    )
    const custom = { name: 'custom', from: '2026-01-05', to: '2026-02-01' } as const
    expect(periodFromUrl(periodToUrl(new URLSearchParams(), custom), '2026-11-20')).toEqual(custom)
  })
  it('keeps the other parameters of an address', () => {
    expect(
      periodToUrl(new URLSearchParams('period=year&state=CLOSED'), namedPeriod('month', '2026-11-20')).toString(),
    ).toBe('state=CLOSED&period=month')
  })
  it.each([
    'period=nonsense',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=1000-01-01&to=2026-01-01',
    '',
  ])('reads %j as this month', (search) => {
    expect(periodFromUrl(new URLSearchParams(search), '2026-11-20').name).toBe('month')
  })
})

describe('comparisons', () => {
  it('compare the same days of the month before', () => {
    expect(previousSpan(namedPeriod('month', '2026-11-20'))).toEqual({ from: '2026-10-01', to: '2026-10-21' })
    expect(previousSpan(namedPeriod('month', '2026-03-31'))).toEqual({ from: '2026-02-01', to: '2026-03-01' })
  })
  it('compare a week with the same days of the week before', () => {
    expect(previousSpan(namedPeriod('week', '2026-11-20'))).toEqual({ from: '2026-11-09', to: '2026-11-14' })
  })
  it('end before the period begins or at the latest where it begins', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...periodNames), (today, name) => {
        const period = namedPeriod(name, today)
        const before = previousSpan(period)
        return before.from < before.to && before.to <= period.from
      }),
    )
  })
  it('go back a year', () => {
    expect(yearBefore(namedPeriod('month', '2026-11-20'))).toEqual({ from: '2025-11-01', to: '2025-11-21' })
    expect(yearBefore({ from: '2024-02-29', to: '2024-03-01' })).toEqual({ from: '2023-02-28', to: '2023-03-01' })
  })
  it('cut a trend by day up to a quarter and by month above', () => {
    expect(trendSpan(namedPeriod('today', '2026-11-20'))).toEqual({ from: '2026-10-22', to: '2026-11-21', by: 'DAY' })
    expect(trendSpan(namedPeriod('year', '2026-11-20'))).toEqual({ from: '2026-01-01', to: '2026-11-21', by: 'MONTH' })
  })
})
