import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passThresholds } from '../../src/alerts/watch.ts'
import { wholeRange } from '../../src/database/scope.ts'
import { at } from '../clock/fixtures.ts'
import type { ApiKit } from './api-kit.ts'
import { principal, startCasesApi } from './api-kit.ts'
import type { CasesKit } from './cases-kit.ts'
import { caseOf, event, JISHOU, KAIFU, startCases } from './cases-kit.ts'
import { testClock } from './test-clock.ts'
import { encodeCaseId } from '../../src/cases/case-id.ts'

let kit: CasesKit
let api: ApiKit
const province = principal(wholeRange, 'core.read', 'core.report', 'core.handle')
const kaifu = principal(KAIFU, 'core.read', 'core.report')
const jishou = principal(JISHOU, 'core.read', 'core.report', 'core.handle')

beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
  api = startCasesApi(kit)
  const many = Array.from({ length: 23 }, (_, n) =>
    event(`N${String(n).padStart(2, '0')}`, 'ACCEPTED', `2018-10-15 10:${String(n % 7).padStart(2, '0')}`),
  )
  await kit.report(
    [
      ...many,
      event('N_1%', 'ACCEPTED', '2018-10-12 10:00', { channel: 'PORTAL', hall: 'WL', window: 'B1' }),
      event('J1', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS', organisation: 'ORG-B' }),
      event('C1', 'ACCEPTED', '2018-10-08 10:00'),
      event('C1', 'CLOSED', '2018-10-22 10:00', { note: 'line 1\nline 2' }),
    ],
    '2018-10-22 12:00',
  )
  api.setNow('2018-10-22 12:00')
})
afterAll(() => kit.close())

const idOf = async (number: string) => encodeCaseId(await caseOf(kit.database, number))

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string }
type List = {
  readonly cases: {
    readonly total: number
    readonly pageInfo: PageInfo
    readonly nodes: readonly { readonly externalId: string }[]
  }
}

const LIST = `query ($within: RegionCode!, $filter: CaseFilter, $first: Int, $after: String) {
  cases(within: $within, filter: $filter, first: $first, after: $after) {
    total pageInfo { hasNextPage endCursor } nodes { externalId overdue state } } }`

const numbers = async (filter: object, within = '43', who = province): Promise<string[]> => {
  const { data, codes } = await api.ask<List>(who, LIST, { within, filter, first: 100 })
  expect(codes).toEqual([])
  return (data?.cases.nodes ?? []).map(({ externalId }) => externalId)
}

describe('cases', () => {
  test('come in pages without a gap or a double, the latest event first', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const answer: { readonly data: List | null | undefined } = await api.ask<List>(province, LIST, {
        within: '43',
        first: 4,
        after,
      })
      const page: List['cases'] | undefined = answer.data?.cases
      expect(page?.total).toBe(26)
      seen.push(...(page?.nodes ?? []).map(({ externalId }) => externalId))
      after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen).toHaveLength(26)
    expect(new Set(seen).size).toBe(26)
    expect(seen[0]).toBe('C1')
    expect(seen.at(-1)).toBe('N_1%')
  })

  test('are those of a region and below, within the own range', async () => {
    expect(await numbers({}, '4331')).toEqual(['J1'])
    expect(await numbers({}, '430105001')).toEqual(['N_1%'])
    expect(await numbers({}, '430105', kaifu)).toHaveLength(25)
    expect((await api.ask(kaifu, LIST, { within: '43' })).codes).toEqual(['NOT_FOUND'])
    expect((await api.ask(kaifu, LIST, { within: '4331' })).codes).toEqual(['NOT_FOUND'])
    expect((await api.ask(kaifu, LIST, { within: '439999' })).codes).toEqual(['NOT_FOUND'])
  })

  test('can be filtered', async () => {
    expect(await numbers({ state: ['CLOSED'] })).toEqual(['C1'])
    expect(await numbers({ closedLate: true })).toEqual(['C1'])
    expect(await numbers({ channel: 'PORTAL' })).toEqual(['N_1%'])
    expect(await numbers({ organisation: '2' })).toEqual(['J1'])
    expect(await numbers({ hall: '2' })).toEqual(['N_1%'])
    expect(await numbers({ hall: 'x', matter: '-1' })).toEqual([])
    expect(await numbers({ acceptedFrom: '2018-10-08', acceptedTo: '2018-10-13' })).toEqual(['C1', 'N_1%'])
    expect(await numbers({ closedFrom: '2018-10-22', closedTo: '2018-10-23' })).toEqual(['C1'])
    expect(await numbers({ closedTo: '2018-10-22' })).toEqual([])
    expect(await numbers({ text: 'N_' })).toEqual(['N_1%'])
    expect((await numbers({ text: 'N2' })).toSorted()).toEqual(['N20', 'N21', 'N22'])
    expect(await numbers({ text: '%' })).toEqual([])
    expect(await numbers({ overdue: true })).toEqual([])
    expect(await numbers({ flag: 'LATE_RECORDED', state: ['CLOSED'] })).toEqual(['C1'])
    expect(await numbers({ flag: 'LATE' })).toEqual([])
    expect(await numbers({ source: 'test', cardLevel: ['YELLOW'] })).toEqual(['C1'])
  })

  test('refuse a cursor that somebody else wrote, and a page of too many', async () => {
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const uuid = '00000000-0000-7000-8000-000000000001'
    for (const after of [
      'x',
      forged(1),
      forged('now()', uuid),
      forged('2018-10-22T04:00:00.000Z', "x'; --"),
      forged('9999-99-99T00:00:00.000Z', uuid),
    ]) {
      expect((await api.ask(province, LIST, { within: '43', after })).codes).toEqual(['INVALID_INPUT'])
    }
    expect((await api.ask(province, LIST, { within: '43', first: 501 })).codes).toEqual(['TOO_MANY_ITEMS'])
    expect((await api.ask(province, LIST, { within: '43', first: -1 })).codes).toEqual(['INVALID_INPUT'])
  })

  test('take as many reads for a hundred as for one, names, counts and cards included', async () => {
    const source = `query ($first: Int) { cases(within: "43", first: $first) { nodes {
      externalId matter { name } hall { name region { name } } region { name } window { name } organisation { name } channel { name }
      countedDays overDays dueAt timeline { kind window { name } } alerts { level case { externalId } } clock { marks { level } } } } }`
    const one = await api.ask<List>(province, source, { first: 1 })
    const all = await api.ask<List>(province, source, { first: 100 })
    expect([one.codes, all.codes]).toEqual([[], []])
    expect(all.data?.cases.nodes).toHaveLength(26)
    expect([one.reads, all.reads]).toEqual([3, 3])
  })

  test('need core.read', async () => {
    expect((await api.ask(null, LIST, { within: '43' })).codes).toEqual(['UNAUTHENTICATED'])
    expect((await api.ask(principal(wholeRange), LIST, { within: '43' })).codes).toEqual(['FORBIDDEN'])
  })
})

describe('one case', () => {
  const CASE = `query ($id: ID!) { case(id: $id) { id source externalId state acceptedAt closedAt promised { amount unit } statutory { amount unit }
    dueAt statutoryDueAt overdue overdueSince closedLate countedDays overDays cardLevel flags calendar provisional
    matter { code } hall { code } region { code } organisation { code } timeline { kind occurredAt note }
    alerts { level text clause case { externalId } }
    clock { startedAt now countedDays suspendedDays nextLevel nextAt days { date workday opens closes } marks { level at raised } spans { kind from to days } } } }`

  test('tells where it stands, its timeline, its cards and its clock', async () => {
    const { data, codes } = await api.ask<{ readonly case: { readonly clock: unknown } }>(province, CASE, {
      id: await idOf('C1'),
    })
    expect(codes).toEqual([])
    expect(data?.case).toMatchObject({
      externalId: 'C1',
      state: 'CLOSED',
      promised: { amount: 7, unit: 'WORKING_DAY' },
      closedLate: true,
      overdue: false,
      dueAt: '2018-10-17T02:00:00.000Z',
      overdueSince: '2018-10-17T02:00:00.000Z',
      countedDays: 10,
      overDays: 3,
      cardLevel: 'YELLOW',
      flags: ['LATE_RECORDED'],
      calendar: 'hunan 1',
      organisation: { code: 'ORG-A' },
      timeline: [{ kind: 'ACCEPTED' }, { kind: 'CLOSED', note: 'line 1\nline 2' }],
      alerts: [
        {
          level: 'YELLOW',
          clause: '6.4-b',
          case: { externalId: 'C1' },
          text: 'Yellow card (Clock of cases (test)): P7S10（测试）, 开福大厅（测试）',
        },
      ],
    })
    expect(data?.case.clock).toMatchObject({
      now: '2018-10-22T02:00:00.000Z',
      countedDays: 10,
      nextLevel: null,
      marks: [{ level: 'YELLOW', at: '2018-10-17T02:00:01.000Z', raised: true }],
      spans: [
        { kind: 'RUNNING', days: 7 },
        { kind: 'OVER', days: 3 },
      ],
    })
  })

  test('is null when there is none and when it is out of range, byte for byte', async () => {
    const id = await idOf('C1')
    for (const [who, asked] of [
      [jishou, id],
      [province, 'nonsense'],
      [province, ''],
      [jishou, await idOf('N00')],
      [province, Buffer.alloc(23, 0xff).toString('base64url')],
    ] as const) {
      const { data, codes } = await api.ask<object>(who, CASE, { id: asked })
      expect({ data: { ...data }, codes }).toEqual({ data: { case: null }, codes: [] })
    }
  })
})

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
