import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { recordExecution } from '../../src/plans/record-execution.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const COUNTY = '433124000000'
const TOWNSHIP = '433124102000'
const ALL = ['plans.read', 'plans.make', 'plans.record', 'core.read']

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  await bench.save('halls', [{ code: 'HALL', name: '示例大厅', region: COUNTY }])
  bench.setNow('2026-01-05T10:00:00+08:00')
})
afterAll(() => bench.end())

const leader = (region = COUNTY): Principal => ({ ...bench.principal(region, ...ALL), id: 'leader', name: 'leader' })

type Answer = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly path?: string[] }

const run = async (name: string, input: object, who: Principal = leader()): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { id } ... on InputError { code path } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

const query = async <T>(field: string, who: Principal = leader()): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}

const PLAN = {
  region: COUNTY,
  clause: '6.3-f',
  title: '演示：流程检查',
  mode: 'PERIODIC',
  windowMonths: 1,
  from: '2026-01-01',
  to: '2026-04-01',
}
type Shown = {
  total: number
  nodes: {
    id: string
    occurrences: { from: string; doneOn: string | null; onTime: boolean | null }[]
    execution: object
  }[]
}
const plansOf = (clause: string, who = leader(), within = COUNTY) =>
  query<Shown>(
    `plans(within: "${within}", clause: "${clause}") { total nodes { id occurrences { from doneOn onTime }
      execution { due onTime late notDone rate } } }`,
    who,
  )

describe('4-b: a control plan', () => {
  it('counts what is done in its window, late after it, and what was never done', async () => {
    const { id = '' } = await run('makePlan', PLAN)
    const done = (doneOn: string) => run('recordPlanExecution', { plan: id, doneOn, words: '演示：已检查。' })
    expect(await done('2026-01-06')).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'doneOn'] })
    expect(await done('2026-01-05')).toMatchObject({ __typename: 'RecordPlanExecutionPayload' })
    bench.setNow('2026-03-02T10:00:00+08:00')
    const shown = async () => (await plansOf('6.3-f')).nodes[0]
    expect((await shown())?.execution).toEqual({ due: 2, onTime: 1, late: 0, notDone: 1, rate: 50 })
    expect(await done('2026-03-02')).toMatchObject({ __typename: 'RecordPlanExecutionPayload' })
    expect(await done('2026-03-02')).toMatchObject({ __typename: 'RecordPlanExecutionPayload' })
    expect(await done('2026-03-02')).toMatchObject({ code: 'CONFLICT' })
    const { occurrences, execution } = (await shown()) ?? {}
    expect(occurrences?.map(({ onTime }) => onTime)).toEqual([true, false, true])
    expect(execution).toEqual({ due: 2, onTime: 1, late: 1, notDone: 0, rate: 50 })
    await bench.fold()
    const rate = (from: string, to: string) =>
      query<{ total: object }>(
        `rollup(region: "${COUNTY}", indicator: "plan-execution-rate", from: "${from}", to: "${to}") { total { numerator n } }`,
      )
    expect(await rate('2026-01-01', '2026-03-01')).toEqual({ total: { numerator: 1, n: 2 } })
    expect(await rate('2026-01-01', '2026-04-01')).toEqual({ total: { numerator: 2, n: 3 } })
  })

  it('that is irregular is not there for those inside of its region, and due only when its window ends', async () => {
    const wanted = {
      ...PLAN,
      clause: '6.3-l',
      mode: 'IRREGULAR',
      windowMonths: 12,
      minimumCount: 3,
      from: '2026-03-01',
      to: '2027-03-01',
    }
    expect(await run('makePlan', { ...wanted, mode: 'PERIODIC' })).toMatchObject({ path: ['input', 'minimumCount'] })
    const { id = '' } = await run('makePlan', wanted)
    expect((await plansOf('6.3-l')).nodes[0]).toMatchObject({
      occurrences: [{}, {}, {}],
      execution: { due: 0, rate: null },
    })
    const below = leader(TOWNSHIP)
    expect(await plansOf('6.3-l', below, TOWNSHIP)).toEqual({ total: 0, nodes: [] })
    const both = { ...leader(), grants: [...leader().grants, ...below.grants] }
    expect(await plansOf('6.3-l', both)).toEqual({ total: 0, nodes: [] })
    expect((await plansOf('6.3-f', both)).total).toBe(1)
    const hallId = bench.registers.current().index.hallByCode.get('HALL')?.id ?? -1
    const bound = leader().grants.map((grant) => ({ ...grant, hallId }))
    expect(await plansOf('6.3-l', { ...leader(), grants: [...leader().grants, ...bound] })).toEqual({
      total: 0,
      nodes: [],
    })
    expect((await plansOf('6.3-f', { ...leader(), hallId, grants: bound })).total).toBe(0)
    expect(await run('recordPlanExecution', { plan: id, doneOn: '2026-03-02', words: '演示' }, below)).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('counts what a room did for it by itself, once', async () => {
    const county = bench.registers.current().tree.byCode(COUNTY)
    const at = await bench.clock.now()
    const source = { type: 'surveys.campaign', id: '1' }
    const done = { doneOn: '2026-03-02', words: '演示', source, by: { id: 'x', name: 'x' }, at }
    const record = () =>
      bench.database.withScope({ mode: 'engine' }, (trx) =>
        recordExecution(trx, { clause: '6.3-l', regionId: county?.id ?? -1 }, done),
      )
    expect(await record()).toHaveLength(1)
    expect(await record()).toHaveLength(0)
    const occurrences = (await plansOf('6.3-l')).nodes[0]?.occurrences
    expect(occurrences?.filter(({ doneOn }) => doneOn !== null)).toHaveLength(1)
  })

  it('that is stopped owes nothing of windows that have not ended, and keeps what was', async () => {
    const { id } = (await plansOf('6.3-l')).nodes[0] ?? {}
    expect(await run('stopPlan', { id, reason: '演示：并入年度检查。' })).toMatchObject({ id })
    expect(await run('stopPlan', { id, reason: '演示：并入年度检查。' })).toMatchObject({ code: 'CONFLICT' })
    expect((await plansOf('6.3-l')).nodes[0]?.occurrences).toHaveLength(1)
    expect(
      await query(`planExecution(within: "${COUNTY}", from: "2026-01-01", to: "2026-03-02") { due onTime late }`),
    ).toEqual({
      due: 2,
      onTime: 1,
      late: 1,
    })
  })
})
