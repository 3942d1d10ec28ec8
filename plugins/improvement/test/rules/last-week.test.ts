import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lastWeek } from '../../src/rules/last-week.ts'

it('is the same seven days, Monday to Sunday, on every day of the week after', () => {
  for (const day of ['2026-03-09', '2026-03-11', '2026-03-15'])
    expect(lastWeek(day)).toEqual({ from: '2026-03-02', to: '2026-03-09' })
  expect(lastWeek('2026-01-01')).toEqual({ from: '2025-12-22', to: '2025-12-29' })
})

it('ends on a Monday that is not after the day, and less than a week before it', () => {
  const range = { min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(range), (date) => {
      const today = date.toISOString().slice(0, 10)
      const { from, to } = lastWeek(today)
      const days = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000
      expect(new Date(to).getUTCDay()).toBe(1)
      expect(days(from, to)).toBe(7)
      expect(days(to, today)).toBeGreaterThanOrEqual(0)
      expect(days(to, today)).toBeLessThan(7)
    }),
  )
})
