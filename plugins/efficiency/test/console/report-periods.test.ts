import { describe, expect, it } from 'vitest'
import { showDays, showShare } from '../../console/numbers.ts'
import { periodLabel, periodsBefore } from '../../console/report-periods.ts'
import { daysOf } from '../../src/rules/report-period.ts'

describe('periods of reports (6.4-b)', () => {
  it('are offered once they are over, the latest first, over the turn of a year', () => {
    expect(periodsBefore('MONTH', '2026-02-10').slice(0, 3)).toEqual(['2026-01-01', '2025-12-01', '2025-11-01'])
    expect(periodsBefore('QUARTER', '2026-03-31').slice(0, 2)).toEqual(['2025-10-01', '2025-07-01'])
    expect(periodsBefore('YEAR', '2026-12-31')[0]).toBe('2025-01-01')
  })

  it('are such as the platform takes, and have names', () => {
    for (const period of ['MONTH', 'QUARTER', 'YEAR'] as const) {
      for (const from of periodsBefore(period, '2026-11-23')) {
        const days = daysOf(period, from)
        expect(days?.from).toBe(from)
        expect(days?.to.localeCompare('2026-11-23')).toBe(-1)
      }
    }
    expect([periodLabel('MONTH', '2026-03-01'), periodLabel('QUARTER', '2026-10-01')]).toEqual(['2026-03', '2026 Q4'])
    expect(daysOf('QUARTER', '2026-10-01')).toEqual({ from: '2026-10-01', to: '2027-01-01' })
    expect(daysOf('MONTH', '2026-12-01')).toEqual({ from: '2026-12-01', to: '2027-01-01' })
    expect(daysOf('YEAR', '2026-02-01')).toBeNull()
  })
})

it('never shows something as nothing, nor a part as the whole', () => {
  expect([0, 0.004, 0.04, 3.14, 1234.5].map(showDays)).toEqual(['0', '<0.01', '0.04', '3.1', '1235'])
  expect([null, 0, 0.01, 50, 99.99, 100].map(showShare)).toEqual(['–', '0.0%', '<0.1%', '50.0%', '>99.9%', '100.0%'])
})
