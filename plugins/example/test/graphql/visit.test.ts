import type { Principal } from '@zhikong/core'
import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { example } from '../../src/index.ts'

let bench: PluginBench
let clerk: Principal
let eastClerk: Principal
let reader: Principal

beforeAll(async () => {
  bench = await openPluginBench([example])
  bench.setNow('2026-03-10T09:00:00+08:00')
  await bench.save('halls', [
    { code: 'EAST', name: 'east hall', region: '430102000000' },
    { code: 'WEST', name: 'west hall', region: '430103000000' },
  ])
  clerk = bench.principal('4301', 'example.read', 'example.record')
  eastClerk = bench.principal('430102', 'example.read', 'example.record')
  reader = bench.principal('4301', 'example.read')
})
afterAll(() => bench?.end())

const RECORD = `mutation ($visits: [VisitInput!]!) {
  recordVisits(input: { visits: $visits }) {
    ... on RecordVisitsPayload { visits { hall hallName day visitors } }
    ... on InputError { code path message }
  }
}`
const VISITS = `query ($within: RegionCode!, $first: Int, $after: String) {
  visits(within: $within, from: "2026-03-01", to: "2026-03-10", first: $first, after: $after) {
    total nodes { hall day visitors } pageInfo { hasNextPage endCursor }
  }
}`
const visit = (hall: string, day: string, visitors: number) => ({ hall, day, visitors })
const record = (...visits: readonly object[]) => bench.ask(RECORD, { visits }, clerk)
const deltas = () =>
  bench.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.measureDelta').select(['areaCode', 'day', 'n']).orderBy('id').execute(),
  )

describe('visits', () => {
  test('are recorded, replaced and counted', async () => {
    const { data } = await record(visit('EAST', '2026-03-02', 100), visit('WEST', '2026-03-02', 50))
    expect(data).toMatchObject({
      recordVisits: { visits: [{ hall: 'EAST', hallName: 'east hall', visitors: 100 }, {}] },
    })
    await record(visit('EAST', '2026-03-02', 80))
    await record(visit('EAST', '2026-03-02', 80))
    expect(await deltas()).toEqual([
      { areaCode: 430102, day: '2026-03-02', n: 100 },
      { areaCode: 430103, day: '2026-03-02', n: 50 },
      { areaCode: 430102, day: '2026-03-02', n: -20 },
    ])
  })

  test('are listed by page, newest day first', async () => {
    await record(visit('EAST', '2026-03-03', 7), visit('WEST', '2026-03-03', 8))
    const first = await bench.ask(VISITS, { within: '430100', first: 3 }, reader)
    expect(first.data).toMatchObject({
      visits: {
        total: 4,
        nodes: [visit('EAST', '2026-03-03', 7), visit('WEST', '2026-03-03', 8), visit('EAST', '2026-03-02', 80)],
        pageInfo: { hasNextPage: true },
      },
    })
    const { visits } = first.data as { visits: { pageInfo: { endCursor: string } } }
    const rest = await bench.ask(VISITS, { within: '430100', after: visits.pageInfo.endCursor }, reader)
    expect(rest.data).toMatchObject({ visits: { nodes: [visit('WEST', '2026-03-02', 50)] } })
  })

  test('out of range are not there', async () => {
    const { data } = await bench.ask(VISITS, { within: '430102' }, eastClerk)
    expect(data).toMatchObject({ visits: { total: 2 } })
    expect((await bench.ask(VISITS, { within: '430103' }, eastClerk)).codes).toEqual(['NOT_FOUND'])
    expect((await bench.ask(VISITS, { within: '439999' }, eastClerk)).codes).toEqual(['NOT_FOUND'])
    const refused = await bench.ask(RECORD, { visits: [visit('WEST', '2026-03-02', 1)] }, eastClerk)
    expect(refused.data).toMatchObject({ recordVisits: { code: 'UNKNOWN_HALL' } })
  })

  test.each([
    ['a day to come', visit('EAST', '2026-03-11', 1), 'DATE_OUT_OF_RANGE', 'day'],
    ['a count below zero', visit('EAST', '2026-03-04', -1), 'INVALID_INPUT', 'visitors'],
    ['a hall that is not there', visit('NORTH', '2026-03-04', 1), 'UNKNOWN_HALL', 'hall'],
    ['a day named twice', visit('WEST', '2026-03-04', 2), 'DUPLICATE_KEY', 'hall'],
  ])('with %s are refused whole', async (_, bad, code, field) => {
    const before = await deltas()
    const { data } = await record(visit('WEST', '2026-03-04', 1), bad)
    expect(data).toMatchObject({ recordVisits: { code, path: ['input', 'visits', '1', field] } })
    expect(await deltas()).toEqual(before)
  })

  test('need a permission, to read as to record', async () => {
    expect((await bench.ask(VISITS, { within: '430100' })).codes).toEqual(['UNAUTHENTICATED'])
    expect((await bench.ask(RECORD, { visits: [] }, reader)).codes).toEqual(['FORBIDDEN'])
  })
})
