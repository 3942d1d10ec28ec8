import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { wholeRange } from '../../src/database/scope.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { principal, startCasesApi } from './api-kit.ts'
import { event, JISHOU, KAIFU, startCases } from './cases-kit.ts'
import { province } from './listed-cases.ts'

const kit = await startCases()
const api = startCasesApi(kit)
afterAll(() => kit.close())

/** Where the halls lie. */
const HALLS = { KF: '430105000000', WL: '430105001000', JS: '433101000000' } as const
const day = (n: number): string => new Date(Date.UTC(2018, 3, 1 + n)).toISOString().slice(0, 10)

type Made = {
  readonly number: string
  readonly hall: keyof typeof HALLS
  readonly last: string
  readonly open: boolean
}

/** Seventy cases over six months, three in four of a hall closed long after they began, some at one instant. */
const made = Array.from({ length: 70 }, (_, n): Made & { readonly first: string } => {
  const first = `${day((n * 37) % 180)} 10:00`
  const open = n % 4 === 0
  return {
    number: `C${n}`,
    hall: (['KF', 'WL', 'JS', 'KF'] as const)[n % 4] ?? 'KF',
    first,
    last: open ? first : `${day(182 + (n % 9))} 10:00`,
    open,
  }
})
await kit.report(
  made.flatMap(({ number, hall, first, last, open }) => [
    event(number, 'ACCEPTED', first, { hall }),
    ...(open ? [] : [event(number, 'CLOSED', last, { hall })]),
  ]),
  '2018-10-22 12:00',
)
api.setNow('2018-10-22 12:00')

const READERS = [
  ['the province', province, ['43', '4301', '430105', '430105001', '433101']],
  ['a county', principal(KAIFU, 'core.read'), ['430105', '430105001']],
  ['another', principal(JISHOU, 'core.read'), ['433101']],
  ['one of a hall', { ...principal(wholeRange, 'core.read'), hallId: 1 }, ['43', '430105']],
] as const

type Page = {
  readonly nodes: readonly { readonly externalId: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
}

const read = async (who: Principal, asked: Readonly<Record<string, unknown>>): Promise<Page> => {
  const { data } = await api.ask<{ readonly cases: Page }>(
    who,
    `query ($within: RegionCode!, $first: Int!, $after: String, $filter: CaseFilter) {
      cases(within: $within, first: $first, after: $after, filter: $filter) {
        nodes { externalId } pageInfo { hasNextPage endCursor } } }`,
    asked,
  )
  if (data == null) throw new Error('The list did not answer.')
  return data.cases
}

test.each(READERS)('pages of %s hold each case of a region once, the latest event first', async (_, who, regions) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...regions),
      fc.integer({ min: 3, max: 40 }),
      fc.constantFrom(null, { overdue: true }, { overdue: false }),
      async (within, first, filter) => {
        const numbers: string[] = []
        for (let page: Page | null = null; page?.pageInfo.hasNextPage !== false;) {
          page = await read(who, { within, first, after: page?.pageInfo.endCursor ?? null, filter })
          numbers.push(...page.nodes.map(({ externalId }) => externalId))
        }
        const reached = made.filter(
          ({ hall, open }) =>
            HALLS[hall].startsWith(within) &&
            (filter === null || filter.overdue === open) &&
            (who.hallId === null || hall === 'KF'),
        )
        expect(numbers.toSorted()).toEqual(reached.map(({ number }) => number).toSorted())
        const lasts = numbers.map((number) => made.find((one) => one.number === number)?.last ?? '')
        expect(lasts).toEqual(lasts.toSorted().toReversed())
      },
    ),
    { numRuns: 60 },
  )
})
