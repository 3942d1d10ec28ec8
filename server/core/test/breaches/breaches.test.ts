import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const PROVINCE = '430000000000'
const CITY = '433100000000'
const COUNTY = '433124000000'
const OTHER = '430102000000'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  await bench.save('halls', [{ code: 'HALL', name: '示例大厅', region: COUNTY }])
  bench.setNow('2026-01-05T10:00:00+08:00')
  const plan = { region: COUNTY, clause: '6.3-f', title: '示例：流程检查', mode: 'PERIODIC', windowMonths: 1 }
  const { data } = await bench.ask(
    `mutation ($input: MakePlanInput!) { made: makePlan(input: $input) { ... on MakePlanPayload { id } } }`,
    { input: { ...plan, from: '2026-01-01', to: '2026-04-01' } },
    authority(COUNTY),
  )
  planId = (data as { made: { id: string } }).made.id
})
afterAll(() => bench.end())

let planId = ''
const authority = (region = PROVINCE): Principal =>
  bench.principal(region, 'breaches.read', 'breaches.look', 'plans.make', 'plans.record', 'plans.read', 'core.read')

const look = async (within = PROVINCE, who = authority()) => {
  await bench.fold()
  const { data, codes } = await bench.ask(
    `mutation { looked: lookForBreaches(input: { within: "${within}" }) { __typename
      ... on LookForBreachesPayload { begun over } ... on InputError { code path } } }`,
    {},
    who,
  )
  return codes.length > 0 ? codes : (data as { looked: unknown }).looked
}
type Shown = { readonly total: number; readonly nodes: readonly Readonly<Record<string, unknown>>[] }
const list = async (args: string, who = authority()): Promise<Shown> => {
  const { data, codes } = await bench.ask(
    `{ asked: breaches(${args}) { total nodes { indicator clause title since until display target comparator n region { code } } } }`,
    {},
    who,
  )
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: Shown }).asked
}
const RATE = 'indicator: "plan-execution-rate"'

/** The indicator of how many are missed, at the end of the month. */
const missed = async (region: string): Promise<number> => {
  await bench.fold()
  const { data } = await bench.ask(
    `{ rollup(region: "${region}", indicator: "targets-missed", from: "2026-01-01", to: "2026-05-01") { total { value } } }`,
    {},
    authority(),
  )
  return (data as { rollup: { total: { value: number } } }).rollup.total.value
}

const cards = async (): Promise<readonly string[]> => {
  await bench.passClocks()
  const rows = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.alert')
      .select(['level', 'regionId', 'title'])
      .where('clock', '=', 'target-missed')
      .orderBy('raisedAt')
      .execute(),
  )
  const id = bench.registers.current().tree.byCode(COUNTY)?.id
  return rows.flatMap(({ level, regionId, title }) =>
    regionId === id && title?.includes('管控计划执行率') === true ? [`${level} ${title}`] : [],
  )
}

describe('5-e: a target that is missed', () => {
  it('is no matter before there is data', async () => {
    expect(await look(COUNTY)).toMatchObject({ begun: 0, over: 0 })
    expect((await list(`within: "${COUNTY}"`)).total).toBe(0)
  })

  it('is told once for each region whose figure misses it, with a warning, and yellow after thirty days', async () => {
    bench.setNow('2026-02-03T10:00:00+08:00')
    expect(await look()).toMatchObject({ __typename: 'LookForBreachesPayload', over: 0 })
    const { nodes } = await list(`within: "${PROVINCE}", ${RATE}`)
    expect(nodes.map(({ region }) => (region as { code: string }).code).toSorted()).toEqual([PROVINCE, CITY, COUNTY])
    expect(nodes[0]).toMatchObject({
      clause: '4-b',
      title: 'Execution rate of control plans',
      since: '2026-02-03',
      until: null,
      display: '0.00%',
      target: 100,
      comparator: 'AT_LEAST',
      n: 1,
    })
    expect(await look()).toEqual({ __typename: 'LookForBreachesPayload', begun: 0, over: 0 })
    expect(await missed(COUNTY)).toBeGreaterThanOrEqual(1)
    expect(await missed(CITY)).toBeGreaterThan(await missed(COUNTY))
    const title = '4-b 管控计划执行率 0.00%，目标 ≥ 100%'
    bench.setNow('2026-02-03T10:00:01+08:00')
    expect(await cards()).toEqual([`WARNING ${title}`])
    bench.setNow('2026-03-06T10:00:00+08:00')
    expect(await cards()).toEqual([`WARNING ${title}`, `YELLOW ${title}`])
  })

  it('is shown of one region alone, and to nobody elsewhere or bound to a hall', async () => {
    expect((await list(`within: "${CITY}", ${RATE}, alone: true`)).total).toBe(1)
    expect((await list(`within: "${OTHER}", ${RATE}`, authority(OTHER))).total).toBe(0)
    await expect(list(`within: "${COUNTY}"`, authority(OTHER))).rejects.toThrow('NOT_FOUND')
    const hallId = bench.registers.current().index.hallByCode.get('HALL')?.id ?? -1
    const county = authority(COUNTY)
    const bound = { ...county, hallId, grants: county.grants.map((grant) => ({ ...grant, hallId })) }
    expect((await list(`within: "${COUNTY}"`, bound)).total).toBe(0)
    expect(await look(COUNTY, bound)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'within'] })
    expect(await look(COUNTY, authority(OTHER))).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'within'] })
    expect(await look('439999000000')).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is over when the target is met, and begins anew with another miss', async () => {
    bench.setNow('2026-03-20T10:00:00+08:00')
    const { data } = await bench.ask(
      `mutation ($input: RecordPlanExecutionInput!) { done: recordPlanExecution(input: $input) { __typename } }`,
      { input: { plan: planId, doneOn: '2026-03-20', words: '示例：已检查。' } },
      authority(COUNTY),
    )
    expect(data).toMatchObject({ done: { __typename: 'RecordPlanExecutionPayload' } })
    // February was never done: missed still. In April its window is out of sight, and March was done in time.
    await look()
    expect((await list(`within: "${COUNTY}", ${RATE}`)).total).toBe(1)
    bench.setNow('2026-04-10T10:00:00+08:00')
    expect(await look()).toMatchObject({ begun: 0 })
    expect((await list(`within: "${PROVINCE}", ${RATE}`)).total).toBe(0)
    expect(await missed(COUNTY)).toBe((await list(`within: "${COUNTY}"`)).total)
    const { nodes } = await list(`within: "${COUNTY}", ${RATE}, lasting: false`)
    expect(nodes).toMatchObject([{ since: '2026-02-03', until: '2026-04-10', display: '0.00%' }])
  })
})
