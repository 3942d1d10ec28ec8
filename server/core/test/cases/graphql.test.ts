import { afterAll, describe, expect, test } from 'vitest'
import { encodeCaseId } from '../../src/cases/case-id.ts'
import { wholeRange } from '../../src/database/scope.ts'
import { principal } from './api-kit.ts'
import { caseOf } from './cases-kit.ts'
import type { PageInfo } from './listed-cases.ts'
import { jishou, kaifu, province, startListedCases } from './listed-cases.ts'

const { kit, api } = await startListedCases()
afterAll(() => kit.close())

const idOf = async (number: string) => encodeCaseId(await caseOf(kit.database, number))

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
    expect([one.reads, all.reads]).toEqual([1, 1])
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
