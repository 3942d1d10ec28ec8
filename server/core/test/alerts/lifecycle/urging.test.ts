import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Principal } from '../../../src/graphql/context.ts'
import { as, unit, authority, startCards } from './cards-kit.ts'

const cards = await startCards()
const { kit, api, take, one, raise, alerts, yellow, told, setMode } = cards
beforeEach(() => cards.clear())
afterAll(() => cards.kit.close())

const possible = async (who: Principal, id: string | undefined): Promise<readonly string[]> => {
  const source = '{ alertList(within: "43", first: 200) { nodes { id possibleSteps } } }'
  type Listed = { alertList: { nodes: readonly { readonly id: string; readonly possibleSteps: readonly string[] }[] } }
  const { data, codes } = await api.ask<Listed>(who, source)
  expect(codes).toEqual([])
  return data?.alertList.nodes.find((node) => node.id === id)?.possibleSteps ?? []
}
const trailOf = (id: string | undefined) =>
  kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.alertStep')
      .select('kind')
      .where('alertId', '=', id ?? '')
      .execute(),
  )

test('6.4-b: urging is counted, told and left in the trail, by who supervises', async () => {
  await raise('2018-10-24 10:00:01', 'A')
  const ids = [await yellow()]
  expect(await one(unit, 'urgeAlert', { ids })).toBe('FORBIDDEN')
  await take(authority, 'urgeAlert', { ids })
  api.setNow('2018-10-24 10:30:01')
  const { results } = await take(authority, 'urgeAlert', { ids, text: '今日办结' })
  expect(results[0]?.alert).toMatchObject({
    state: 'ISSUED',
    urged: 2,
    steps: [{ kind: 'RAISED' }, { kind: 'URGED', text: null }, { kind: 'URGED', text: '今日办结' }],
  })
  expect((await told()).filter((line) => line.startsWith('urged'))).toHaveLength(2)
})

test('6.4-b: nobody urges on the same card again at once; others may, and so may they later', async () => {
  await raise('2018-10-24 10:00:01', 'A', 'B')
  const [a, b] = (await alerts('YELLOW')).map(({ alertId }) => alertId)
  expect(await one(authority, 'urgeAlert', { ids: [a] })).toBe('ISSUED')
  api.setNow('2018-10-24 10:30')
  const { results } = await take(authority, 'urgeAlert', { ids: [a, b] })
  expect(results.map(({ problem }) => problem?.code ?? null)).toEqual(['LIMIT_EXCEEDED', null])
  expect(results[0]?.problem?.message).toContain('again from 10:31')
  expect(await possible(authority, a)).not.toContain('URGED')
  expect(await one(as('inspector', 'core.urge'), 'urgeAlert', { ids: [a] })).toBe('ISSUED')
  api.setNow('2018-10-24 10:30:01')
  expect(await possible(authority, a)).toContain('URGED')
  expect(await one(authority, 'urgeAlert', { ids: [a] })).toBe('ISSUED')
  const urged = new Map((await alerts('YELLOW')).map((card) => [card.alertId, card.urged]))
  expect([a, b].map((id) => urged.get(id ?? ''))).toEqual([3, 1])
})

describe('6.4-b: what is offered', () => {
  /** The mutation of each step, with what it takes. */
  const MUTATIONS = {
    CONFIRMED: ['confirmAlert', {}],
    REFUSED: ['refuseAlert', { reason: '日历有误' }],
    ACKNOWLEDGED: ['acknowledgeAlert', {}],
    FED_BACK: ['feedBackOnAlert', { text: '已补办' }],
    APPEALED: ['appealAlert', { reason: '材料当日才补齐' }],
    UPHELD: ['decideAppeal', { outcome: 'UPHELD', reason: '不成立' }],
    REVOKED: ['decideAppeal', { outcome: 'REVOKED', reason: '属实' }],
    URGED: ['urgeAlert', {}],
  } as const

  /** The steps that lead to a state, taken by these people. */
  const WAYS = [
    ['a card to confirm', 'HUMAN', []],
    ['an issued card', 'AUTOMATIC', []],
    ['an acknowledged card', 'AUTOMATIC', [[unit, 'ACKNOWLEDGED']]],
    ['an appeal of the unit', 'AUTOMATIC', [[unit, 'APPEALED']]],
    ['an appeal of the authority', 'AUTOMATIC', [[authority, 'APPEALED']]],
    ['a card that was urged', 'AUTOMATIC', [[authority, 'URGED']]],
    [
      'an appeal that was dismissed',
      'AUTOMATIC',
      [
        [unit, 'APPEALED'],
        [authority, 'UPHELD'],
      ],
    ],
    ['a revoked card', 'HUMAN', [[authority, 'REFUSED']]],
  ] as const

  test.each(WAYS)('with %s is what can be done, by whoever asks', async (_name, mode, ways) => {
    setMode(mode)
    await raise('2018-10-24 10:00:01', ...Object.keys(MUTATIONS))
    const ids = (await alerts('YELLOW')).map(({ alertId }) => alertId)
    for (const [who, kind] of ways) {
      const [name, input] = MUTATIONS[kind]
      await take(who, name, { ids, ...input })
    }
    for (const who of [unit, as('other', 'core.decide', 'planted.handle'), as('reader'), authority]) {
      const offered = await possible(who, ids[0])
      for (const kind of offered) expect(MUTATIONS, 'people take it').toHaveProperty(kind)
      if (who !== authority) continue
      for (const [at, [kind, [name, input]]] of Object.entries(MUTATIONS).entries()) {
        const before = (await trailOf(ids[at])).length
        await one(who, name, { ids: [ids[at]], ...input })
        expect(
          (await trailOf(ids[at])).length > before,
          `${kind} is ${offered.includes(kind) ? '' : 'not '}offered`,
        ).toBe(offered.includes(kind))
      }
    }
  })

  test('to who may handle the cards of a plugin are its cards, to a reader none', async () => {
    await raise('2018-10-24 10:00:01', 'A')
    const id = await yellow()
    expect(await possible(as('own', 'planted.handle'), id)).toEqual(['ACKNOWLEDGED', 'FED_BACK', 'APPEALED'])
    expect(await possible(as('foreign', 'other.handle'), id)).toEqual([])
    expect(await possible(as('reader'), id)).toEqual([])
    expect(await possible(as('inspector', 'core.urge'), id)).toEqual(['URGED'])
  })
})
