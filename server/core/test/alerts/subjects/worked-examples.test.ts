import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { at } from '../../clock/fixtures.ts'
import type { SubjectsKit } from './subjects-kit.ts'
import { startSubjects } from './subjects-kit.ts'

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
})
beforeEach(() => kit.clear())
afterAll(() => kit.end())

describe('6.4-b: a consultation or complaint due at 2018-10-22 10:00', () => {
  describe.each(['consultation', 'complaint'])('%s', (clock) => {
    test.each([
      ['WARNING', '2018-10-17 10:00:00', '2018-10-17 10:00:01'],
      ['YELLOW', '2018-10-22 10:00:00', '2018-10-22 10:00:01'],
      ['RED', '2018-10-23 10:00:00', '2018-10-23 10:00:01'],
    ])('%s: nothing at %s, one card a second later', async (level, named, later) => {
      const id = await kit.start({ clock, due: at('2018-10-22 10:00') })
      await kit.pass(named)
      const before = await kit.cards(id)
      expect(before.some((card) => card.startsWith(level))).toBe(false)
      expect(await kit.pass(later)).toBe(1)
      expect(await kit.cards(id)).toEqual([...before, `${level} ${later} ISSUED`])
      expect(await kit.pass(later)).toBe(0)
    })
  })

  test('a bare date means its close of business', async () => {
    const id = await kit.start({ clock: 'consultation', due: '2018-10-22' })
    await kit.pass('2018-10-22 17:00:00')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-18 09:00:01 ISSUED'])
    await kit.pass('2018-10-22 17:00:01')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-18 09:00:01 ISSUED', 'YELLOW 2018-10-22 17:00:01 ISSUED'])
  })
})

describe('6.4-b: clocks that plugins declare, all from 2018-10-15 10:00', () => {
  test.each([
    // Twenty working days; red by civil law, from the next day and to a close of business.
    ['disclosure', undefined, ['WARNING 2018-11-07 10:00:01', 'YELLOW 2018-11-12 10:00:01', 'RED 2018-11-13 09:00:01']],
    [
      'disclosure',
      { amount: 3, unit: 'WORKING_DAY' },
      ['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-18 10:00:01', 'RED 2018-10-19 09:00:01'],
    ],
    // Wednesday 14 November.
    [
      'rectification',
      undefined,
      ['WARNING 2018-11-11 10:00:01', 'YELLOW 2018-11-14 10:00:01', 'RED 2018-11-14 17:00:01'],
    ],
    // Ends on a Saturday and runs to the close of Monday.
    [
      'rectification',
      { amount: 5, unit: 'CALENDAR_DAY' },
      ['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-22 17:00:01', 'RED 2018-10-22 17:00:01'],
    ],
    [
      'contact-in-time',
      undefined,
      ['WARNING 2018-10-15 10:00:01', 'YELLOW 2018-10-16 10:00:01', 'RED 2018-10-17 09:00:01'],
    ],
    ['hotline', { amount: 24, unit: 'HOUR' }, ['YELLOW 2018-10-16 10:00:01']],
    ['hotline', { amount: 30, unit: 'MINUTE' }, ['YELLOW 2018-10-15 10:30:01']],
    ['same-day', undefined, ['YELLOW 2018-10-15 17:00:01']],
  ] as const)('%s with the limit %j', async (clock, limit, expected) => {
    const id = await kit.start({ clock, ...(limit && { limit }) })
    await kit.pass('2018-12-31 10:00')
    expect((await kit.cards(id)).map((card) => card.replace(' ISSUED', ''))).toEqual(expected)
    expect(await kit.pass('2019-01-31 10:00')).toBe(0)
  })

  test('same day, begun after hours, is the next working day', async () => {
    const id = await kit.start({ clock: 'same-day', start: at('2018-10-19 17:30') })
    await kit.pass('2018-10-22 17:00:00')
    expect(await kit.cards(id)).toEqual([])
    await kit.pass('2018-10-22 17:00:01')
    expect(await kit.cards(id)).toEqual(['YELLOW 2018-10-22 17:00:01 ISSUED'])
  })
})
