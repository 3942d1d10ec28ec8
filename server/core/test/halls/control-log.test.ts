import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { halls } from '../../src/halls/declaration.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const COUNTY = '433124000000'
const OTHER = '430102000000'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  // Monday; Friday, 6 March, is followed by a weekend.
  bench.setNow('2026-03-02T10:00:00+08:00')
  await bench.save('halls', [
    { code: 'A', name: '示例大厅', region: COUNTY },
    { code: 'B', name: '示例分厅', region: COUNTY },
  ])
  await daily()
})
afterAll(() => bench.end())

const daily = async () => {
  await halls.daily?.(bench.hostOf(halls))
}
const manager = (region = COUNTY): Principal => bench.principal(region, 'halls.read', 'halls.log', 'core.read')
const boundTo = async (code: string): Promise<Principal> => {
  const { index } = await bench.hostOf(halls).registers()
  return { ...manager(), hallId: index.hallByCode.get(code)?.id ?? null }
}

type Answer = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly path?: string[] }
const LOG = { hall: 'A', day: '2026-03-02', measures: '开门前巡查窗口、设备和公示栏。', problems: [] as string[] }

const keep = async (input: object, who = manager()): Promise<Answer> => {
  const { data, codes } = await bench.ask(
    `mutation ($input: KeepControlLogInput!) { outcome: keepControlLog(input: $input) { __typename
      ... on KeepControlLogPayload { id } ... on InputError { code path } } }`,
    { input: { ...LOG, ...input } },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}
const query = async <T>(field: string, who = manager()): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}
const states = async (hall: string, from: string, to: string, who = manager()) => {
  const days = await query<{ day: string; state: string }[]>(
    `controlDays(hall: "${hall}", from: "${from}", to: "${to}") { day state }`,
    who,
  )
  return days.map(({ day, state }) => `${day.slice(8)} ${state}`)
}
const rate = async () => {
  await bench.fold()
  const field = `rollup(region: "${COUNTY}", indicator: "control-log-rate", from: "2026-03-01", to: "2026-04-01") {
    total { display n } }`
  return (await query<{ total: { display: string; n: number } }>(field, bench.principal('43', 'core.read'))).total
}
const cards = async () => {
  const field = `alertList(within: "${COUNTY}", first: 20) { nodes { level clock } }`
  const { nodes } = await query<{ nodes: { level: string; clock: string }[] }>(field)
  return nodes.filter(({ clock }) => clock === 'control-log').map(({ level }) => level)
}

it('4-b: refuses what is no log of an own hall, in words', async () => {
  expect(await keep({ measures: ' ' })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'measures'] })
  expect(await keep({ day: '2026-03-03' })).toMatchObject({ path: ['input', 'day'] })
  expect(await keep({ day: '2026-01-01' })).toMatchObject({ path: ['input', 'day'] })
  expect(await keep({ problems: [''] })).toMatchObject({ path: ['input', 'problems'] })
  expect(await keep({ problems: Array.from({ length: 21 }, () => '灯坏了') })).toMatchObject({ code: 'TOO_MANY_ITEMS' })
  expect(await keep({ hall: 'NONE' })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'hall'] })
  expect(await keep({}, manager(OTHER))).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'hall'] })
  expect(await keep({}, await boundTo('B'))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await keep({}, bench.principal(COUNTY, 'halls.read'))).toMatchObject({ __typename: 'FORBIDDEN' })
  expect(await states('A', '2026-03-01', '2026-03-09')).toEqual(['02 OWED', '01 OFF'])
})

it('4-b: keeps what a hall controlled, and puts each problem into the ledger', async () => {
  const { id } = await keep({ problems: ['叫号屏不亮', '公示栏缺 2 页'] }, await boundTo('A'))
  const [day] = await query<{ state: string; logs: { id: string; problems: string[]; findings: string[] }[] }[]>(
    'controlDays(hall: "A", from: "2026-03-02", to: "2026-03-03") { state logs { id problems findings } }',
  )
  expect(day).toMatchObject({ state: 'KEPT', logs: [{ id, problems: ['叫号屏不亮', '公示栏缺 2 页'] }] })
  const asked = `finding(id: "${day?.logs[0]?.findings[0]}") { title severity type { clause } }`
  expect(await query(asked, bench.principal(COUNTY, 'findings.read'))).toEqual({
    title: '叫号屏不亮',
    severity: 'MINOR',
    type: { clause: '4-b' },
  })
})

it('4-b: shows each reader the halls of the own range', async () => {
  const field = (within: string) =>
    `controlHalls(within: "${within}", day: "2026-03-02", first: 1) { total nodes { hall { code } state } pageInfo { endCursor } }`
  type Page = { total: number; nodes: object[]; pageInfo: { endCursor: string } }
  const page = await query<Page>(field(COUNTY))
  expect(page).toMatchObject({ total: 2, nodes: [{ hall: { code: 'A' }, state: 'KEPT' }] })
  const next = field(COUNTY).replace('first: 1', `first: 1, after: "${page.pageInfo.endCursor}"`)
  expect(await query(next)).toMatchObject({ nodes: [{ hall: { code: 'B' }, state: 'OWED' }] })
  expect(await query(field(COUNTY), await boundTo('B'))).toMatchObject({ total: 1, nodes: [{ hall: { code: 'B' } }] })
  expect(await query(field(COUNTY), { ...manager(), organisationId: 1 })).toMatchObject({ total: 0, nodes: [] })
  await expect(query(field(COUNTY), manager(OTHER))).rejects.toThrow('NOT_FOUND')
  await expect(states('A', '2026-03-01', '2026-03-09', await boundTo('B'))).rejects.toThrow('NOT_FOUND')
  await expect(states('A', '2025-01-01', '2026-03-09')).rejects.toThrow('INVALID_INPUT')
  await expect(states('A', '1900-01-01', '1900-01-09')).rejects.toThrow('INVALID_INPUT')
  await expect(query(field(COUNTY).replace('2026-03-02', '2026-03-03'))).rejects.toThrow('INVALID_INPUT')
})

it('4-b: warns of a day without a log, and cards it until the next one is kept', async () => {
  bench.setNow('2026-03-04T09:30:00+08:00')
  await bench.passClocks()
  expect(await cards()).toEqual(['WARNING'])
  bench.setNow('2026-03-05T09:30:00+08:00')
  await bench.passClocks()
  expect(await cards()).toEqual(expect.arrayContaining(['WARNING', 'YELLOW']))
  expect(await states('A', '2026-03-02', '2026-03-09')).toEqual(['05 OWED', '04 OWED', '03 MISSED', '02 KEPT'])
  // One of a day before that which is owed is late, and the clock runs on.
  expect((await keep({ day: '2026-03-01' })).__typename).toBe('KeepControlLogPayload')
  expect((await keep({ day: '2026-03-03' })).__typename).toBe('KeepControlLogPayload')
  expect((await keep({ day: '2026-03-04' })).__typename).toBe('KeepControlLogPayload')
  bench.setNow('2026-03-06T09:00:00+08:00')
  expect((await keep({ day: '2026-03-06' })).__typename).toBe('KeepControlLogPayload')
  bench.setNow('2026-03-10T09:30:00+08:00')
  await bench.passClocks()
  expect(await cards()).toHaveLength(3)
  expect(await states('A', '2026-03-01', '2026-03-10')).toEqual([
    '09 OWED',
    '08 OFF',
    '07 OFF',
    '06 KEPT',
    '05 MISSED',
    '04 KEPT',
    '03 LATE',
    '02 KEPT',
    '01 LATE',
  ])
})

it('4-b: counts working days with a log in time, of all of all halls, once for good', async () => {
  await daily()
  await daily()
  // Monday to Friday of two halls; what came late, or on a day off, does not count.
  expect(await rate()).toEqual({ display: '30.00%', n: 10 })
  await bench.save('halls', [{ code: 'C', name: '新大厅', region: COUNTY }])
  await daily()
  expect(await rate()).toEqual({ display: '30.00%', n: 10 })
})
