import { describe, expect, test } from 'vitest'
import type { CalendarVersion } from '../../src/clock/calendar-version.ts'
import { chainOf, resolveChain, versionsAt } from '../../src/clock/calendar-version.ts'
import { makeCalendars } from '../../src/clock/calendars.ts'
import { foundingDays } from '../../src/clock/founding-days.ts'
import { firstDifference, isWorkday } from '../../src/clock/index.ts'
import { ownDaysOf } from '../../src/clock/administration/own-days.ts'
import { national, nationalDays } from './fixtures.ts'

const nation: CalendarVersion = {
  id: 'nation',
  version: 1,
  revision: 1,
  scopeKey: 0,
  scopeEnd: 1000,
  publishedUntil: nationalDays.publishedUntil,
  content: { exceptions: nationalDays.exceptions },
}
const xiangxi: CalendarVersion = {
  ...nation,
  id: 'xiangxi',
  revision: 2,
  scopeKey: 300,
  scopeEnd: 400,
  publishedUntil: null,
  content: { exceptions: foundingDays() },
}
const next: CalendarVersion = {
  ...nation,
  version: 2,
  revision: 3,
  publishedUntil: '2028-01-01',
  content: {
    exceptions: [...nationalDays.exceptions, { date: '2027-02-05', kind: 'off' }, { date: '2027-09-20', kind: 'work' }],
  },
}

describe('a calendar within the place of another', () => {
  test('has the days of the one above and its own, which win', () => {
    const { forPlace } = makeCalendars([nation, xiangxi])
    expect(firstDifference(forPlace(0), national)).toBeNull()
    // 2026: the nation works on Sunday 20 September.
    expect([isWorkday(forPlace(0), '2026-09-20'), isWorkday(forPlace(350), '2026-09-20')]).toEqual([true, false])
    expect(firstDifference(forPlace(350), forPlace(0))).toBe('2004-09-20')
  })

  test('has the next year as soon as the one above publishes it, and keeps its own days in it', () => {
    const { byId, publisherOf, revision } = makeCalendars([nation, xiangxi, next])
    expect(byId('xiangxi')).toMatchObject({ version: 1, revision: 3, publishedUntil: '2028-01-01' })
    expect(isWorkday(byId('xiangxi'), '2027-02-05')).toBe(false)
    expect([isWorkday(byId('nation'), '2027-09-20'), isWorkday(byId('xiangxi'), '2027-09-20')]).toEqual([true, false])
    expect([publisherOf('xiangxi'), publisherOf('nation'), revision]).toEqual(['nation', 'nation', 3])
  })

  test('has the hours of the one above but where it states its own', () => {
    const summer = { from: '2027-06-01', until: '2027-08-31', hours: [['08:00', '15:00']] } as const
    const own = { from: '2027-07-01', until: '2027-07-31', hours: [['08:30', '15:30']] } as const
    const [above, below] = [
      { ...next, content: { ...next.content, hoursOverrides: [summer] } },
      { ...xiangxi, content: { ...xiangxi.content, hoursOverrides: [own] } },
    ]
    const calendar = makeCalendars([above, below]).byId('xiangxi')
    const opens = (date: string) => {
      const day = (Date.parse(date) - Date.parse(calendar.from)) / 86_400_000
      return (calendar.shapes[calendar.before[day] ?? 0]?.spans[0]?.[0] ?? 0) / 3_600_000
    }
    expect(['2027-05-31', '2027-06-01', '2027-07-01', '2027-08-02', '2027-09-01'].map(opens)).toEqual([9, 8, 8.5, 8, 9])
  })

  test('can be read as it was before a version above it came', () => {
    const then = versionsAt([nation, xiangxi, next], 2)
    expect(resolveChain(chainOf(xiangxi, then)).publishedUntil).toBe(nationalDays.publishedUntil)
  })
})

test('a full copy is what it adds: each day of the calendar above is taken out once', () => {
  const above = [
    { date: '2026-09-20', kind: 'work' },
    { date: '2013-09-20', kind: 'off' },
  ] as const
  const founding = [
    { date: '2013-09-20', kind: 'off' },
    { date: '2026-09-20', kind: 'off' },
  ] as const
  expect(ownDaysOf([...above, ...founding], above)).toEqual(founding)
})
