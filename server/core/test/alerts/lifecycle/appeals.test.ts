import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { caseOf, event } from '../../cases/cases-kit.ts'
import { at } from '../../clock/fixtures.ts'
import { as, unit, authority, startCards } from './cards-kit.ts'

const cards = await startCards()
const { kit, one, pass, raise, alerts, yellow, yellowCards, told } = cards
beforeEach(() => cards.clear())
afterAll(() => cards.kit.close())

describe('6.4-b: appeals', () => {
  test('are decided by somebody else than who made them, who has core.decide', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await one(authority, 'appealAlert', { ids, reason: '材料当日才补齐' })).toBe('APPEALED')
    const upheld = { ids, outcome: 'UPHELD', reason: '不成立' }
    expect(await one(unit, 'decideAppeal', upheld)).toBe('FORBIDDEN')
    expect(await one(authority, 'decideAppeal', upheld)).toBe('FORBIDDEN')
    const other = as('other', 'core.decide')
    expect(await one(other, 'decideAppeal', upheld)).toBe('UPHELD')
    expect(await one(unit, 'appealAlert', { ids, reason: '再申诉' })).toBe('CONFLICT')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW' })
  })

  test('a revoked card counts for nobody; the next round comes at a later instant, once', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW', yellowAt: at('2018-10-24 10:00:01') })
    expect(await yellowCards()).toBe(1)
    await one(unit, 'appealAlert', { ids, reason: '特别程序未计入' })
    expect(await one(authority, 'decideAppeal', { ids, outcome: 'REVOKED', reason: '属实' })).toBe('REVOKED')
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'WARNING', yellowAt: null })
    expect(await yellowCards()).toBe(0)
    await pass('2018-10-25 10:00')
    expect(await alerts('YELLOW'), 'not raised again for the same instant').toHaveLength(1)
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 3, ground: 'HEARING' })],
      '2018-10-25 11:00',
    )
    await pass('2018-10-29 10:00:01')
    await pass('2018-10-29 10:00:02')
    expect((await alerts('YELLOW')).map(({ round, state, dueAt }) => [round, state, dueAt])).toEqual([
      [1, 'REVOKED', at('2018-10-24 10:00:01')],
      [2, 'ISSUED', at('2018-10-29 10:00:01')],
    ])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW', yellowAt: at('2018-10-29 10:00:01') })
    expect(await yellowCards()).toBe(1)
    expect((await told()).filter((line) => line.startsWith('revoked'))).toEqual(['revoked YELLOW'])
  })

  test('a card revoked after the clock had moved is followed by the next round at once', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    await one(unit, 'appealAlert', { ids, reason: '特别程序未计入' })
    await kit.report(
      [event('A', 'SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 1, ground: 'HEARING' })],
      '2018-10-24 11:00',
    )
    await pass('2018-10-26 10:00')
    expect(await alerts('YELLOW')).toHaveLength(1)
    await one(authority, 'decideAppeal', { ids, outcome: 'REVOKED', reason: '属实' })
    expect((await alerts('YELLOW')).map(({ round, dueAt }) => [round, dueAt])).toEqual([
      [1, at('2018-10-24 10:00:01')],
      [2, at('2018-10-25 10:00:01')],
    ])
  })
})
