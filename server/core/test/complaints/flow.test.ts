import type { PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readerScope } from '../../src/access/scope.ts'
import { selectReached } from '../../src/files/queries/file.ts'
import { CITIZEN, takeFile } from '../../src/files/upload.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { boundTo, CITY, COUNTY, openBench, OTHER_COUNTY, person, query, run, somebody } from './bench.ts'

let bench: PluginBench
let chief: Principal
let handler: Principal
let judge: Principal
let reviewer: Principal

beforeAll(async () => {
  bench = await openBench()
  handler = await person(bench, 'handler', [{ role: 'INSPECTOR', region: CITY }])
  chief = somebody(bench, 'chief', CITY)
  judge = somebody(bench, 'judge', CITY)
  reviewer = somebody(bench, 'reviewer', CITY)
})
afterAll(() => bench.end())

const SAID = {
  kind: 'COMPLAINT',
  type: 'ANONYMOUS',
  category: 'ATTITUDE',
  hall: COUNTY,
  words: '演示：窗口人员态度生硬。',
}

const submit = async (more: object = {}) => {
  const answer = await run(bench, 'submitComplaint', { ...SAID, ...more }, null, 'receipt')
  return String(answer['receipt'])
}
const newest = async (field = 'complaints') => {
  const { nodes } = await query<{ nodes: { id: string }[] }>(
    bench,
    `${field}(within: "${CITY}", first: 1) { nodes { id } }`,
    chief,
  )
  return nodes[0]?.id ?? ''
}
const follow = (receipt: string) =>
  query<Record<string, unknown> | null>(
    bench,
    `followComplaint(receipt: "${receipt}") { state reply judgement mayAppeal mayAdd additions review }`,
    null,
  )
const complaint = (id: string, as = chief) =>
  query<(Record<string, unknown> & { trail: { step: string; actor: string }[] }) | null>(
    bench,
    `complaint(id: "${id}") { state judgement judgedInTime words complainant possibleSteps dueAt handler trail { step actor } }`,
    as,
  )
const sums = async (measure: string) => {
  const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from core.measure_delta where measure = ${measure}`.execute(
      trx,
    ),
  )
  return rows[0]?.n
}

/** Brings the newest complaint to a judgement. */
const judged = async (id: string, judgement: string) => {
  await run(bench, 'acceptComplaint', { id, words: '受理' }, chief)
  await run(bench, 'assignComplaint', { id, handler: handler.id, words: '请核查' }, chief)
  await run(bench, 'investigateComplaint', { id, words: '调阅监控' }, handler)
  return run(bench, 'judgeComplaint', { id, judgement, words: '监控显示属实' }, judge)
}

describe('the one complaint flow of the platform (6.3-k, 5-g)', () => {
  it('6.3-k, 5-g: goes from a citizen without an account to the reply, and raises a finding when it is upheld', async () => {
    const receipt = await submit()
    expect(receipt).toMatch(/^.{5}-.{5}-.{5}-.{5}$/u)
    const id = await newest()
    expect(await follow(receipt)).toMatchObject({ state: 'RECEIVED', mayAppeal: false, mayAdd: true })
    expect(await follow('AAAAA-AAAAA-AAAAA-AAAAA')).toBeNull()
    expect(await run(bench, 'addToComplaint', { receipt, words: '补充：上午十点' }, null, 'receivedAt')).toHaveProperty(
      'receivedAt',
    )
    expect(await run(bench, 'judgeComplaint', { id, judgement: 'UPHELD', words: '属实' }, judge)).toMatchObject({
      code: 'CONFLICT',
    })
    expect(await run(bench, 'acceptComplaint', { id, words: '受理' }, chief)).toEqual({
      __typename: 'AcceptComplaintPayload',
      id,
    })
    expect(await complaint(id)).toMatchObject({ state: 'ACCEPTED', dueAt: '2026-03-23T09:00:00.000Z' })
    expect(await run(bench, 'assignComplaint', { id, handler: handler.id, words: '请核查' }, chief)).toMatchObject({
      id,
    })
    expect(await run(bench, 'investigateComplaint', { id, words: '已核查' }, chief)).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await run(bench, 'investigateComplaint', { id, words: '调阅监控' }, handler)).toMatchObject({ id })
    expect(await run(bench, 'judgeComplaint', { id, judgement: 'UPHELD', words: '属实' }, handler)).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await run(bench, 'judgeComplaint', { id, judgement: 'UPHELD', words: '属实' }, judge)).toMatchObject({ id })
    expect(await follow(receipt)).toMatchObject({ state: 'JUDGED', judgement: null, reply: null })
    expect(await run(bench, 'replyToComplaint', { id, words: '已批评教育。' }, chief)).toMatchObject({ id })
    expect(await follow(receipt)).toMatchObject({
      state: 'REPLIED',
      judgement: 'UPHELD',
      reply: '已批评教育。',
      mayAppeal: true,
    })
    expect(await run(bench, 'closeComplaint', { id, words: '办结' }, chief)).toMatchObject({ id })
    const shown = await complaint(id)
    expect(shown).toMatchObject({ state: 'CLOSED', judgedInTime: true, handler: 'handler', possibleSteps: ['REOPEN'] })
    expect(shown?.trail.map(({ step }) => step)).toEqual([
      'RECEIVE',
      'ADD',
      'ACCEPT',
      'ASSIGN',
      'INVESTIGATE',
      'JUDGE',
      'REPLY',
      'CLOSE',
    ])
    expect([await sums('complaints-bad'), await sums('complaints-bad-upheld')]).toEqual([1, 1])
    const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      sql<Record<string, unknown>>`select f.type, f.source, f.cause, f.state from findings.finding f
        join complaints.complaint c on c.finding_id = f.id where c.id = ${id}`.execute(trx),
    )
    expect(rows).toEqual([{ type: 'BAD_COMPLAINT', source: 'COMPLAINT', cause: 'ATTITUDE', state: 'OPEN' }])
  })

  it('is reviewed once, by another person, and looked into anew when it is overturned; then nothing is upheld', async () => {
    const before = await sums('complaints-bad-upheld')
    const receipt = await submit({ words: '演示：推诿。', category: 'EFFICIENCY' })
    const id = await newest()
    await judged(id, 'UPHELD')
    await run(bench, 'replyToComplaint', { id, words: '属实' }, chief)
    expect(await run(bench, 'appealComplaint', { receipt, words: '处理过轻' }, null, 'receivedAt')).toHaveProperty(
      'receivedAt',
    )
    expect(await run(bench, 'appealComplaint', { receipt, words: '再申请' }, null, 'receivedAt')).toMatchObject({
      code: 'CONFLICT',
    })
    const review = { id, confirms: false, words: '重新核查' }
    expect(await run(bench, 'reviewComplaint', review, judge)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run(bench, 'reviewComplaint', review, handler)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run(bench, 'reviewComplaint', review, reviewer)).toMatchObject({ id })
    expect(await complaint(id)).toMatchObject({ state: 'ACCEPTED', judgement: null })
    expect(await sums('complaints-bad-upheld')).toBe(before)
    await run(bench, 'assignComplaint', { id, handler: handler.id, words: '请重新核查' }, chief)
    await run(bench, 'investigateComplaint', { id, words: '无监控' }, handler)
    expect(
      await run(bench, 'judgeComplaint', { id, judgement: 'NOT_UPHELD', words: '不属实' }, reviewer),
    ).toMatchObject({ code: 'FORBIDDEN' })
    expect(
      await run(bench, 'judgeComplaint', { id, judgement: 'UNVERIFIABLE', words: '无法查实' }, judge),
    ).toMatchObject({ id })
    await run(bench, 'replyToComplaint', { id, words: '无法查实' }, chief)
    expect(await follow(receipt)).toMatchObject({ mayAppeal: false })
    await run(bench, 'closeComplaint', { id, words: '办结' }, chief)
    expect(await run(bench, 'reopenComplaint', { id, words: '新证据' }, chief)).toMatchObject({ id })
    expect(await complaint(id)).toMatchObject({ state: 'ACCEPTED' })
  })

  it('is refused with a reason, against which one may appeal', async () => {
    const receipt = await submit({ words: '演示：与大厅无关。', kind: 'SUGGESTION' })
    const id = await newest()
    expect(await run(bench, 'refuseComplaint', { id, words: ' ' }, chief)).toMatchObject({ path: ['input', 'words'] })
    expect(await run(bench, 'refuseComplaint', { id, words: '不属于受理范围' }, chief)).toMatchObject({ id })
    expect(await follow(receipt)).toMatchObject({ state: 'REFUSED', reply: '不属于受理范围', mayAppeal: true })
    await run(bench, 'appealComplaint', { receipt, words: '应受理' }, null, 'receivedAt')
    expect(await run(bench, 'reviewComplaint', { id, confirms: true, words: '维持' }, reviewer)).toMatchObject({ id })
    expect(await follow(receipt)).toMatchObject({ state: 'CLOSED', review: '维持' })
  })

  it('is never handled by the unit complained of, nor assigned to anybody with a right in it', async () => {
    await submit({ words: '演示：两份工作。', type: 'REAL_NAME', name: '演示群众', phone: '13800000000' })
    const id = await newest()
    const unit = boundTo(bench, { hall: COUNTY })
    expect(await complaint(id, unit)).toMatchObject({ words: null, complainant: null, possibleSteps: [], trail: [] })
    expect(await run(bench, 'acceptComplaint', { id, words: '受理' }, unit)).toMatchObject({ code: 'FORBIDDEN' })
    expect(
      await run(bench, 'revealComplainant', { id, reason: '联系投诉人' }, unit, 'complainant { name }'),
    ).toMatchObject({ code: 'NOT_FOUND' })
    expect(await complaint(id)).toMatchObject({ complainant: '演* 138****0000' })
    const { complainant } = await run(
      bench,
      'revealComplainant',
      { id, reason: '联系投诉人' },
      chief,
      'complainant { name phone }',
    )
    expect(complainant).toEqual({ name: '演示群众', phone: '13800000000' })
    await run(bench, 'acceptComplaint', { id, words: '受理' }, chief)
    const both = await person(bench, 'both', [
      { role: 'INSPECTOR', region: CITY },
      { role: 'HALL_MANAGER', region: COUNTY, hall: COUNTY },
    ])
    const handlers = await query<{ id: string }[]>(bench, `complaintHandlers(id: "${id}") { id }`, chief)
    expect(handlers.map((each) => each.id)).toEqual([handler.id])
    const assigned = await run(bench, 'assignComplaint', { id, handler: both.id, words: '请核查' }, chief)
    expect(assigned).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'handler'] })
    const direct = bench.database.withScope({ mode: 'engine' }, (trx) =>
      sql`update complaints.complaint set handler_id = 'x', handler_hall_id = hall_id where id = ${id}`.execute(trx),
    )
    await expect(direct).rejects.toThrow(/handled_elsewhere/u)
  })

  it('comes from a hotline once for each source and number', async () => {
    const key = somebody(bench, 'hotline', CITY, ['complaints.report'])
    const item = (number: string, words: string) => [
      { source: '12345', number, way: 'HOTLINE', said: { ...SAID, words } },
    ]
    const bring = (items: object, as = key) =>
      run(bench, 'reportComplaints', items, as, 'complaints { number receipt }')
    const first = await bring(item('A1', '演示热线'))
    expect(first['complaints']).toEqual([{ number: 'A1', receipt: expect.stringMatching(/-/u) }])
    expect((await bring(item('A1', '演示热线')))['complaints']).toEqual([{ number: 'A1', receipt: null }])
    expect(await bring(item('A1', '别的内容'))).toMatchObject({ code: 'CONFLICT' })
    const beside = somebody(bench, 'beside', OTHER_COUNTY, ['complaints.report'])
    expect(await bring(item('A2', '演示热线'), beside)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('takes from a citizen what fits its type, and says what does not', async () => {
    const path = async (more: object) =>
      (await run(bench, 'submitComplaint', { ...SAID, words: '演示', ...more }, null, 'receipt'))['path']
    expect(await path({ type: 'REAL_NAME' })).toEqual(['input', 'name'])
    expect(await path({ type: 'REAL_NAME', name: '演示', phone: 'x' })).toEqual(['input', 'phone'])
    expect(await path({ name: '演示' })).toEqual(['input', 'name'])
    expect(await path({ hall: null })).toEqual(['input', 'hall'])
    expect(await path({ hall: 'NOWHERE' })).toEqual(['input', 'hall'])
    expect(await query(bench, 'complaintUnits(text: "水利") { kind code }', null)).toEqual([
      { kind: 'ORGANISATION', code: 'WATER' },
    ])
  })

  it('6.3-k: shows photos to those who handle it, and to nobody of the unit, whatever they may', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
    const taken = { bytes, by: CITIZEN, at: new Date('2026-03-02T10:00:00+08:00') }
    const { id: photo } = await takeFile({ database: bench.database, most: 1_048_576 }, taken)
    await submit({ photos: [photo] })
    const shown = `complaint(id: "${await newest()}") { photos { id url } }`
    expect(await query(bench, shown, chief)).toEqual({ photos: [{ id: photo, url: `/files/${photo}` }] })
    const unit = boundTo(bench, { hall: COUNTY })
    const elsewhere = { ...chief, id: 'both', grants: [...chief.grants, ...unit.grants] }
    for (const who of [unit, elsewhere]) {
      expect(await query(bench, shown, who)).toEqual({ photos: [] })
      const reach = readerScope(who)
      const scope = { mode: 'reader', ...reach, units: who.grants } as const
      expect(await bench.database.withScope(scope, (trx) => selectReached(trx, reach, photo))).toBeUndefined()
    }
  })
})
