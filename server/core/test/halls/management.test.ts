import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { halls } from '../../src/halls/declaration.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const CITY = '433100000000'
const COUNTY = '433124000000'
const OTHER = '430102000000'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  bench.setNow('2026-03-02T10:00:00+08:00')
  await bench.save('halls', [
    { code: 'FULL', name: '示例大厅', region: COUNTY },
    { code: 'BARE', name: '示例分厅', region: COUNTY },
  ])
  await bench.save('windows', [
    { hall: 'FULL', code: '1', name: '综合一', kind: 'COMPREHENSIVE' },
    { hall: 'FULL', code: '2', name: '办不成事', kind: 'UNRESOLVED_CASES' },
    { hall: 'BARE', code: '1', name: '综合一', kind: 'COMPREHENSIVE' },
    { hall: 'BARE', code: '2', name: '不动产专窗', kind: 'SPECIAL' },
  ])
})
afterAll(() => bench.end())

const authority = (region = COUNTY): Principal => ({
  ...bench.principal(region, 'halls.read', 'halls.organise', 'halls.aim', 'core.read'),
  id: 'authority',
  name: 'authority',
})

type Answer = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly path?: string[] }

const run = async (name: string, input: object, who: Principal = authority()): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { id } ... on InputError { code path } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

const query = async <T>(field: string, who: Principal = authority()): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}

const figure = async (indicator: string, region = COUNTY) => {
  await bench.fold()
  const asked = await query<{ total: { display: string; n: number } }>(
    `rollup(region: "${region}", indicator: "${indicator}", from: "2026-01-01", to: "2027-01-01") { total { display n } }`,
    authority('43'),
  )
  return asked.total
}

const daily = async () => {
  await halls.daily?.(bench.hostOf(halls))
}

const GROUP = {
  region: COUNTY,
  name: '示例质量管控小组',
  document: '示例文件 1 号',
  validFrom: '2026-01-01',
  controlMeasures: '每日巡查。',
  improvementPlan: '逐项整改。',
}
const LEADER = {
  region: COUNTY,
  duty: 'PRIMARY_LEADER',
  name: '示例负责人',
  post: '中心主任',
  validFrom: '2026-02-01',
  validTo: '2026-03-11',
}
const cards = () =>
  query<{ nodes: { level: string; clock: string }[] }>(
    `alertList(within: "${COUNTY}", first: 20) { nodes { level clock } }`,
  )

describe('4-a: a quality group', () => {
  it('is set up by the authority of the region, and by nobody who is bound to a part of it', async () => {
    expect(await run('nameGroupMember', LEADER)).toMatchObject({ code: 'CONFLICT', path: ['input', 'region'] })
    expect(await run('setUpQualityGroup', GROUP, authority(OTHER))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await run('setUpQualityGroup', GROUP, { ...authority(), hallId: 1 })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run('setUpQualityGroup', { ...GROUP, name: ' ' })).toMatchObject({ path: ['input', 'name'] })
    expect(await run('setUpQualityGroup', { ...GROUP, validTo: '2025-01-01' })).toMatchObject({
      path: ['input', 'validTo'],
    })
    expect(await query(`qualityGroup(region: "${COUNTY}") { id }`)).toBeNull()
    const { id } = await run('setUpQualityGroup', GROUP)
    expect(await run('setUpQualityGroup', { ...GROUP, document: '示例文件 2 号' })).toMatchObject({ id })
    expect(
      await query(`qualityGroup(region: "${COUNTY}") { document leader { name } leaderUntil members { name } }`),
    ).toEqual({ document: '示例文件 2 号', leader: null, leaderUntil: '2026-03-02', members: [] })
  })

  it('has one primary leader at a time, whose lapse is warned of and carded until there is another', async () => {
    const { id } = await run('nameGroupMember', LEADER)
    const second = { ...LEADER, name: '另一人', validFrom: '2026-03-10', validTo: null }
    expect(await run('nameGroupMember', second)).toMatchObject({ code: 'CONFLICT', path: ['input', 'validFrom'] })
    expect((await run('nameGroupMember', { ...second, duty: 'LEADER' })).__typename).toBe('NameGroupMemberPayload')
    await daily()
    expect(await figure('authorities-led-rate')).toEqual({ display: '100.00%', n: 1 })
    bench.setNow('2026-03-09T10:00:00+08:00')
    await bench.passClocks()
    expect((await cards()).nodes).toContainEqual({ level: 'WARNING', clock: 'quality-leader' })
    bench.setNow('2026-03-13T10:00:00+08:00')
    await bench.passClocks()
    expect((await cards()).nodes).toContainEqual({ level: 'YELLOW', clock: 'quality-leader' })
    await daily()
    await daily()
    expect(await figure('authorities-led-rate')).toEqual({ display: '0.00%', n: 1 })
    // 30 and 31 January, 11 and 12 March; what lies more than a month back is not looked for.
    expect((await figure('leader-vacancy-days')).display).toBe('4')
    expect(await run('endGroupMember', { id, validTo: '2026-03-12' })).toMatchObject({ path: ['input', 'validTo'] })
    expect((await run('nameGroupMember', { ...second, validFrom: '2026-03-13' })).__typename).toBe(
      'NameGroupMemberPayload',
    )
    expect(await query(`qualityGroup(region: "${COUNTY}") { leader { name duty holds } leaderUntil }`)).toEqual({
      leader: { name: '另一人', duty: 'PRIMARY_LEADER', holds: true },
      leaderUntil: null,
    })
    await daily()
    expect(await figure('authorities-led-rate')).toEqual({ display: '100.00%', n: 1 })
  })

  it('is listed with those of the regions within', async () => {
    await run('setUpQualityGroup', { ...GROUP, region: CITY }, authority(CITY))
    const list = (within: string, who: Principal) =>
      query<{ total: number; nodes: object[] }>(
        `qualityGroups(within: "${within}", first: 5) { total nodes { region { code } } }`,
        who,
      )
    expect(await list(CITY, authority(CITY))).toEqual({
      total: 2,
      nodes: [{ region: { code: CITY } }, { region: { code: COUNTY } }],
    })
    expect((await list(COUNTY, authority())).total).toBe(1)
    await expect(list(CITY, authority())).rejects.toThrow('NOT_FOUND')
  })
})

describe('4-a: an objective', () => {
  const OBJECTIVE = {
    region: COUNTY,
    indicator: 'halls-comprehensive-rate',
    comparator: 'AT_LEAST',
    target: 100,
    from: '2026-01-01',
    to: '2026-04-01',
  }
  const shown = (who = authority()) =>
    query<{ nodes: object[] }>(
      `objectives(within: "${COUNTY}") { nodes { indicator target display met judgedAt withdrawnReason n } }`,
      who,
    )

  it('shows the figure as it is, is judged once five days after its period, and does not change then', async () => {
    expect(await run('setObjective', { ...OBJECTIVE, indicator: 'no-such' })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await run('setObjective', { ...OBJECTIVE, to: '2026-02-01' })).toMatchObject({ path: ['input', 'to'] })
    expect(await run('setObjective', { ...OBJECTIVE, region: '433124102000' })).toMatchObject({
      path: ['input', 'region'],
    })
    const { id } = await run('setObjective', OBJECTIVE)
    const failing = { ...OBJECTIVE, indicator: 'halls-all-comprehensive-rate' }
    await run('setObjective', failing)
    const given = await run('setObjective', { ...OBJECTIVE, target: 50 })
    await run('withdrawObjective', { id: given.id, reason: '写错了。' })
    expect(await run('withdrawObjective', { id: given.id, reason: '再撤。' })).toMatchObject({ code: 'CONFLICT' })
    expect(await run('withdrawObjective', { id, reason: '外人。' }, authority(OTHER))).toMatchObject({
      code: 'NOT_FOUND',
    })
    await daily()
    await bench.fold()
    expect((await shown()).nodes).toContainEqual(
      expect.objectContaining({ indicator: OBJECTIVE.indicator, display: '100.00%', met: null, judgedAt: null }),
    )
    bench.setNow('2026-04-05T10:00:00+08:00')
    await daily()
    expect(JSON.stringify(await shown())).not.toContain('"met":true')
    bench.setNow('2026-04-06T10:00:00+08:00')
    await daily()
    await daily()
    const judged = await shown()
    expect(judged.nodes).toContainEqual(
      expect.objectContaining({ indicator: OBJECTIVE.indicator, target: 100, met: true, display: '100.00%', n: 2 }),
    )
    expect(judged.nodes).toContainEqual(
      expect.objectContaining({ indicator: failing.indicator, met: false, display: '50.00%' }),
    )
    expect(judged.nodes).toContainEqual(expect.objectContaining({ withdrawnReason: '写错了。', met: null }))
    expect(await run('withdrawObjective', { id, reason: '晚了。' })).toMatchObject({ code: 'CONFLICT' })
    expect(await figure('objectives-met-rate')).toEqual({ display: '50.00%', n: 2 })
    await bench.save('windows', [{ hall: 'FULL', code: '1', name: '出件', kind: 'ISSUING' }])
    await daily()
    expect(await shown()).toEqual(judged)
  })
})

describe('5-a: windows', () => {
  it('are counted by hall as the register says, and follow it day by day', async () => {
    expect(await figure('halls-comprehensive-rate')).toEqual({ display: '50.00%', n: 2 })
    expect(await figure('halls-unresolved-window-rate')).toEqual({ display: '50.00%', n: 2 })
    expect(await figure('halls-all-comprehensive-rate')).toEqual({ display: '0.00%', n: 2 })
    await bench.save('halls', [{ code: 'NEW', name: '新大厅', region: COUNTY }])
    await bench.save('windows', [{ hall: 'NEW', code: '1', name: '综合', kind: 'COMPREHENSIVE' }])
    await daily()
    expect(await figure('halls-all-comprehensive-rate', CITY)).toEqual({ display: '33.33%', n: 3 })
  })

  it('come to the same when they are counted again', async () => {
    const check = await query<object>(
      `rollupCheck(region: "${COUNTY}", from: "2026-01-01", to: "2027-01-01") { ok mismatches }`,
      bench.principal('43', 'core.administer', 'core.read'),
    )
    expect(check).toEqual({ ok: true, mismatches: [] })
  })
})

describe('the demo', () => {
  it('loads groups, a few without a leader, and objectives, once', async () => {
    const fresh = await openPluginBench([])
    try {
      fresh.setNow('2026-03-02T10:00:00+08:00')
      await halls.demo?.(fresh.hostOf(halls), () => undefined)
      await halls.demo?.(fresh.hostOf(halls), () => undefined)
      await fresh.fold()
      const { data } = await fresh.ask(
        `{ qualityGroups(within: "43", first: 1) { total } objectives(within: "43") { total }
          rollup(region: "43", indicator: "authorities-led-rate", from: "2026-01-01", to: "2027-01-01") { total { value } } }`,
        {},
        fresh.principal('43', 'halls.read', 'core.read'),
      )
      expect(data).toMatchObject({ qualityGroups: { total: 149 }, objectives: { total: 21 } })
      const { value } = (data as { rollup: { total: { value: number } } }).rollup.total
      expect(value).toBeGreaterThan(85)
      expect(value).toBeLessThan(100)
    } finally {
      await fresh.end()
    }
  })
})
