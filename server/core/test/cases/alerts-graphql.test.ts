import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passThresholds } from '../../src/alerts/watch.ts'
import { at } from '../clock/fixtures.ts'
import { principal } from './api-kit.ts'
import { JISHOU } from './cases-kit.ts'
import type { PageInfo } from './listed-cases.ts'
import { jishou, kaifu, province, startListedCases } from './listed-cases.ts'

const { kit, api } = await startListedCases()
afterAll(() => kit.close())

describe('alerts', () => {
  type Listed = {
    readonly alertList: {
      readonly total: number
      readonly pageInfo: PageInfo
      readonly nodes: readonly { readonly id: string; readonly dueAt: string }[]
    }
  }
  type Taken = { readonly acknowledgeAlert: object }
  const ALERTS = `query ($within: RegionCode!, $filter: AlertFilter, $first: Int, $after: String) {
    alertList(within: $within, filter: $filter, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
      nodes { id level state dueAt case { externalId hall { code } } region { code } text } } }`
  const TAKE = `mutation ($id: ID!) { acknowledgeAlert(input: { id: $id }) { __typename
    ... on AcknowledgeAlertPayload { alert { state level case { externalId } } } ... on InputError { code message path } } }`

  beforeAll(async () => {
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at('2018-10-25 10:00')))
    api.setNow('2018-10-25 10:00')
  })

  test('6.4-b: come in pages, with two reads whatever their number', async () => {
    const { data, codes, reads } = await api.ask<Listed>(province, ALERTS, { within: '43', first: 200 })
    expect(codes).toEqual([])
    const { nodes = [], total } = data?.alertList ?? {}
    // 23 + J1: warning and yellow; the one of 10-12 also; C1 yellow.
    expect([nodes.length, total, reads]).toEqual([51, 51, 2])
    const dues = nodes.map(({ dueAt }) => dueAt)
    expect(dues).toEqual(dues.toSorted().toReversed())
    const page = await api.ask<Listed>(province, ALERTS, { within: '43', first: 50 })
    const rest = await api.ask<Listed>(province, ALERTS, {
      within: '43',
      first: 50,
      after: page.data?.alertList.pageInfo.endCursor,
    })
    expect(rest.data?.alertList.nodes.map(({ id }) => id)).toEqual([nodes.at(-1)?.id])
  })

  test('are those of a unit and of an age', async () => {
    const of = async (filter: object) =>
      (await api.ask<Listed>(province, ALERTS, { within: '43', filter })).data?.alertList.total ?? Number.NaN
    const all = await of({})
    expect(await of({ organisation: '2' })).toBe(2)
    expect(await of({ hall: '2' })).toBe(2)
    expect(await of({ organisation: '1' })).toBe(all - 2)
    expect(await of({ hall: 'x' })).toBe(0)
    expect(await of({ raisedTo: '2018-10-25T09:59:59+08:00' }), 'due when the cases were reported').toBe(26)
  })

  test('show only the own range, and can be filtered', async () => {
    const of = async (who: typeof province, filter: object, within = '43') =>
      (await api.ask<Listed>(who, ALERTS, { within, filter })).data?.alertList.total ?? Number.NaN
    expect(await of(jishou, {}, '433101')).toBe(2)
    expect(await of(province, { level: ['WARNING'] })).toBe(25)
    expect(await of(province, { historical: true })).toBe(0)
    expect(await of(province, { raisedTo: '2018-10-25T10:00:00+08:00' })).toBe(
      (await of(province, {})) - (await of(province, { raisedFrom: '2018-10-25T10:00:00+08:00' })),
    )
    expect((await api.ask(jishou, ALERTS, { within: '4301' })).codes).toEqual(['NOT_FOUND'])
  })

  test('can be taken on, once and again; by nobody out of range or without permission', async () => {
    const firstOf = async (who: typeof province, within: string) =>
      (await api.ask<Listed>(who, ALERTS, { within, first: 1 })).data?.alertList.nodes[0]?.id
    const [id, foreign] = [await firstOf(jishou, '433101'), await firstOf(province, '4301')]
    expect((await api.ask(kaifu, TAKE, { id: foreign })).codes).toEqual(['FORBIDDEN'])
    expect((await api.ask(null, TAKE, { id })).codes).toEqual(['UNAUTHENTICATED'])
    for (const missing of [foreign, '00000000-0000-7000-8000-000000000001', 'x', '']) {
      const { data: refused } = await api.ask<Taken>(jishou, TAKE, { id: missing })
      expect(refused?.acknowledgeAlert).toMatchObject({
        __typename: 'InputError',
        code: 'NOT_FOUND',
        path: ['input', 'id'],
      })
    }
    for (let again = 0; again < 2; again++) {
      const { data: taken, codes } = await api.ask<Taken>(jishou, TAKE, { id })
      expect(codes).toEqual([])
      expect(taken?.acknowledgeAlert).toMatchObject({ alert: { state: 'ACKNOWLEDGED', case: { externalId: 'J1' } } })
    }
    const stored = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.alert').selectAll().where('state', '=', 'ACKNOWLEDGED').execute(),
    )
    expect(stored.map(({ alertId, acknowledgedBy }) => [alertId, acknowledgedBy])).toEqual([[id, 'tester']])
    const plugin = principal(JISHOU, 'core.read', 'planted.handle')
    expect((await api.ask<Taken>(plugin, TAKE, { id })).data?.acknowledgeAlert).toMatchObject({
      alert: { state: 'ACKNOWLEDGED' },
    })
  })

  test('about the engine itself are told in the language of the reader', async () => {
    await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .insertInto('core.engineAlert')
        .values({
          code: 'CALENDAR_YEAR_UNPUBLISHED',
          subject: 'hunan',
          params: '{"from":"2027-01-01"}',
          openedAt: at('2018-10-25 09:00'),
          closedAt: null,
        })
        .execute(),
    )
    const asked = (language: 'zh-CN' | 'en') =>
      api.ask<{ readonly engineAlerts: readonly { readonly message: string }[] }>(
        kaifu,
        '{ engineAlerts { code message closedAt } }',
        {},
        language,
      )
    expect((await asked('zh-CN')).data?.engineAlerts[0]?.message).toContain('没有放假通知')
    expect((await asked('en')).data?.engineAlerts[0]?.message).toContain('has no notice from 2027-01-01')
  })
})
