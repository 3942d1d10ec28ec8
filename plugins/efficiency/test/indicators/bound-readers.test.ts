import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import type { Principal } from '@zhikong/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { efficiency } from '../../src/index.ts'

const CITY = '433100000000'
const COUNTY = '433124000000'
const TOWNSHIP = '433124102000'
const OTHER_COUNTY = '433101000000'

let bench: PluginBench

const accepted = (number: string, hall: string, organisation: string, day: string) => ({
  source: 'test',
  externalId: number,
  eventId: 'accepted',
  kind: 'ACCEPTED' as const,
  occurredAt: new Date(`${day}T10:00:00+08:00`),
  hall,
  organisation,
  matter: 'M1',
  channel: 'WINDOW',
})

beforeAll(async () => {
  bench = await openPluginBench([efficiency])
  bench.setNow('2026-03-20T18:00:00+08:00')
  await bench.save(
    'halls',
    [CITY, COUNTY, TOWNSHIP, OTHER_COUNTY].map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  await bench.save(
    'organisations',
    ['WATER', 'LAND'].map((code) => ({ code, name: code, region: CITY })),
  )
  await bench.save('matters', [{ code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED' }])
  await bench.report([
    accepted('city', CITY, 'WATER', '2026-03-02'),
    accepted('county 1', COUNTY, 'WATER', '2026-03-02'),
    accepted('county 2', COUNTY, 'WATER', '2026-03-03'),
    accepted('township', TOWNSHIP, 'WATER', '2026-03-03'),
    accepted('other county', OTHER_COUNTY, 'WATER', '2026-03-03'),
    ...[1, 2, 3, 4, 5, 6, 7].map((n) => accepted(`land ${n}`, COUNTY, 'LAND', '2026-03-03')),
  ])
  await bench.fold()
})
afterAll(() => bench.end())

type Bound = { readonly organisation?: string; readonly hall?: string }

/** Somebody of a region who is bound to one of its organisations or halls. */
const boundTo = (region: string, { organisation, hall }: Bound): Principal => {
  const { index } = bench.registers.current()
  const organisationId = organisation === undefined ? null : (index.organisationByCode.get(organisation)?.id ?? -1)
  const hallId = hall === undefined ? null : (index.hallByCode.get(hall)?.id ?? -1)
  return { ...bench.principal(region, 'core.read'), organisationId, hallId }
}

type Figure = { readonly value: number | null; readonly noDataCode: string | null }
type Told = {
  readonly total: Figure
  readonly own: Figure
  readonly rows: readonly (Figure & { readonly key: string })[]
}

const rollup = async (who: Principal, region: string, by: string): Promise<Told> => {
  const { data, codes } = await bench.ask(
    `{ rollup(region: "${region}", indicator: "cases-accepted", from: "2026-03-01", to: "2026-04-01", by: ${by}) {
      total { value noDataCode } own { value noDataCode } rows { key figure { value noDataCode } } } }`,
    {},
    who,
  )
  expect(codes).toEqual([])
  const { rollup: told } = data as {
    rollup: Omit<Told, 'rows'> & { readonly rows: readonly { readonly key: string; readonly figure: Figure }[] }
  }
  return { ...told, rows: told.rows.map(({ key, figure }) => ({ key, ...figure })) }
}

const is = (value: number) => ({ value, noDataCode: null })
const NOT_IN_SCOPE = { value: null, noDataCode: 'NOT_IN_SCOPE' }

describe('figures for who is bound to an organisation', () => {
  it('are those of that organisation alone, in total, by child, day and month', async () => {
    const water = boundTo(CITY, { organisation: 'WATER' })
    const byChild = await rollup(water, CITY, 'CHILDREN')
    expect([byChild.total, byChild.own]).toEqual([is(5), is(1)])
    const children = Object.fromEntries(byChild.rows.map(({ key, value }) => [key, value]))
    expect(children).toMatchObject({ [COUNTY]: 3, [OTHER_COUNTY]: 1 })
    const days = (await rollup(water, CITY, 'DAY')).rows.filter(({ value }) => value !== 0)
    expect(days.map(({ key, value }) => [key, value])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-03', 3],
    ])
    expect((await rollup(water, CITY, 'MONTH')).rows).toEqual([{ key: '2026-03-01', ...is(5) }])
    expect((await rollup(water, CITY, 'ORGANISATION')).rows.map(({ value }) => value)).toEqual([5])
    expect((await rollup(water, CITY, 'CHANNEL')).rows).toEqual([{ key: 'WINDOW', ...is(5) }])
  })

  it('are not told below the county, nor for its own halls apart from the rest, and never as 0', async () => {
    const water = boundTo(CITY, { organisation: 'WATER' })
    const county = await rollup(water, COUNTY, 'CHILDREN')
    expect([county.total, county.own]).toEqual([is(3), NOT_IN_SCOPE])
    expect(county.rows.length).toBeGreaterThan(5)
    for (const { key, ...figure } of county.rows) expect([key, figure]).toEqual([key, NOT_IN_SCOPE])
    expect((await rollup(water, TOWNSHIP, 'MONTH')).total).toEqual(NOT_IN_SCOPE)
  })
})

it('who is bound to a hall is told no figure, and why', async () => {
  const window = boundTo(COUNTY, { hall: COUNTY })
  for (const by of ['CHILDREN', 'DAY', 'MONTH', 'ORGANISATION', 'CHANNEL']) {
    const { total, own, rows } = await rollup(window, COUNTY, by)
    expect([total, own]).toEqual([NOT_IN_SCOPE, NOT_IN_SCOPE])
    for (const { key: _, ...figure } of rows) expect(figure).toEqual(NOT_IN_SCOPE)
  }
})
