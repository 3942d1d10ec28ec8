import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsFor, executionOf } from '../../../src/plans/rules/execution.ts'
import { daysIn, dueIn, windowsOf } from '../../../src/plans/rules/windows.ts'

describe('windows of a plan', () => {
  it('begin on the same day of later months, or on the last one that such a month has', () => {
    expect(windowsOf({ from: '2026-01-31', to: '2026-05-01' }, 1)).toEqual([
      { from: '2026-01-31', to: '2026-02-28' },
      { from: '2026-02-28', to: '2026-03-31' },
      { from: '2026-03-31', to: '2026-04-30' },
      { from: '2026-04-30', to: '2026-05-01' },
    ])
    expect(windowsOf({ from: '2026-01-01', to: '2027-01-01' }, 3)).toHaveLength(4)
  })

  it('follow on each other and fill the period, whatever it is', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 366 }), fc.integer({ min: 1, max: 12 }), (first, days, months) => {
        const [from, to] = [0, days].map((n) => new Date(first.getTime() + n * 86_400_000).toISOString().slice(0, 10))
        const period = { from: from ?? '', to: to ?? '' }
        const windows = windowsOf(period, months)
        expect(windows.reduce((sum, window) => sum + daysIn(window), 0)).toBe(days)
        for (const [at, window] of windows.entries()) {
          expect(window.from).toBe(windows[at - 1]?.to ?? period.from)
          expect(daysIn(window)).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('ask once of what is periodic, and some times of the rest', () => {
    expect([dueIn({ mode: 'PERIODIC', minimumCount: 1 }), dueIn({ mode: 'IRREGULAR', minimumCount: 3 })]).toEqual([
      1, 3,
    ])
  })
})

describe('how a plan was carried out (4-b)', () => {
  const march = { from: '2026-03-01', to: '2026-04-01' }
  const april = { from: '2026-04-01', to: '2026-05-01' }

  it('counts as due what has ended, and as overdue nothing before', () => {
    const dues = [
      { ...march, doneOn: '2026-03-31' },
      { ...march, doneOn: '2026-04-01' },
      { ...march, doneOn: null },
      { ...april, doneOn: null },
    ]
    expect(executionOf(dues, '2026-03-31')).toEqual({ due: 0, onTime: 0, late: 0, notDone: 0 })
    expect(executionOf(dues, '2026-04-01')).toEqual({ due: 3, onTime: 1, late: 1, notDone: 1 })
    expect(executionOf(dues, '2026-05-01')).toEqual({ due: 4, onTime: 1, late: 1, notDone: 2 })
  })

  it('takes what is done for the window of its day first, then for the oldest that is overdue', () => {
    const dues = [
      { ...march, doneOn: null },
      { ...april, doneOn: null },
    ]
    expect(countsFor(dues, '2026-04-02')).toBe(dues[1])
    expect(
      countsFor(
        [dues[0], { ...april, doneOn: '2026-04-02' }].flatMap((due) => due ?? []),
        '2026-04-03',
      ),
    ).toBe(dues[0])
    expect(countsFor(dues, '2026-02-28')).toBeUndefined()
  })
})
