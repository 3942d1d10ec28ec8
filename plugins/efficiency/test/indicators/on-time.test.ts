import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { efficiency } from '../../src/index.ts'

const COUNTY = '433124000000'
const TOWNSHIP = '433124102000'
const VILLAGE = '433124102003'

let bench: PluginBench

const event = (
  number: string,
  hall: string,
  kind: 'ACCEPTED' | 'CLOSED' | 'WITHDRAWN',
  at: string,
  channel = 'WINDOW',
) => ({
  source: 'test',
  externalId: number,
  eventId: kind.toLowerCase(),
  kind,
  occurredAt: new Date(`${at}+08:00`),
  hall,
  matter: 'M1',
  channel,
})

beforeAll(async () => {
  bench = await openPluginBench([efficiency])
  bench.setNow('2026-03-20T18:00:00+08:00')
  await bench.save(
    'halls',
    [COUNTY, TOWNSHIP, VILLAGE].map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  await bench.save('matters', [
    { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: days(3), statutory: days(10) },
  ])
  await bench.report([
    event('on-time', COUNTY, 'ACCEPTED', '2026-03-02T10:00:00'),
    event('on-time', COUNTY, 'CLOSED', '2026-03-04T10:00:00'),
    event('late', TOWNSHIP, 'ACCEPTED', '2026-03-02T10:00:00', 'PORTAL'),
    event('late', TOWNSHIP, 'CLOSED', '2026-03-10T10:00:00', 'PORTAL'),
    event('open and late', VILLAGE, 'ACCEPTED', '2026-03-09T10:00:00'),
    event('late, then withdrawn', VILLAGE, 'ACCEPTED', '2026-03-02T10:00:00'),
    event('late, then withdrawn', VILLAGE, 'WITHDRAWN', '2026-03-12T10:00:00'),
  ])
  await bench.fold()
})
afterAll(() => bench.end())

const figures = async (region: string, more: string, by = '', who = bench.principal('43', 'core.read')) => {
  const codes = 'on-time-rate on-time-rate-with-open cases-open cases-overdue cases-late-ended-otherwise'
  const list = codes.split(' ').map((code) => `"${code}"`)
  const { data } = await bench.ask(
    `{ rollups(region: "${region}", indicators: [${list.join(',')}], ${more} ${by}) {
      indicator { code } total { display n noData meetsTarget } own { display } rows { key figure { display } } } }`,
    {},
    who,
  )
  return (data as { rollups: { indicator: { code: string }; total: { display: string } }[] }).rollups
}

const shown = (rollups: Awaited<ReturnType<typeof figures>>) =>
  Object.fromEntries(rollups.map(({ indicator, total }) => [indicator.code, total.display]))

const MONTH = 'from: "2026-03-01", to: "2026-04-01"'

describe('the on-time rate (6.4-a)', () => {
  it('goes by the day of closing and stands beside what is late and open, or ended otherwise', async () => {
    expect(shown(await figures('43', MONTH))).toEqual({
      'on-time-rate': '50.00%',
      'on-time-rate-with-open': '33.33%',
      'cases-open': '1',
      'cases-overdue': '1',
      'cases-late-ended-otherwise': '1',
    })
  })

  it('is the same from province to county, and its own part at each level', async () => {
    for (const region of ['4331', COUNTY]) expect(shown(await figures(region, MONTH))['on-time-rate']).toBe('50.00%')
    expect(shown(await figures(TOWNSHIP, MONTH))['on-time-rate']).toBe('0.00%')
  })

  it('has no data where nothing was closed: neither 0 nor 100 %', async () => {
    expect(shown(await figures(VILLAGE, MONTH))['on-time-rate']).toBe('–')
    expect(shown(await figures('4301', MONTH))['on-time-rate']).toBe('–')
  })

  it('is answered below the county inside a month too, from the records', async () => {
    const early = shown(await figures(VILLAGE, 'from: "2026-03-03", to: "2026-03-09"'))
    expect(early).toMatchObject({ 'cases-open': '1', 'cases-overdue': '1' })
    expect(shown(await figures(VILLAGE, 'from: "2026-03-03", to: "2026-03-13"'))['cases-open']).toBe('1')
    expect(shown(await figures(TOWNSHIP, 'from: "2026-03-10", to: "2026-03-11"'))['on-time-rate']).toBe('0.00%')
  })

  it('is taken apart by channel, and by day with running stocks', async () => {
    const [rate] = await figures(COUNTY, MONTH, ', by: CHANNEL')
    expect(rate).toMatchObject({
      rows: [
        { key: 'PORTAL', figure: { display: '0.00%' } },
        { key: 'WINDOW', figure: { display: '100.00%' } },
      ],
    })
    const byDay = await figures(COUNTY, 'from: "2026-03-02", to: "2026-03-05"', ', by: DAY')
    const open = byDay.find(({ indicator }) => indicator.code === 'cases-open')
    expect(open).toMatchObject({
      rows: [
        { key: '2026-03-02', figure: { display: '3' } },
        { key: '2026-03-03', figure: { display: '3' } },
        { key: '2026-03-04', figure: { display: '2' } },
      ],
    })
  })

  it('answers a region out of range like one that does not exist', async () => {
    const clerk = bench.principal(COUNTY, 'core.read')
    expect(await figures('43', MONTH, '', clerk)).toEqual([])
    expect(await figures('439999', MONTH, '', clerk)).toEqual([])
    expect(await figures(COUNTY, MONTH, '', clerk)).toHaveLength(5)
  })

  it('is held against the target of the nearest region that sets one', async () => {
    const setting = `mutation ($input: SaveTargetInput!) { saveTarget(input: $input) { __typename ... on InputError { code } } }`
    const input = {
      indicator: 'on-time-rate',
      region: '4331',
      validFrom: '2026-01-01',
      comparator: 'AT_LEAST',
      value: 40,
    }
    const save = (value: object, who = bench.principal('4331', 'core.administer')) =>
      bench.ask(setting, { input: { ...input, ...value } }, who)
    expect((await save({})).data).toMatchObject({ saveTarget: { __typename: 'SaveTargetPayload' } })
    expect((await save({ region: '4301' })).data).toMatchObject({ saveTarget: { code: 'NOT_FOUND' } })
    expect((await save({ value: 101 })).data).toMatchObject({ saveTarget: { code: 'INVALID_INPUT' } })
    expect((await save({ indicator: 'no-such' })).data).toMatchObject({ saveTarget: { code: 'UNKNOWN_INDICATOR' } })
    const [inCounty] = await figures(COUNTY, MONTH)
    const [inProvince] = await figures('43', MONTH)
    expect(inCounty?.total).toMatchObject({ display: '50.00%', meetsTarget: true })
    expect(inProvince?.total).toMatchObject({ display: '50.00%', meetsTarget: false })
  })
})
