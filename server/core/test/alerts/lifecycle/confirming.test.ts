import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { escalateDue } from '../../../src/alerts/escalation/escalate.ts'
import { caseOf, event } from '../../cases/cases-kit.ts'
import { at } from '../../clock/fixtures.ts'
import { unit, authority, startCards } from './cards-kit.ts'

const cards = await startCards()
const { kit, api, one, raise, alerts, yellow, yellowCards, told, setMode } = cards
beforeEach(() => cards.clear())
afterAll(() => cards.kit.close())

const escalate = async (when: string): Promise<number> => {
  const engine = await kit.openEngine()
  return kit.database.withScope({ mode: 'engine' }, (trx) => escalateDue(trx, engine, at(when)))
}

describe('6.4-b: cards that a person confirms', () => {
  beforeEach(async () => {
    setMode('HUMAN')
    await raise('2018-10-24 10:00:01', 'A')
  })

  test('count for nobody and are acknowledged by nobody until then; their limits begin then', async () => {
    const ids = [await yellow()]
    expect(await told()).toEqual(['proposed WARNING', 'proposed YELLOW'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: null, yellowAt: null })
    expect(await yellowCards()).toBe(0)
    expect(await one(unit, 'acknowledgeAlert', { ids })).toBe('CONFLICT')
    expect(await one(unit, 'confirmAlert', { ids })).toBe('FORBIDDEN')
    expect((await alerts('YELLOW'))[0]).toMatchObject({ state: 'TO_CONFIRM', feedbackDueAt: null })
    api.setNow('2018-10-26 10:00')
    expect(await one(authority, 'confirmAlert', { ids })).toBe('ISSUED')
    expect(await one(authority, 'confirmAlert', { ids }), 'the same again changes nothing').toBe('ISSUED')
    expect((await alerts('YELLOW'))[0]).toMatchObject({
      raisedAt: at('2018-10-26 10:00'),
      dueAt: at('2018-10-24 10:00:01'),
      escalatesAt: at('2018-10-29 10:00'),
      feedbackDueAt: at('2018-10-31 10:00'),
    })
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: 'YELLOW' })
    expect(await yellowCards()).toBe(1)
    expect((await told()).at(-1)).toBe('issued YELLOW')
  })

  test('are revoked when refused; a warning that nobody confirmed lapses with its case', async () => {
    const ids = [await yellow()]
    expect(await one(authority, 'refuseAlert', { ids, reason: '日历有误' })).toBe('REVOKED')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    expect((await alerts()).map(({ level, state }) => `${level} ${state}`)).toEqual([
      'WARNING REVOKED',
      'YELLOW REVOKED',
    ])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: null })
  })

  test('that wait for more than a working day go to the authority, once; a confirmation begins the limits anew', async () => {
    const ids = [await yellow()]
    const standing = async () => {
      const [card] = await alerts('YELLOW')
      return [card?.state, card?.escalation, card?.escalatesAt ?? null]
    }
    expect(await standing()).toEqual(['TO_CONFIRM', 'UNIT', at('2018-10-25 10:00:01')])
    expect(await escalate('2018-10-25 10:00:01')).toBe(0)
    expect(await escalate('2018-10-25 10:00:02')).toBe(2)
    expect(await escalate('2018-11-05 10:00')).toBe(0)
    expect(await standing()).toEqual(['TO_CONFIRM', 'AUTHORITY', null])
    expect((await told()).slice(2).toSorted()).toEqual(['escalated WARNING', 'escalated YELLOW'])
    expect(await caseOf(kit.database, 'A')).toMatchObject({ cardLevel: null })
    api.setNow('2018-11-05 10:00')
    expect(await one(authority, 'confirmAlert', { ids })).toBe('ISSUED')
    expect(await standing(), 'it is the business of its unit now').toEqual(['ISSUED', 'UNIT', at('2018-11-06 10:00')])
    expect(await escalate('2018-11-06 10:00:01'), 'with the red card, which waits since').toBe(2)
    expect(await standing()).toEqual(['ISSUED', 'HALL', at('2018-11-07 10:00')])
  })

  test('that were refused in time go nowhere', async () => {
    await one(authority, 'refuseAlert', { ids: (await alerts()).map(({ alertId }) => alertId), reason: '日历有误' })
    expect(await escalate('2018-11-05 10:00')).toBe(0)
  })
})
