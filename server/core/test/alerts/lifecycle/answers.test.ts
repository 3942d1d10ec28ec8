import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Principal } from '../../../src/graphql/context.ts'
import { principal } from '../../cases/api-kit.ts'
import { event, JISHOU } from '../../cases/cases-kit.ts'
import { at } from '../../clock/fixtures.ts'
import { as, unit, startCards } from './cards-kit.ts'

const cards = await startCards()
const { kit, api, take, one, raise, alerts, yellow, told } = cards
beforeEach(() => cards.clear())
afterAll(() => cards.kit.close())

describe('6.4-b: what a unit does with a card', () => {
  test('feedback takes it on; it closes with the case, and not before', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const ids = [await yellow()]
    expect(await one(unit, 'feedBackOnAlert', { ids, text: '系统故障，已补办' })).toBe('ACKNOWLEDGED')
    api.setNow('2018-10-25 09:00')
    expect(await one(unit, 'feedBackOnAlert', { ids, text: '补充说明' })).toBe('ACKNOWLEDGED')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    const { results } = await take(unit, 'acknowledgeAlert', { ids })
    expect(results).toMatchObject([{ problem: { code: 'CONFLICT' } }])
    const [card] = await alerts('YELLOW')
    expect(card).toMatchObject({
      state: 'CLOSED',
      feedback: '补充说明',
      feedbackAt: at('2018-10-24 10:00:01'),
      closedAt: at('2018-10-25 10:00'),
    })
    expect((await alerts('WARNING')).map(({ state }) => state)).toEqual(['CLOSED'])
    expect((await told()).slice(2).toSorted()).toEqual(['closed WARNING', 'closed YELLOW', 'closed null'])
  })

  test('a yellow card outlives its case until there is feedback', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 10:00')
    const ids = [await yellow()]
    expect(await one(unit, 'acknowledgeAlert', { ids })).toBe('ACKNOWLEDGED')
    api.setNow('2018-11-02 10:00')
    const late = await take(as('reader'), 'feedBackOnAlert', { ids, text: '说明' })
    expect(late.codes).toEqual(['FORBIDDEN'])
    const LIST = `{ alertList(within: "43", filter: { feedbackOverdue: true, clock: "case", escalation: [UNIT] }) {
      total nodes { feedbackOverdue } } }`
    expect((await api.ask(unit, LIST)).data).toEqual({
      alertList: { total: 1, nodes: [{ feedbackOverdue: true }] },
    })
    const { results } = await take(unit, 'feedBackOnAlert', { ids, text: '已整改' })
    expect(results[0]?.alert).toMatchObject({
      state: 'CLOSED',
      feedbackBy: 'unit',
      steps: [
        { kind: 'RAISED', from: null, to: 'ISSUED', actor: 'engine', text: null },
        { kind: 'ACKNOWLEDGED', from: 'ISSUED', to: 'ACKNOWLEDGED', actor: 'unit', text: null },
        { kind: 'FED_BACK', from: 'ACKNOWLEDGED', to: 'ACKNOWLEDGED', actor: 'unit', text: '已整改' },
        { kind: 'CLOSED', from: 'ACKNOWLEDGED', to: 'CLOSED', actor: 'engine', text: null },
      ],
    })
    expect((await api.ask(unit, LIST)).data).toMatchObject({ alertList: { total: 0 } })
  })

  test('many at once are answered one by one; a foreign card is one that does not exist', async () => {
    await kit.report([event('J', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS' })], '2018-10-15 11:00')
    await raise('2018-10-24 10:00:01', 'A', 'B')
    const all = await alerts('YELLOW')
    const jishou = all.find(({ hallId }) => hallId === 3)?.alertId ?? ''
    const [a, b] = all.filter(({ hallId }) => hallId !== 3).map(({ alertId }) => alertId)
    const nobody = '00000000-0000-7000-8000-00000000dead'
    const local: Principal = { ...principal(JISHOU, 'core.read', 'core.handle'), id: 'j', name: 'j' }
    const { codes, results } = await take(local, 'appealAlert', {
      ids: [jishou, a, nobody, 'x', jishou],
      reason: '材料当日才补齐',
    })
    expect(codes).toEqual([])
    expect(results.map(({ id, problem, alert }) => [id, problem?.code ?? alert?.state])).toEqual([
      [jishou, 'APPEALED'],
      [a, 'NOT_FOUND'],
      [nobody, 'NOT_FOUND'],
      ['x', 'NOT_FOUND'],
    ])
    const said = (id: string | undefined) =>
      results.find((each) => each.id === id)?.problem?.message.replace(id ?? '', '')
    expect(said(a)).toBe(said(nobody))
    expect((await alerts('YELLOW')).filter(({ state }) => state === 'APPEALED')).toHaveLength(1)
    expect(await one(unit, 'acknowledgeAlert', { ids: [] })).toBe('INVALID_INPUT')
    expect(await one(unit, 'acknowledgeAlert', { id: b, ids: [b] })).toBe('INVALID_INPUT')
    const many = Array.from({ length: 101 }, () => b)
    expect(await one(unit, 'acknowledgeAlert', { ids: many })).toBe('TOO_MANY_ITEMS')
    expect(await one(unit, 'appealAlert', { ids: [b], reason: '  ' })).toBe('INVALID_INPUT')
  })
})

test('the trail of a card cannot be changed, save whose organisation it is', async () => {
  await raise('2018-10-24 10:00:01', 'A')
  const changing = kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.updateTable('core.alertStep').set({ actor: 'nobody' }).execute(),
  )
  await expect(changing).rejects.toThrow(/permission denied/u)
  const removing = kit.database.withScope({ mode: 'engine' }, (trx) => trx.deleteFrom('core.alertStep').execute())
  await expect(removing).rejects.toThrow(/permission denied/u)
})
