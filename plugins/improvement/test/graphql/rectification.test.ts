import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNTY, MONDAY, openBench, type ImprovementBench } from './bench.ts'

let bench: ImprovementBench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const PLAN = { measures: '开展文明用语培训，每日晨会抽查。', responsible: '演示科长' }
const done = async (who = bench.people.water) => ({
  outcome: '已培训全部窗口人员。',
  evidence: [await bench.upload(who)],
})

type Shown = Record<string, unknown> & { readonly trail: readonly { readonly step: string; readonly actor: string }[] }

const show = (id: string, who = bench.people.authority) =>
  bench.query<Shown | null>(
    `rectification(id: "${id}") { number state isLate firstDue due stepDue organisation { code } issuer measures
      recheckPassed recheckWords closedAt effect effectDue reopenings extended possibleSteps
      trail { step state actor words } extensions { days state canDecide } }`,
    who,
  )

/** Takes one as far as its report. */
const repair = async (id: string) => {
  const { water } = bench.people
  await bench.run('acceptRectification', { id }, water)
  await bench.run('planRectification', { id, ...PLAN }, water)
  await bench.run('finishRectification', { id, ...(await done()) }, water)
  return bench.run('feedBackRectification', { id, feedback: '整改完成，请复查。' }, water)
}

describe('7-a: a finding', () => {
  it('7-a: is handed over at once to the unit that it names, with a number, a limit and an issuer', async () => {
    const id = await bench.find()
    expect(await show(id)).toMatchObject({
      state: 'ASSIGNED',
      organisation: { code: 'WATER' },
      issuer: '系统 / Platform',
      firstDue: '2026-03-16T09:00:00.000Z',
      due: '2026-03-16T09:00:00.000Z',
      stepDue: '2026-03-03T09:00:00.000Z',
    })
    expect(await bench.figure('hand-over-rate', '2026-03-01', '2026-04-01')).toMatchObject({ display: '100.00%' })
  })

  it('7-a: without addressee waits for a hand, counts as such, and goes to the unit that is named', async () => {
    const { manager, water, foreign, authority } = bench.people
    const id = await bench.find({ unit: null })
    expect(await show(id)).toMatchObject({ state: 'FOUND', organisation: null, possibleSteps: ['ASSIGN', 'WITHDRAW'] })
    expect((await bench.figure('findings-unaddressed', '2026-03-01', '2026-04-01'))?.numerator).toBe(1)
    const input = { id, requirement: '请核实整改。' }
    expect(await bench.run('handOverFinding', input, manager)).toMatchObject({ path: ['input', 'organisation'] })
    const elsewhere = { ...input, organisation: 'OTHER' }
    expect(await bench.run('handOverFinding', elsewhere, manager)).toMatchObject({ code: 'NOT_FOUND' })
    const named = { ...input, organisation: 'WATER' }
    expect(await bench.run('handOverFinding', named, foreign)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'id'],
    })
    expect(await bench.run('handOverFinding', named, water)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await show(id, water)).toBeNull()
    expect(await bench.run('handOverFinding', named, manager)).toMatchObject({ id })
    expect(await show(id, water)).toMatchObject({ state: 'ASSIGNED', issuer: 'manager' })
    expect((await bench.figure('findings-unaddressed', '2026-03-01', '2026-04-01'))?.numerator).toBe(0)
    expect(await bench.run('handOverFinding', named, authority)).toMatchObject({ code: 'CONFLICT' })
  })
})

describe('7-b: a rectification', () => {
  it('7-b: goes over acceptance, plan, evidence and report to a recheck by somebody else of another body', async () => {
    const { water, manager, land, inspector, auditor } = bench.people
    const id = await bench.find()
    expect(await bench.run('planRectification', { id, ...PLAN }, water)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.run('acceptRectification', { id }, auditor)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await bench.run('acceptRectification', { id }, land)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.run('acceptRectification', { id }, water)).toMatchObject({ id })
    expect(await bench.run('planRectification', { id, ...PLAN, measures: ' ' }, water)).toMatchObject({
      path: ['input', 'measures'],
    })
    expect(await bench.run('planRectification', { id, ...PLAN }, water)).toMatchObject({ id })
    expect(await bench.run('finishRectification', { id, outcome: '已培训。', evidence: [] }, water)).toMatchObject({
      path: ['input', 'evidence'],
    })
    const theirs = { id, ...(await done()) }
    expect(await bench.run('finishRectification', theirs, manager)).toMatchObject({ path: ['input', 'evidence'] })
    const nowhere = { ...theirs, evidence: [randomUUID()] }
    expect(await bench.run('finishRectification', nowhere, manager)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.run('finishRectification', { id, ...(await done(manager)) }, manager)).toMatchObject({ id })
    const passed = { id, passed: true, words: '现场复查属实。' }
    expect(await bench.run('recheckRectification', passed, inspector)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.run('feedBackRectification', { id, feedback: '请复查。' }, water)).toMatchObject({ id })
    expect(await bench.run('recheckRectification', passed, water)).toEqual({ __typename: 'FORBIDDEN' })
    const both = { ...water, permissions: new Set([...water.permissions, 'improvement.supervise']) }
    expect(await bench.run('recheckRectification', passed, both)).toMatchObject({ code: 'FORBIDDEN' })
    const wider = { ...bench.somebody('wide', COUNTY, ['supervise']), grants: [{ ...water, role: null }] }
    expect(await bench.run('recheckRectification', passed, wider)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('recheckRectification', passed, manager)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('recheckRectification', passed, inspector)).toMatchObject({ id })
    const closed = await show(id)
    expect(closed).toMatchObject({ state: 'CLOSED', effect: 'PENDING', effectDue: '2026-05-31T02:00:00.000Z' })
    expect(closed?.trail.map(({ step, actor }) => `${step} ${actor}`)).toEqual([
      'ASSIGN 系统 / Platform',
      'ACCEPT water',
      'PLAN water',
      'FINISH manager',
      'FEED_BACK water',
      'PASS inspector',
    ])
  })

  it('7-b: that fails its recheck is reopened, keeps its first due date, and counts as late when done after it', async () => {
    const { water, inspector } = bench.people
    bench.setNow('2026-06-01T10:00:00+08:00')
    const id = await bench.find()
    const first = (await show(id))?.['firstDue']
    bench.setNow('2026-06-02T10:00:00+08:00')
    await repair(id)
    const failed = { id, passed: false, words: '仍未使用文明用语。' }
    expect(await bench.run('recheckRectification', failed, inspector)).toMatchObject({ id })
    expect(await show(id, water)).toMatchObject({
      state: 'REOPENED',
      firstDue: first,
      due: first,
      reopenings: 1,
      measures: null,
      recheckPassed: false,
      recheckWords: failed.words,
    })
    bench.setNow('2026-06-24T10:00:00+08:00')
    await repair(id)
    expect(await bench.run('recheckRectification', { ...failed, passed: true }, inspector)).toMatchObject({ id })
    expect(await show(id)).toMatchObject({ state: 'CLOSED', firstDue: first })
    expect(await bench.figure('rectification-on-time-rate', '2026-06-01', '2026-07-01')).toMatchObject({
      numerator: 0,
      n: 1,
    })
    expect(await bench.figure('rectification-reopen-rate', '2026-06-01', '2026-07-01')).toMatchObject({ numerator: 1 })
    bench.setNow(MONDAY)
  })

  it('7-b: gets more time only from somebody else, who is not of the unit; the first due date stays', async () => {
    const { water, manager, land, inspector } = bench.people
    const id = await bench.find()
    const first = (await show(id))?.['firstDue']
    const ask = { id, days: 5, reason: '设备采购周期较长。' }
    expect(await bench.run('askExtension', { ...ask, days: 0 }, water)).toMatchObject({ path: ['input', 'days'] })
    expect(await bench.run('askExtension', ask, water)).toMatchObject({ id })
    expect(await bench.run('askExtension', ask, water)).toMatchObject({ code: 'CONFLICT' })
    const approve = { id, approve: true, words: '同意。' }
    const both = { ...water, permissions: new Set([...water.permissions, 'improvement.supervise']) }
    expect(await bench.run('decideExtension', approve, both)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('decideExtension', approve, land)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await show(id, inspector)).toMatchObject({ extensions: [{ days: 5, state: 'ASKED', canDecide: true }] })
    expect(await bench.run('decideExtension', approve, inspector)).toMatchObject({ id })
    expect(await show(id)).toMatchObject({ firstDue: first, due: '2026-03-23T09:00:00.000Z', extended: true })
    expect(await bench.run('askExtension', ask, manager)).toMatchObject({ id })
    expect(await bench.run('decideExtension', approve, manager)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('decideExtension', { ...approve, approve: false }, inspector)).toMatchObject({ id })
    expect(await show(id)).toMatchObject({ due: '2026-03-23T09:00:00.000Z' })
  })

  it('7-b: that is late gets its cards through the alert engine, which end when the step is taken', async () => {
    bench.setNow('2026-09-07T10:00:00+08:00')
    const id = await bench.find({ title: '演示：逾期未签收' })
    bench.setNow('2026-09-09T10:00:00+08:00')
    await bench.passClocks()
    const cards = () =>
      bench.database.withScope({ mode: 'engine' }, (trx) =>
        trx
          .selectFrom('core.alert')
          .select(['clock', 'level', 'state'])
          .where('title', 'like', '%逾期未签收')
          .execute(),
      )
    expect(await cards()).toEqual(
      expect.arrayContaining([{ clock: 'rectification-accept', level: 'YELLOW', state: 'ISSUED' }]),
    )
    expect(await show(id)).toMatchObject({ isLate: true })
    const late = await bench.query<{ nodes: object[] }>(
      `rectifications(within: "${COUNTY}", filter: { late: true }) { nodes { id } }`,
      bench.people.manager,
    )
    expect(late.nodes).toContainEqual({ id })
    expect(await bench.run('acceptRectification', { id }, bench.people.water)).toMatchObject({ id })
    expect(await show(id)).toMatchObject({ isLate: false })
    bench.setNow(MONDAY)
  })
})

describe('7-b: the database', () => {
  type Any = {
    updateTable: (t: string) => {
      set: (v: object) => { where: (...w: unknown[]) => { execute: () => Promise<unknown> } }
    }
  }
  const set = (id: string, values: object) =>
    bench.database.withScope({ mode: 'engine' }, (trx) =>
      (trx as unknown as Any).updateTable('improvement.rectification').set(values).where('id', '=', id).execute(),
    )

  it('7-b: closes nothing without measures, evidence, report or a recheck by another, whatever code asks for', async () => {
    const id = await bench.find()
    await repair(id)
    const at = new Date()
    const closing = {
      state: 'CLOSED',
      closedAt: at,
      recheckPassed: true,
      recheckedById: 'inspector',
      recheckedBy: 'inspector',
      recheckedFrom: 'r1',
    }
    const planted: Readonly<Record<string, object>> = {
      planned: { measures: null },
      evident: { evidence: '[]' },
      fed_back: { feedback: null },
      rechecked: { recheckPassed: false },
      rechecked_by_another: { recheckedById: 'water' },
      rechecked_from_elsewhere: { recheckedFrom: `r1.o${bench.organisation('WATER')}` },
    }
    for (const [rule, defect] of Object.entries(planted)) {
      await expect(set(id, { ...closing, ...defect }), rule).rejects.toThrow(new RegExp(rule, 'u'))
    }
    await set(id, closing)
  })
})
