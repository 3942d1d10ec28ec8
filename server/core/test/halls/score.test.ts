import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { freezeScores } from '../../src/halls/freeze-scores.ts'
import { halls } from '../../src/halls/declaration.ts'
import { keepStanding } from '../../src/halls/keep-standing.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const PROVINCE = '430000000000'
const CITY = '433100000000'
const COUNTY = '433124000000'
const OTHERS = ['433122000000', '433123000000', '433125000000', '433126000000', '433127000000']
const PARTS = [
  { indicator: 'authorities-led-rate', weight: 6000, zeroAt: 0 },
  { indicator: 'halls-comprehensive-rate', weight: 4000, zeroAt: 0 },
]
const WEIGHTS = { region: PROVINCE, fromMonth: '2026-03-15', parts: PARTS, reason: '演示权重' }

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  bench.setNow('2026-03-02T10:00:00+08:00')
  const places = [COUNTY, COUNTY, ...OTHERS]
  await bench.save(
    'halls',
    places.map((region, at) => ({ code: `H${at}`, name: `示例大厅 ${at}`, region })),
  )
  // The last two have none.
  await bench.save(
    'windows',
    places.slice(0, -2).map((_, at) => ({ hall: `H${at}`, code: '1', name: '综合', kind: 'COMPREHENSIVE' })),
  )
  await keepStanding(bench.hostOf(halls))
  await bench.fold()
})
afterAll(() => bench.end())

const authority = (region = PROVINCE): Principal => bench.principal(region, 'halls.read', 'halls.weigh', 'core.read')

const set = async (input: object, who = authority()) => {
  const { data, codes } = await bench.ask(
    `mutation ($input: SetScoreWeightsInput!) { outcome: setScoreWeights(input: $input) { __typename
      ... on SetScoreWeightsPayload { id } ... on InputError { code path message } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? codes : (data as { outcome: unknown }).outcome
}

const FIELDS = `value coverage rescaled provisional frozenAt weights { id reason } standing { place of low median high }
  parts { indicator display n points weight contribution missing }`

const query = async (field: string, who: Principal) => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  return codes.length > 0 ? codes : (data as { asked: unknown }).asked
}
const score = (of: string, who = authority(), month = '2026-03-01') =>
  query(`score(${of}, month: "${month}") { ${FIELDS} }`, who)
const county = `region: "${COUNTY}"`

describe('5-e: the weights of the composite score', () => {
  it('are set by the province alone, sum to the whole, and hold for no month that is over', async () => {
    expect(await query(`scoreWeights(region: "${COUNTY}") { id }`, authority(COUNTY))).toEqual([])
    expect(await score(county)).toBeNull()
    expect(await set(WEIGHTS, authority(CITY))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await set({ ...WEIGHTS, region: CITY })).toMatchObject({ path: ['input', 'region'] })
    expect(await set(WEIGHTS, { ...authority(), organisationId: 1 })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await set({ ...WEIGHTS, fromMonth: '2026-02-28' })).toMatchObject({ path: ['input', 'fromMonth'] })
    expect(await set({ ...WEIGHTS, parts: PARTS.slice(1) })).toMatchObject({ path: ['input', 'parts'] })
    const wrong = (part: object) => set({ ...WEIGHTS, parts: [{ ...PARTS[0], weight: 10_000, ...part }] })
    expect(await wrong({ indicator: 'nothing-such' })).toMatchObject({ path: ['input', 'parts', '0'] })
    expect(await wrong({ zeroAt: 100 })).toMatchObject({ path: ['input', 'parts', '0'] })
    expect(await wrong({ indicator: 'complaints-received' })).toMatchObject({ path: ['input', 'parts', '0'] })
    expect(await wrong({ indicator: 'objectives-met-rate' })).toMatchObject({ path: ['input', 'parts', '0'] })
    expect(await set({ ...WEIGHTS, graceDays: 21 })).toMatchObject({ path: ['input', 'graceDays'] })
    expect(await set({ ...WEIGHTS, minimumCoverage: 1.5 })).toMatchObject({ path: ['input', 'minimumCoverage'] })
    expect(await set(WEIGHTS)).toMatchObject({ __typename: 'SetScoreWeightsPayload' })
    expect(
      await query(`scoreWeights(region: "${COUNTY}") { fromMonth reason parts { weight } }`, authority(COUNTY)),
    ).toEqual([{ fromMonth: '2026-03-01', reason: '演示权重', parts: [{ weight: 6000 }, { weight: 4000 }] }])
  })
})

describe('5-e: the composite score', () => {
  it('stands with its parts while the month runs, provisional and without a place', async () => {
    expect(await score(county, authority(COUNTY))).toMatchObject({
      value: 40,
      coverage: 1,
      provisional: true,
      frozenAt: null,
      standing: null,
      parts: [
        { indicator: 'authorities-led-rate', display: '0.00%', n: 1, points: 0, weight: 0.6, contribution: 0 },
        { indicator: 'halls-comprehensive-rate', display: '100.00%', n: 2, points: 100, contribution: 40 },
      ],
    })
    expect(await score(county, authority(), '2026-04-01')).toEqual(['INVALID_INPUT'])
    expect(await score('region: "430102000000"')).toMatchObject({
      value: null,
      coverage: 0.6,
      parts: [{ missing: null }, { contribution: null, missing: 'Nothing to count in the month.' }],
    })
  })

  it('is of a hall where figures are kept apart for it, and says so where they are not', async () => {
    const hall = bench.registers.current().index.hallByCode.get('H2')
    const bound = { ...authority(OTHERS[0]), hallId: hall?.id ?? 0 }
    expect(await score('hall: "H2"', bound)).toMatchObject({ value: 40, provisional: true })
    expect(await score('hall: "H0"')).toMatchObject({
      value: null,
      parts: [{ missing: /several halls/ }, { missing: /several halls/ }].map(() => ({ points: null })),
    })
    expect(await score('hall: "H3"', bound)).toEqual(['NOT_FOUND'])
    expect(await score(`region: "${OTHERS[0]}"`, bound)).toEqual(['NOT_FOUND'])
    expect(await score(`region: "${OTHERS[0]}"`, authority(COUNTY))).toEqual(['NOT_FOUND'])
    expect(await score(`region: "${CITY}", hall: "H2"`)).toEqual(['INVALID_INPUT'])
  })

  it('is frozen once, after the days of grace, with a place and the quartiles of the others', async () => {
    const freeze = () => freezeScores(bench.hostOf(halls))
    bench.setNow('2026-04-05T10:00:00+08:00')
    await freeze()
    expect(await score(county)).toMatchObject({ provisional: true })
    bench.setNow('2026-04-06T10:00:00+08:00')
    await freeze()
    const frozen = await score(county, authority(COUNTY))
    expect(frozen).toMatchObject({
      value: 40,
      provisional: false,
      frozenAt: '2026-04-06T02:00:00.000Z',
      standing: { place: 1, of: 6, low: 0, median: 40, high: 40 },
    })
    await freeze()
    bench.setNow('2026-04-07T10:00:00+08:00')
    await freeze()
    expect(await score(county, authority(COUNTY))).toEqual(frozen)
  })

  it('of a frozen month changes neither with figures corrected later nor with other weights', async () => {
    const before = await score(county)
    const region = bench.registers.current().tree.byCode(COUNTY)
    if (region === undefined) throw new Error('no county')
    const host = bench.hostOf(halls)
    const place = { regionId: region.id, areaCode: region.areaCode, scopeKey: region.scopeKey }
    const late = { place, measure: 'halls-with-comprehensive-window', day: '2026-03-10', n: -1 }
    await host.withScope({ mode: 'engine' }, (trx) => host.addDeltas(trx, [late]))
    await bench.fold()
    const [led, windows] = PARTS
    const turned = [
      { ...led, weight: 1000 },
      { ...windows, weight: 9000 },
    ]
    expect(await set({ ...WEIGHTS, fromMonth: '2026-03-01', parts: turned })).toMatchObject({
      path: ['input', 'fromMonth'],
    })
    expect(await set({ ...WEIGHTS, fromMonth: '2026-04-01', parts: turned, reason: '新权重' })).toMatchObject({
      __typename: 'SetScoreWeightsPayload',
    })
    await freezeScores(host)
    expect(await score(county)).toEqual(before)
    expect(await score(county, authority(), '2026-04-01')).toMatchObject({
      value: 45,
      provisional: true,
      weights: { reason: '新权重' },
    })
  })

  it('cannot be changed or deleted by the engine, nor can weights', async () => {
    const host = bench.hostOf(halls)
    const refused = /permission denied/
    for (const table of ['halls.score', 'halls.scorePart', 'halls.scoreWeights', 'halls.scoreWeight'] as const) {
      await expect(host.withScope({ mode: 'engine' }, (trx) => trx.deleteFrom(table).execute())).rejects.toThrow(
        refused,
      )
    }
    await expect(
      host.withScope({ mode: 'engine' }, (trx) =>
        trx
          .updateTable('halls.score')
          .set({ value: 100 } as never)
          .execute(),
      ),
    ).rejects.toThrow(refused)
  })

  it('ranks those right below that are in reach, the best first, page by page', async () => {
    const page = (args: string, who = authority()) =>
      query(
        `scores(within: "${CITY}", month: "2026-03-01", ${args}) { total nodes { value region { code } hall { code } }
          pageInfo { hasNextPage endCursor } }`,
        who,
      )
    const first = (await page('first: 3')) as { nodes: { value: number }[]; pageInfo: { endCursor: string } }
    expect(first.nodes.map(({ value }) => value)).toEqual([40, 40, 40])
    const rest = (await page(`first: 50, after: "${first.pageInfo.endCursor}"`)) as typeof first
    expect(rest.nodes.map(({ value }) => value)).toEqual([40, 0, 0, null, null])
    expect(await page('first: 3', authority(COUNTY))).toEqual(['NOT_FOUND'])
    const seated = (await page('of: HALL')) as typeof first
    expect(seated.nodes.map(({ value }) => value)).toEqual([40, 40, 40, 0, 0, null, null])
  })
})
