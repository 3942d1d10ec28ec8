import { describe, expect, test } from 'vitest'
import type { DueInput } from '../../src/clock/index.ts'
import {
  absoluteDueThresholds,
  cardThresholds,
  counted,
  deemedAcceptanceAt,
  defaultRulesOf,
  dueThreshold,
  elapsed,
  isLate,
  over,
} from '../../src/clock/index.ts'
import { at, calendarDays, days, hours, local, national, shown, suspension } from './fixtures.ts'

const start = at('2018-10-15 10:00')
const due = (input: Partial<DueInput>) =>
  dueThreshold(national, { start, limit: days(7), policy: 'INSTANT', suspensions: [], ...input })
const dueAt = (input: Partial<DueInput>): string | null => {
  const found = due(input)
  return found === null ? null : local(found.dueAt)
}

describe('limits in working days', () => {
  test('by civil law end at a close of business', () => {
    expect(dueAt({ limit: days(7), policy: 'NEXT_WORKDAY' })).toBe('2018-10-24 17:00:00')
    expect(dueAt({ limit: days(10), policy: 'NEXT_WORKDAY' })).toBe('2018-10-29 17:00:00')
  })

  test('by civil law a suspended part of a day gives a whole one', () => {
    const suspensions = [suspension('2018-10-16 10:00', '2018-10-16 15:00')]
    expect(dueAt({ policy: 'NEXT_WORKDAY', suspensions })).toBe('2018-10-25 17:00:00')
  })

  test('of half a day are late after half a day', () => {
    expect(dueAt({ limit: days(0.5) })).toBe('2018-10-15 14:30:00')
    const run = { start, suspensions: [] }
    expect(isLate(national, run, days(0.5), 'INSTANT', at('2018-10-15 14:30'))).toBe(false)
    expect(isLate(national, run, days(0.5), 'INSTANT', at('2018-10-15 14:30:01'))).toBe(true)
  })

  test('of half a day get a yellow card after it and no warning', () => {
    const cards = cardThresholds(
      national,
      { start, suspensions: [], limits: { PROMISED: days(0.5) } },
      defaultRulesOf('case'),
    )
    expect(shown(cards)).toEqual(['YELLOW 2018-10-15 14:30:01'])
  })

  test.each([
    [3, 'WARNING 2018-10-17 10:00:01'],
    [2, 'WARNING 2018-10-16 10:00:01'],
    [4, 'WARNING 2018-10-16 10:00:01'],
  ])('of %d days are warned of on %s', (amount, expected) => {
    const cards = cardThresholds(
      national,
      { start, suspensions: [], limits: { PROMISED: days(amount) } },
      defaultRulesOf('case'),
    )
    expect(shown(cards)[0]).toBe(expected)
  })
})

describe('an immediate case', () => {
  const yellow = (accepted: string): string[] =>
    shown(cardThresholds(national, { start: at(accepted), suspensions: [], limits: {} }, defaultRulesOf('immediate')))

  test('has until the close of business of its day', () => {
    expect(yellow('2018-10-15 16:59:59')).toEqual(['YELLOW 2018-10-15 17:00:01'])
    expect(yellow('2018-10-15 07:00')).toEqual(['YELLOW 2018-10-15 17:00:01'])
  })

  test('accepted after hours has the next working day', () => {
    expect(yellow('2018-10-15 17:00')).toEqual(['YELLOW 2018-10-16 17:00:01'])
    expect(yellow('2018-10-19 20:00')).toEqual(['YELLOW 2018-10-22 17:00:01'])
    expect(yellow('2018-10-20 11:00')).toEqual(['YELLOW 2018-10-22 17:00:01'])
  })

  test('gets red by its statutory limit, and none without', () => {
    const limits = { PROMISED: days(0), STATUTORY: days(10) }
    expect(shown(cardThresholds(national, { start, suspensions: [], limits }, defaultRulesOf('immediate')))).toEqual([
      'YELLOW 2018-10-15 17:00:01',
      'RED 2018-10-30 09:00:01',
    ])
  })

  test('is a case with a promise of 0 under the rules of cases too', () => {
    const run = { start, suspensions: [], limits: { PROMISED: days(0) } }
    expect(shown(cardThresholds(national, run, defaultRulesOf('case')))).toEqual(['YELLOW 2018-10-15 17:00:01'])
  })

  test('is pushed back by a suspension', () => {
    const suspensions = [suspension('2018-10-15 11:00', '2018-10-17 11:00')]
    expect(dueAt({ limit: days(0), suspensions })).toBe('2018-10-17 17:00:00')
  })
})

describe('limits that never stop', () => {
  test('calendar days end at their second, whatever the hour', () => {
    expect(dueAt({ limit: calendarDays(7) })).toBe('2018-10-22 10:00:00')
    expect(due({ limit: calendarDays(7) })?.calendar).toBe('continuous')
  })

  test('calendar days that end on a day off run to the next close of business', () => {
    expect(dueAt({ limit: calendarDays(5) })).toBe('2018-10-22 17:00:00')
    expect(dueAt({ start: at('2018-09-28 10:00'), limit: calendarDays(3) })).toBe('2018-10-08 17:00:00')
  })

  test('by civil law calendar days end at the close of the last day', () => {
    expect(dueAt({ limit: calendarDays(7), policy: 'NEXT_WORKDAY' })).toBe('2018-10-22 17:00:00')
    expect(dueAt({ limit: calendarDays(5), policy: 'NEXT_WORKDAY' })).toBe('2018-10-22 17:00:00')
  })

  test('a suspension pushes calendar days and hours by the calendar time it spans', () => {
    const suspensions = [
      suspension('2018-10-16 10:00', '2018-10-22 10:00', 2),
      suspension('2018-10-17 10:00', '2018-10-19 10:00'),
    ]
    expect(dueAt({ limit: calendarDays(8), suspensions })).toBe('2018-10-26 10:00:00')
    expect(dueAt({ limit: hours(48), suspensions })).toBe('2018-10-20 10:00:00')
  })

  test('hours and minutes run through the night and the weekend', () => {
    expect(dueAt({ start: at('2018-10-19 16:00'), limit: hours(24) })).toBe('2018-10-20 16:00:00')
    expect(dueAt({ limit: { amount: 90, unit: 'MINUTE' }, policy: 'NEXT_WORKDAY' })).toBe('2018-10-15 11:30:00')
  })

  test('late is decided in the own unit of each limit', () => {
    const run = { start, suspensions: [] }
    const now = at('2018-10-22 10:00:01')
    expect(isLate(national, run, calendarDays(7), 'INSTANT', now)).toBe(true)
    expect(isLate(national, run, days(7), 'INSTANT', now)).toBe(false)
    expect(elapsed(national, run, now, 'continuous')).toBe(7 * 86_400_000 + 1000)
    expect(() => over(national, run, calendarDays(7), now)).toThrow(RangeError)
  })

  test('a calendar-day limit is warned of before it ends, never on its rolled deadline', () => {
    const run = { start, suspensions: [], limits: { PROMISED: calendarDays(7), STATUTORY: calendarDays(12) } }
    expect(shown(cardThresholds(national, run, defaultRulesOf('case')))).toEqual([
      'WARNING 2018-10-19 10:00:01',
      'YELLOW 2018-10-22 10:00:01',
      'RED 2018-10-29 17:00:01',
    ])
  })
})

describe('counted days', () => {
  test('count the day begun', () => {
    const run = { start, suspensions: [] }
    expect(counted(national, run, start)).toBe(0)
    expect(counted(national, run, at('2018-10-15 10:00:01'))).toBe(1)
    expect(counted(national, run, at('2018-10-19 10:00'))).toBe(4)
    expect(over(national, run, days(7), at('2018-10-24 10:00'))).toBe(0)
    expect(over(national, run, days(7), at('2018-10-24 10:00:01'))).toBe(1)
  })

  test('stop at the close', () => {
    const run = { start, suspensions: [], closedAt: at('2018-10-17 10:00') }
    expect(counted(national, run, at('2018-12-03 10:00'))).toBe(2)
  })
})

describe('an open suspension', () => {
  test('counts at its full cap at once, and early resumption gives the rest back', () => {
    expect(dueAt({ suspensions: [suspension('2018-10-16 10:00', null, 5)] })).toBe('2018-10-31 10:00:00')
    expect(dueAt({ suspensions: [suspension('2018-10-16 10:00', '2018-10-17 10:00', 5)] })).toBe('2018-10-25 10:00:00')
  })

  test('without a cap takes the clock out', () => {
    const suspensions = [suspension('2018-10-16 10:00', null)]
    expect(dueAt({ suspensions })).toBeNull()
    expect(
      cardThresholds(national, { start, suspensions, limits: { PROMISED: days(7) } }, defaultRulesOf('case')),
    ).toEqual([])
    expect(counted(national, { start, suspensions }, at('2018-12-03 10:00'))).toBe(1)
  })

  test('that begins after the limit changes nothing', () => {
    expect(dueAt({ suspensions: [suspension('2018-10-24 10:00:01', null)] })).toBe('2018-10-24 10:00:00')
    expect(dueAt({ suspensions: [suspension('2018-10-24 10:00', null)] })).toBeNull()
  })
})

describe('a threshold is pinned', () => {
  test('when a new calendar version would not move it by itself', () => {
    expect(due({})?.pinned).toBe(false)
    expect(due({ limit: hours(48) })?.pinned).toBe(false)
    expect(due({ limit: days(0) })?.pinned).toBe(true)
    expect(due({ limit: calendarDays(7) })?.pinned).toBe(true)
    const cards = absoluteDueThresholds(national, { due: at('2018-10-22 10:00') }, defaultRulesOf('consultation'))
    expect(cards.map(({ pinned }) => pinned)).toEqual([true, false, true])
  })
})

describe('deemed acceptance', () => {
  test('comes after five working days without a notice, a make-up Sunday included', () => {
    expect(local(deemedAcceptanceAt(national, at('2026-09-14 10:00')))).toBe('2026-09-20 10:00:01')
  })
})

describe('an absolute due instant', () => {
  test('close to its start gets no warning', () => {
    const run = { due: at('2018-10-22 15:00'), start: at('2018-10-22 10:00') }
    expect(shown(absoluteDueThresholds(national, run, defaultRulesOf('consultation')))[0]).toBe(
      'YELLOW 2018-10-22 15:00:01',
    )
  })

  test('on a day off is late on that day', () => {
    const run = { due: at('2018-10-20 10:00') }
    expect(shown(absoluteDueThresholds(national, run, defaultRulesOf('consultation')))[1]).toBe(
      'YELLOW 2018-10-20 10:00:01',
    )
  })

  test('answered in time has no card', () => {
    const run = { due: at('2018-10-22 10:00'), closedAt: at('2018-10-22 10:00') }
    expect(absoluteDueThresholds(national, run, defaultRulesOf('consultation'))).toEqual([])
  })
})
