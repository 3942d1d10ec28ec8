import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dayNumberOf } from '../../src/clock/local-time.ts'
import { cutPeriod } from '../../src/indicators/period.ts'

const TODAY = '2026-11-22'
const day = fc.integer({ min: dayNumberOf('2024-01-01'), max: dayNumberOf('2026-11-22') })

describe('a period cut at month ends', () => {
  it('holds whole months and the days around them', () => {
    expect(cutPeriod({ from: '2026-01-15', to: '2026-04-03' }, TODAY)).toEqual({
      months: { from: '2026-02-01', to: '2026-04-01' },
      days: [
        { from: '2026-01-15', to: '2026-02-01' },
        { from: '2026-04-01', to: '2026-04-03' },
      ],
    })
  })

  it('takes a month that is still running as whole, since nothing is counted ahead', () => {
    expect(cutPeriod({ from: '2026-11-01', to: '2026-11-23' }, TODAY)).toEqual({
      months: { from: '2026-11-01', to: '2026-12-01' },
      days: [],
    })
  })

  it('covers each day of a past period once', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = [dateOf(Math.min(a, b)), dateOf(Math.max(a, b))]
        const { months, days } = cutPeriod({ from, to }, TODAY)
        const covered = [...(months === null ? [] : [months]), ...days].flatMap((piece) => {
          const first = dayNumberOf(piece.from)
          return Array.from({ length: dayNumberOf(piece.to) - first }, (_, index) => first + index)
        })
        const wanted = Array.from({ length: Math.abs(b - a) }, (_, index) => Math.min(a, b) + index)
        expect(covered.toSorted((x, y) => x - y)).toEqual(wanted)
      }),
    )
  })
})
