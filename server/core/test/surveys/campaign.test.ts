import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawKey } from '../../src/surveys/rules/draw.ts'
import type { PluginBench } from '../../src/testing/plugin-bench.ts'
import {
  begin,
  callsOf,
  COUNTY,
  fourOf,
  ofUnit,
  openSurveyBench,
  PLAN,
  query,
  run,
  somebody,
  TOWNSHIP,
} from './survey-kit.ts'

let bench: PluginBench

beforeAll(async () => {
  const cases = Array.from({ length: 24 }, (_, at) => ({
    number: `N${at}`,
    hall: at % 4 === 3 ? TOWNSHIP : COUNTY,
    ...(at === 0 ? {} : { person: at === 2 ? 1 : at }),
  }))
  bench = await openSurveyBench(cases)
})
afterAll(() => bench.end())

type Results = {
  sampled: number
  ineligible: number
  answered: number
  small: boolean
  response: Share
  indices: Index[]
}
type Share = { n: number; count: number; percent: number | null; low: number | null; high: number | null }
type Index = { code: string; small: boolean; share: Share }
type Campaign = { seed: string; state: string; frameSize: number | null; results: Results }

const SHARE = '{ n count percent low high }'
const campaignOf = (id: string, who = somebody(bench, 'reader')) =>
  query<Campaign | null>(
    bench,
    `surveyCampaign(id: "${id}") { seed state frameSize survey { code clause } results { sampled ineligible answered
      small response ${SHARE} indices { code small share ${SHARE} } } }`,
    who,
  )

describe('6.1-h: a survey of closed cases', () => {
  it('is drawn once by a seed that anyone can draw again by, and nobody is in it twice', async () => {
    const who = somebody(bench, 'planner')
    const planned = await run(bench, 'planSurveyCampaign', { ...PLAN, sampleSize: 12 }, who)
    const id = String(planned['id'])
    expect(await run(bench, 'drawSurveySample', { id }, who)).toMatchObject({ sampled: 12, frameSize: 24 })
    expect(await run(bench, 'drawSurveySample', { id }, who)).toMatchObject({ code: 'CONFLICT' })
    const campaign = await campaignOf(id)
    const { nodes } = await callsOf(bench, id, who)
    const stored = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.case').select(['caseId', 'externalId']).execute(),
    )
    const order = stored.toSorted((a, b) =>
      drawKey(campaign?.seed ?? '', a.caseId) < drawKey(campaign?.seed ?? '', b.caseId) ? -1 : 1,
    )
    // N1 and N2 are of one person: the later of the two is passed over.
    const later = order.findLast(({ externalId }) => externalId === 'N1' || externalId === 'N2')
    const expected = order.filter((one) => one !== later).slice(0, 12)
    const drawn = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .$extendTables<{ 'surveys.sampledCase': { caseId: string; place: number; campaignId: string } }>()
        .selectFrom('surveys.sampledCase')
        .select('caseId')
        .where('campaignId', '=', id)
        .orderBy('place')
        .execute(),
    )
    expect(drawn.map(({ caseId }) => caseId)).toEqual(expected.map(({ caseId }) => caseId))
    expect(nodes.map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
  })

  it('asks nobody again too soon', async () => {
    const who = somebody(bench, 'planner')
    const second = await begin(bench, { sampleSize: 24 }, who)
    const third = await begin(bench, { sampleSize: 24, restDays: 0 }, who)
    expect((await callsOf(bench, second, who)).total).toBeLessThanOrEqual(12)
    expect((await callsOf(bench, third, who)).total).toBe(23)
  })

  it('says its response rate and indices with n and intervals, and opens a return visit for who is unhappy', async () => {
    const who = somebody(bench, 'visitor')
    const id = await begin(bench, { sampleSize: 24, restDays: 0 }, who)
    const { nodes } = await callsOf(bench, id, who)
    const able = nodes.filter(({ ineligible }) => !ineligible)
    expect(able.length).toBe(22)
    expect(able[0]?.phone).toMatch(/^199\*/u)
    for (const [at, call] of able.slice(0, 10).entries()) {
      const answers = fourOf(at === 0 ? '2' : '5', '演示回答')
      expect(await run(bench, 'recordSurveyAnswers', { id: call.id, answers }, who)).toMatchObject({ id: call.id })
    }
    const [first, , third] = [able[0], able[1], able[10]]
    expect(await run(bench, 'recordSurveyAnswers', { id: first?.id, answers: fourOf('5') }, who)).toMatchObject({
      code: 'CONFLICT',
    })
    expect(await run(bench, 'recordSurveyAnswers', { id: third?.id, answers: fourOf('6') }, who)).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['input', 'answers', '0'],
    })
    expect(await run(bench, 'recordSurveyContact', { id: third?.id, outcome: 'REFUSED' }, who)).toMatchObject({
      id: third?.id,
    })
    const nobody = nodes.find(({ ineligible }) => ineligible)
    expect(await run(bench, 'recordSurveyContact', { id: nobody?.id, outcome: 'REFUSED' }, who)).toMatchObject({
      code: 'CONFLICT',
    })
    const results = (await campaignOf(id))?.results
    expect(results).toMatchObject({ sampled: 23, ineligible: 1, answered: 10, small: true })
    expect(results?.response).toMatchObject({ n: 22, count: 10 })
    expect(results?.indices[0]).toMatchObject({
      code: 'materials',
      small: true,
      share: { n: 10, count: 9, percent: 90 },
    })
    expect(results?.indices[0]?.share.low).toBeGreaterThan(50)
    type Visits = { total: number; nodes: { id: string; dueAt: string; questions: string[] }[] }
    const visits = await query<Visits>(
      bench,
      `returnVisits(within: "${COUNTY}", open: true) { total nodes { id dueAt questions } }`,
      who,
    )
    expect(visits).toMatchObject({ total: 1, nodes: [{ dueAt: '2026-03-25T09:00:00.000Z' }] })
    const visit = visits.nodes[0]?.id ?? ''
    const settled = { id: visit, outcome: 'CONFIRMED', words: '演示：情况属实。' }
    expect(await run(bench, 'settleReturnVisit', settled, who)).toMatchObject({ id: visit })
    expect(await run(bench, 'settleReturnVisit', settled, who)).toMatchObject({ code: 'CONFLICT' })
    const findings = await query<{ nodes: { type: { code: string }; source: string }[] }>(
      bench,
      `findings(within: "${COUNTY}") { nodes { type { code } source } }`,
      who,
    )
    expect(findings.nodes).toMatchObject([{ type: { code: 'REDUCTION_NOT_FELT' }, source: 'SURVEY' }])
    const known = () =>
      query<{ total: number }>(
        bench,
        `findings(within: "${COUNTY}") { total }`,
        ofUnit(bench, 'unit', { organisation: 'WATER' }),
      )
    expect(await known()).toEqual({ total: 0 })
    expect(await run(bench, 'endSurveyCampaign', { id }, who)).toMatchObject({ id })
    expect(await known()).toEqual({ total: 1 })
    expect(await campaignOf(id)).toMatchObject({ state: 'ENDED', results: { answered: 10 } })
    expect(await run(bench, 'recordSurveyContact', { id: able[12]?.id, outcome: 'REFUSED' }, who)).toMatchObject({
      code: 'CONFLICT',
    })
    await bench.fold()
    const rollup = await query<{ total: Share }>(
      bench,
      `rollup(region: "${COUNTY}", indicator: "survey-response-rate", from: "2026-03-01", to: "2026-04-01") { total { numerator n } }`,
      who,
    )
    expect(rollup).toMatchObject({ total: { numerator: 10, n: 22 } })
  })
})
