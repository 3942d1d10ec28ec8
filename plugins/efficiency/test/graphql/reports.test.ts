import type { PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CITY, COUNTY, event, openBench, TOWNSHIP } from './bench.ts'

let bench: PluginBench

beforeAll(async () => {
  bench = await openBench()
  bench.setNow('2026-04-08T10:00:00+08:00')
  await bench.report([
    event('on time', COUNTY, 'ACCEPTED', '2026-03-02T10:00:00'),
    event('on time', COUNTY, 'CLOSED', '2026-03-04T10:00:00'),
    event('late', COUNTY, 'ACCEPTED', '2026-03-02T10:00:00'),
    event('late', COUNTY, 'CLOSED', '2026-03-18T10:00:00'),
    event('late, then withdrawn', COUNTY, 'ACCEPTED', '2026-03-02T10:00:00'),
    event('late, then withdrawn', COUNTY, 'WITHDRAWN', '2026-03-19T10:00:00'),
  ])
  await bench.fold()
})
afterAll(() => bench.end())

const authority = (region = COUNTY) => bench.principal(region, 'core.read', 'efficiency.read', 'efficiency.report')
const MARCH = { region: COUNTY, period: 'MONTH', from: '2026-03-01', conclusion: '三月按时办结率未达标，已约谈。' }

type Published = { __typename: string; id?: string; edition?: number; code?: string; path?: string[] }

const publish = async (input: object, who = authority()): Promise<Published> => {
  const { data, codes } = await bench.ask(
    `mutation ($input: PublishEfficiencyReportInput!) { publishEfficiencyReport(input: $input) { __typename
      ... on PublishEfficiencyReportPayload { id edition } ... on InputError { code path } } }`,
    { input: { ...MARCH, ...input } },
    who,
  )
  if (codes.length > 0) return { __typename: String(codes[0]) }
  return (data as { publishEfficiencyReport: Published }).publishEfficiencyReport
}

const SHOWN = `id edition from to replaces replacedBy conclusion publishedBy calendarRevision ruleVersions
  region { code } figures { code display meetsTarget } handling { cases } timeSpent { cases } warnings { late issued }`

const report = async (id: string, who = authority()) => {
  const { data, codes } = await bench.ask(`{ efficiencyReport(id: "${id}") { ${SHOWN} } }`, {}, who)
  expect(codes).toEqual([])
  return (data as { efficiencyReport: { figures: { code: string; display: string }[] } | null }).efficiencyReport
}

const shown = (figures: readonly { code: string; display: string }[] = [], code = 'on-time-rate') =>
  figures.find((figure) => figure.code === code)?.display

describe('the periodic report (6.4-b)', () => {
  it('is refused while the period runs, for what is no period, without words, and below the county', async () => {
    expect(await publish({ from: '2026-04-01' })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'from'] })
    expect(await publish({ from: '2026-03-02' })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'from'] })
    expect(await publish({ period: 'QUARTER', from: '2026-02-01' })).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await publish({ conclusion: ' \n' })).toMatchObject({ path: ['input', 'conclusion'] })
    expect(await publish({ conclusion: '长'.repeat(5_001) })).toMatchObject({ path: ['input', 'conclusion'] })
    expect(await publish({ region: TOWNSHIP })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'region'] })
  })

  it('is refused to who may not publish, out of range, or bound to a part of the region', async () => {
    expect(await publish({}, bench.principal(COUNTY, 'core.read', 'efficiency.read'))).toEqual({
      __typename: 'FORBIDDEN',
    })
    const foreign = { code: 'NOT_FOUND', path: ['input', 'region'] }
    expect(await publish({ region: CITY })).toMatchObject(foreign)
    expect(await publish({ region: '439999000000' })).toMatchObject(foreign)
    const organisationId = bench.registers.current().index.organisationByCode.get('WATER')?.id ?? -1
    expect(await publish({}, { ...authority(), organisationId })).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('keeps its figures as they were computed, while those of a draft go on (6.4-a)', async () => {
    const published = await publish({})
    expect(published).toMatchObject({ edition: 1 })
    const first = await report(published.id ?? '')
    expect(first).toMatchObject({
      from: '2026-03-01',
      to: '2026-04-01',
      replacedBy: null,
      conclusion: MARCH.conclusion,
      publishedBy: 'Test',
      region: { code: COUNTY },
      handling: { cases: 2 },
      timeSpent: { cases: 2 },
    })
    expect([shown(first?.figures), shown(first?.figures, 'cases-late-ended-otherwise')]).toEqual(['50.00%', '1'])
    const otherwise = 'state: [VOIDED, RETURNED, WITHDRAWN], endedLate: true'
    const listed = `{ cases(within: "${COUNTY}", filter: { ${otherwise} }) { nodes { externalId } } }`
    expect((await bench.ask(listed, {}, authority())).data).toEqual({
      cases: { nodes: [{ externalId: 'late, then withdrawn' }] },
    })
    await bench.report([
      event('told late', COUNTY, 'ACCEPTED', '2026-03-09T10:00:00'),
      event('told late', COUNTY, 'CLOSED', '2026-03-10T10:00:00'),
      event('told late too', COUNTY, 'ACCEPTED', '2026-03-09T10:00:00'),
      event('told late too', COUNTY, 'CLOSED', '2026-03-10T10:00:00'),
    ])
    await bench.fold()
    expect(await report(published.id ?? '')).toEqual(first)
    const { data } = await bench.ask(
      `{ efficiencyReportDraft(within: "${COUNTY}", period: MONTH, from: "2026-03-01") { ${SHOWN} } }`,
      {},
      authority(),
    )
    const draft = (data as { efficiencyReportDraft: NonNullable<Awaited<ReturnType<typeof report>>> })
      .efficiencyReportDraft
    expect(draft).toMatchObject({ id: null, edition: 2, conclusion: '', handling: { cases: 4 } })
    expect(shown(draft.figures)).toBe('75.00%')
  })

  it('is corrected by a new edition that names the old one, once, and the old one stays', async () => {
    expect(await publish({})).toMatchObject({ code: 'CONFLICT', path: ['input', 'replaces'] })
    expect(await publish({ region: CITY, replaces: '1' }, authority(CITY))).toMatchObject({ code: 'CONFLICT' })
    const list = async () => {
      const { data } = await bench.ask(
        `{ efficiencyReports(within: "${CITY}") { total nodes { id edition replaces replacedBy } } }`,
        {},
        authority(CITY),
      )
      return (data as { efficiencyReports: { nodes: { id: string }[] } }).efficiencyReports
    }
    const old = (await list()).nodes[0]?.id ?? ''
    const two = await Promise.all([publish({ replaces: old }), publish({ replaces: old })])
    const second = two.find(({ edition }) => edition === 2)
    expect(two.map(({ code }) => code).filter((code) => code !== undefined)).toEqual(['CONFLICT'])
    expect(await list()).toEqual({
      total: 2,
      nodes: [
        { id: second?.id, edition: 2, replaces: old, replacedBy: null },
        { id: old, edition: 1, replaces: null, replacedBy: second?.id },
      ],
    })
    expect(shown((await report(old))?.figures)).toBe('50.00%')
    expect(shown((await report(second?.id ?? ''))?.figures)).toBe('75.00%')
  })

  it('is there for those who reach all of its region, and cannot be changed by the platform itself', async () => {
    expect(await report('1', authority('430100000000'))).toBeNull()
    for (const id of ['999999', '-1', 'nonsense', '1e3', '99999999999999999999']) expect(await report(id)).toBeNull()
    const organisationId = bench.registers.current().index.organisationByCode.get('WATER')?.id ?? -1
    expect(await report('1', { ...authority(), organisationId })).toBeNull()
    const change = bench.database.withScope({ mode: 'administration' }, (trx) =>
      (trx as never as { updateTable: (t: string) => { set: (v: object) => { execute: () => Promise<unknown> } } })
        .updateTable('efficiency.report')
        .set({ conclusion: 'x' })
        .execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/u)
  })
})

describe('warnings (6.4-b)', () => {
  it('count as answered when they are acknowledged before the yellow card, and leave the rate while there is time', async () => {
    const response = async () => {
      const { data } = await bench.ask(
        `{ warningResponse(within: "${CITY}", from: "2026-04-01", to: "2026-05-01") {
          late lateLoaded lateWarned warnedShare issued acknowledged settled pending answeredShare medianHours } }`,
        {},
        authority(CITY),
      )
      return (data as { warningResponse: object }).warningResponse
    }
    expect(await response()).toMatchObject({ late: 0, warnedShare: null, issued: 0, answeredShare: null })
    const names = ['acknowledged', 'closed in time', 'ignored', 'waiting']
    const step = (number: string, at: string) => event(number, CITY, 'STEP', at, { step: '审查' })
    await bench.report(names.map((name) => event(name, CITY, 'ACCEPTED', '2026-04-08T10:00:00')))
    bench.setNow('2026-04-14T11:00:00+08:00')
    await bench.report(names.map((name) => step(name, '2026-04-14T11:00:00')))
    expect(await response()).toMatchObject({ issued: 4, acknowledged: 0, pending: 4, answeredShare: null })
    bench.setNow('2026-04-14T13:00:00+08:00')
    const handler = bench.principal(CITY, 'core.read', 'core.handle')
    const open = `{ cases(within: "${CITY}", filter: { text: "acknowledged" }) { nodes { alerts { id } } } }`
    const { data: listed } = await bench.ask(open, {}, handler)
    const [one] = (listed as { cases: { nodes: { alerts: { id: string }[] }[] } }).cases.nodes
    const acknowledge = 'mutation ($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { __typename } }'
    await bench.ask(acknowledge, { input: { id: one?.alerts[0]?.id } }, handler)
    await bench.report([event('closed in time', CITY, 'CLOSED', '2026-04-14T12:59:00')])
    bench.setNow('2026-04-15T11:00:00+08:00')
    await bench.report([
      step('ignored', '2026-04-15T11:00:00'),
      event('never warned', CITY, 'ACCEPTED', '2026-04-01T10:00:00'),
      event('never warned', CITY, 'CLOSED', '2026-04-14T10:00:00'),
    ])
    await bench.report(
      [
        event('loaded', CITY, 'ACCEPTED', '2026-04-01T10:00:00'),
        event('loaded', CITY, 'CLOSED', '2026-04-14T10:00:00'),
      ],
      true,
    )
    expect(await response()).toEqual({
      late: 3,
      lateLoaded: 1,
      lateWarned: 1,
      warnedShare: 50,
      issued: 4,
      acknowledged: 1,
      settled: 1,
      pending: 1,
      answeredShare: expect.closeTo(100 / 3, 6) as number,
      medianHours: 2,
    })
  })
})
