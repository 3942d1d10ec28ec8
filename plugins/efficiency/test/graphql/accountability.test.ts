import type { PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CITY, COUNTY, event, openBench, OTHER_COUNTY } from './bench.ts'

let bench: PluginBench

beforeAll(async () => {
  bench = await openBench()
  await bench.save('staff', [{ code: 'S1', name: '演示人员', hall: COUNTY, organisation: 'WATER' }])
  bench.setNow('2026-04-08T10:00:00+08:00')
  const late = (number: string, hall: string, from: string, to: string) => [
    event(number, hall, 'ACCEPTED', from),
    event(number, hall, 'CLOSED', to),
  ]
  await bench.report([
    ...late('one', COUNTY, '2026-03-02T10:00:00', '2026-03-12T10:00:00'),
    ...late('two', COUNTY, '2026-03-03T10:00:00', '2026-03-13T10:00:00'),
    ...late('three', COUNTY, '2026-02-02T10:00:00', '2026-02-13T10:00:00'),
    ...late('other', OTHER_COUNTY, '2026-03-04T10:00:00', '2026-03-16T10:00:00'),
    ...late('in time', COUNTY, '2026-03-02T10:00:00', '2026-03-03T10:00:00'),
  ])
})
afterAll(() => bench.end())

const ALL = ['core.read', 'core.handle', 'efficiency.read', 'efficiency.hold', 'efficiency.decide']

const somebody = (id: string, region = CITY, permissions: readonly string[] = ALL) => ({
  ...bench.principal(region, ...permissions),
  id,
  name: id,
})

/** Somebody of the unit that is accused. */
const ofUnit = (id: string) => {
  const organisationId = bench.registers.current().index.organisationByCode.get('WATER')?.id ?? -1
  return { ...somebody(id), organisationId }
}

type Answer = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly path?: string[] }

const run = async (name: string, input: object, who = somebody('opener')): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const payload = name === 'detectAccountabilityLeads' ? 'proposed' : 'id'
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { ${payload} } ... on InputError { code path } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

const query = async <T>(field: string, who = somebody('reader')): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}

const caseOf = async (number: string) => {
  type Found = { nodes: { id: string; alerts: { id: string; level: string }[] }[] }
  const { nodes } = await query<Found>(
    `cases(within: "${CITY}", filter: { text: "${number}" }) { nodes { id alerts { id level } } }`,
  )
  const found = nodes[0]
  return { id: found?.id ?? '', card: found?.alerts.find(({ level }) => level === 'YELLOW')?.id ?? '' }
}

const GROUND = { ground: '超过承诺时限。', citedRule: '湖南省优化营商环境规定' }
const hear = { hearing: 'HELD', at: '2026-04-08T09:00:00+08:00', statement: '承认超期。' }
const decision = { measure: 'ADMONITION', number: '测试〔2026〕1号', words: '提醒谈话。' }

type Shown = Record<string, unknown> & { readonly trail: readonly { readonly actor: string; readonly state: string }[] }

const record = (id: string, who = somebody('reader')) =>
  query<Shown | null>(
    `accountabilityRecord(id: "${id}") { act state person cardRevoked hearing measure decidedBy possibleSteps
      organisation { code } trail { actor state words } }`,
    who,
  )

const open = async (number: string, more: object = {}, who = somebody('opener')) => {
  const { card } = await caseOf(number)
  return run('openAccountability', { alert: card, act: 'SLOW', ...GROUND, ...more }, who)
}

describe('a record of accountability (6.4-b)', () => {
  it('goes from a card over the hearing to a decision that is carried out and closed', async () => {
    const { id = '' } = await open('one', { staff: 'S1' })
    expect(await record(id)).toMatchObject({
      act: 'SLOW',
      state: 'OPEN',
      person: '演示人员',
      organisation: { code: 'WATER' },
    })
    expect(await open('one')).toMatchObject({ code: 'CONFLICT', path: ['input', 'alert'] })
    expect(await run('decideAccountability', { id, ...decision }, somebody('head'))).toMatchObject({ code: 'CONFLICT' })
    expect(await run('hearAccountability', { id, ...hear, at: '2026-04-09T09:00:00+08:00' })).toMatchObject({
      path: ['input', 'at'],
    })
    expect(await run('hearAccountability', { id, ...hear, statement: ' ' })).toMatchObject({
      path: ['input', 'statement'],
    })
    expect(await run('hearAccountability', { id, ...hear })).toMatchObject({ id })
    expect((await record(id, somebody('opener')))?.['possibleSteps']).toEqual(['WITHDRAWN'])
    expect(await run('decideAccountability', { id, ...decision })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run('decideAccountability', { id, ...decision }, ofUnit('unit'))).toMatchObject({ code: 'FORBIDDEN' })
    const holder = somebody('holder', CITY, ['core.read', 'efficiency.read', 'efficiency.hold'])
    expect(await run('decideAccountability', { id, ...decision }, holder)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await run('decideAccountability', { id, ...decision }, somebody('head'))).toMatchObject({ id })
    expect(await run('withdrawAccountability', { id, words: '撤回' })).toMatchObject({ code: 'CONFLICT' })
    expect(await run('closeAccountability', { id, words: '办结' })).toMatchObject({ code: 'CONFLICT' })
    bench.setNow('2026-04-10T10:00:00+08:00')
    const carried = { id, servedAt: '2026-04-09T10:00:00+08:00', at: '2026-04-10T09:00:00+08:00', words: '已谈话。' }
    expect(await run('carryOutAccountability', { ...carried, servedAt: '2026-04-07T10:00:00+08:00' })).toMatchObject({
      path: ['input', 'servedAt'],
    })
    expect(await run('carryOutAccountability', carried)).toMatchObject({ id })
    expect(await run('closeAccountability', { id, words: '办结。' })).toMatchObject({ id })
    const closed = await record(id)
    expect(closed).toMatchObject({ state: 'CLOSED', measure: 'ADMONITION', decidedBy: 'head', possibleSteps: [] })
    expect(closed?.trail.map(({ actor, state }) => `${actor} ${state}`)).toEqual([
      'opener OPEN',
      'opener HEARD',
      'head DECIDED',
      'opener CARRIED_OUT',
      'opener CLOSED',
    ])
    const kinds = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.outbox')
        .select(['kind', 'payload'])
        .where('kind', 'like', 'efficiency.acc%')
        .orderBy('id')
        .execute(),
    )
    expect(kinds.map(({ kind }) => kind)).toEqual(
      ['opened', 'decided', 'closed'].map((step) => `efficiency.accountability.${step}`),
    )
    expect(JSON.stringify(kinds)).not.toMatch(/演示人员|承认/u)
  })

  it('is not there out of range, shows its unit no trail, and no person to who only reads', async () => {
    expect(await record('1', somebody('foreign', '430100000000'))).toBeNull()
    expect(
      await run('closeAccountability', { id: '1', words: 'x' }, somebody('foreign', '430100000000')),
    ).toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const id of ['0', '-1', 'nonsense', '1e3', '99999999999999999999']) expect(await record(id)).toBeNull()
    expect(await record('1', somebody('reader', CITY, ['core.read', 'efficiency.read']))).toMatchObject({ person: '*' })
    expect(await record('1', ofUnit('unit'))).toMatchObject({ possibleSteps: [], trail: [] })
    const { card } = await caseOf('two')
    const foreign = somebody('foreign', OTHER_COUNTY)
    const input = { alert: card, act: 'SLOW', ...GROUND }
    expect(await run('openAccountability', input, foreign)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'alert'],
    })
    expect(await run('openAccountability', input, ofUnit('unit'))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run('openAccountability', { ...input, staff: 'nobody' })).toMatchObject({ path: ['input', 'staff'] })
    expect(await run('openAccountability', { act: 'SLOW', ...GROUND })).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('says that its card was revoked, and is decided as NONE then', async () => {
    const { card } = await caseOf('two')
    const { id = '' } = await open('two', { staff: 'S1' })
    await run('hearAccountability', { id, ...hear, hearing: 'WAIVED', statement: '书面放弃。' })
    const step = async (name: string, input: object, who: ReturnType<typeof somebody>) => {
      const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
      const document = `mutation ($input: ${title}Input!) { ${name}(input: $input) { __typename } }`
      return bench.ask(document, { input }, who)
    }
    bench.setNow('2026-05-06T10:00:00+08:00')
    await step('appealAlert', { ids: [card], reason: '系统故障。' }, somebody('appealing'))
    const deciding = somebody('deciding', CITY, [...ALL, 'core.decide'])
    await step('decideAppeal', { ids: [card], outcome: 'REVOKED', reason: '属实。' }, deciding)
    expect(await record(id)).toMatchObject({ cardRevoked: true })
    const head = somebody('head')
    expect(await run('decideAccountability', { id, ...decision }, head)).toMatchObject({
      code: 'CONFLICT',
      path: ['input', 'measure'],
    })
    expect(await run('decideAccountability', { id, ...decision, measure: 'NONE' }, head)).toMatchObject({ id })
    expect(await run('closeAccountability', { id, words: '不予追责。' })).toMatchObject({ id })
  })

  it('holds the database to two persons, a hearing and a trail that stays', async () => {
    const change = (statement: (trx: never) => { execute: () => Promise<unknown> }) =>
      bench.database.withScope({ mode: 'engine' }, (trx) => statement(trx as never).execute())
    type Any = { updateTable: (t: string) => { set: (v: object) => { execute: () => Promise<unknown> } } }
    const set = (table: string, values: object) =>
      change((trx) => (trx as Any).updateTable(`efficiency.accountability${table}`).set(values))
    await expect(set('Record', { decidedById: 'opener' })).rejects.toThrow(/check/u)
    await expect(set('Record', { hearing: null })).rejects.toThrow(/check/u)
    await expect(set('Step', { words: 'x' })).rejects.toThrow(/permission denied/u)
  })
})

describe('a lead (6.4-b)', () => {
  const TRIGGERS = [
    'VALID_APPLICATION_REFUSED',
    'REFUSED_WITHOUT_REASON',
    'STEP_OVERDUE',
    'SENT_UP_LATE',
    'NOT_ON_PLATFORM',
    'CHARGED_OUTSIDE_LIST',
    'EXTRA_MATERIAL',
  ]

  it('is proposed by hand for each trigger, once per case, and judged by somebody else', async () => {
    const { id: about } = await caseOf('other')
    const lead = (trigger: string) => ({ case: about, trigger, words: '疑似。' })
    for (const trigger of TRIGGERS) {
      expect(await run('proposeAccountabilityLead', lead(trigger))).toMatchObject({
        __typename: 'ProposeAccountabilityLeadPayload',
      })
    }
    expect(await run('proposeAccountabilityLead', lead('EXTRA_MATERIAL'))).toMatchObject({ code: 'CONFLICT' })
    expect(await run('proposeAccountabilityLead', { ...lead('EXTRA_MATERIAL'), case: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'case'],
    })
    const list = `accountabilityLeads(within: "${CITY}", first: 2) { total nodes { id trigger canJudge } pageInfo { hasNextPage } }`
    const first = await query<{ total: number; nodes: { id: string }[] }>(list, somebody('opener'))
    expect(first).toMatchObject({ total: 7, nodes: [{ trigger: 'EXTRA_MATERIAL', canJudge: false }, {}] })
    const [one, two] = first.nodes.map(({ id }) => id)
    const judged = { id: one, confirm: true, reason: '属实。' }
    expect(await run('judgeAccountabilityLead', judged)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await run('openAccountability', { lead: one, act: 'ARBITRARY', ...GROUND })).toMatchObject({
      code: 'CONFLICT',
    })
    expect(await run('judgeAccountabilityLead', { ...judged, reason: ' ' }, somebody('judge'))).toMatchObject({
      path: ['input', 'reason'],
    })
    expect(await run('judgeAccountabilityLead', judged, somebody('judge'))).toMatchObject({ id: one })
    expect(await run('judgeAccountabilityLead', judged, somebody('judge'))).toMatchObject({ code: 'CONFLICT' })
    await run('judgeAccountabilityLead', { id: two, confirm: false, reason: '不实。' }, somebody('judge'))
    expect(await run('openAccountability', { lead: two, act: 'ARBITRARY', ...GROUND })).toMatchObject({
      code: 'CONFLICT',
    })
    const opened = await run('openAccountability', { lead: one, act: 'ARBITRARY', ...GROUND })
    expect(await record(opened.id ?? '')).toMatchObject({ act: 'ARBITRARY', person: null, cardRevoked: false })
    expect(
      (await query<{ total: number }>(`accountabilityLeads(within: "${CITY}") { total }`, ofUnit('unit'))).total,
    ).toBe(0)
  })

  it('is found in the records of cases by itself, once, and never confirmed by itself', async () => {
    bench.setNow('2026-05-20T10:00:00+08:00')
    const away = (number: string, kind: string, at: string, more: object = {}) =>
      ({ ...event(number, COUNTY, 'STEP', at), eventId: `${kind} ${at}`, kind, ...more }) as never
    await bench.report([
      event('sent up', COUNTY, 'ACCEPTED', '2026-04-01T10:00:00'),
      away('sent up', 'FORWARDED', '2026-05-13T10:00:00'),
      event('refused', COUNTY, 'SUBMITTED', '2026-04-07T10:00:00'),
      away('refused', 'RETURNED', '2026-04-07T11:00:00'),
      event('refused with reason', COUNTY, 'SUBMITTED', '2026-04-07T10:00:00'),
      away('refused with reason', 'RETURNED', '2026-04-07T11:00:00', { reason: '不属于本机关职权。' }),
      event('licence late', COUNTY, 'ACCEPTED', '2026-04-07T10:00:00'),
      away('licence late', 'CLOSED', '2026-04-08T10:00:00', { licenceFollows: true }),
    ])
    bench.setNow('2026-05-21T10:00:00+08:00')
    await bench.report([away('licence late', 'LICENCE_ISSUED', '2026-05-21T09:00:00')])
    const input = { region: CITY, from: '2026-04-01', to: '2026-06-01' }
    expect(await run('detectAccountabilityLeads', input)).toMatchObject({ proposed: 3 })
    expect(await run('detectAccountabilityLeads', input)).toMatchObject({ proposed: 0 })
    expect(await run('detectAccountabilityLeads', input, ofUnit('unit'))).toMatchObject({ code: 'FORBIDDEN' })
    const { nodes } = await query<{ nodes: object[] }>(
      `accountabilityLeads(within: "${COUNTY}") { nodes { trigger caseNumber state foundBy } }`,
    )
    const engine = { state: 'PROPOSED', foundBy: 'engine' }
    expect(nodes).toHaveLength(3)
    expect(nodes).toEqual(
      expect.arrayContaining([
        { ...engine, trigger: 'SENT_UP_LATE', caseNumber: 'sent up' },
        { ...engine, trigger: 'REFUSED_WITHOUT_REASON', caseNumber: 'refused' },
        { ...engine, trigger: 'STEP_OVERDUE', caseNumber: 'licence late' },
      ]),
    )
  })
})

describe('the numbers of accountability (6.4-b)', () => {
  const statistics = async (timeBase: string, from: string, to: string, by = 'MONTH') =>
    query<{ rows: object[] }>(
      `accountabilityStatistics(within: "${COUNTY}", from: "${from}", to: "${to}", timeBase: ${timeBase}, by: ${by}) {
        timeBase rows { key issued revoked upheld opened decided admonition none } }`,
    )

  it('differ by the day of acceptance, of issue and of revocation', async () => {
    const NONE = { issued: 0, revoked: 0, upheld: 0, opened: 0, decided: 0, admonition: 0, none: 0 }
    const accepted = await statistics('ACCEPTANCE', '2026-02-01', '2026-04-01')
    expect(accepted).toEqual({
      timeBase: 'ACCEPTANCE',
      rows: [
        { ...NONE, key: '2026-02', issued: 1 },
        { ...NONE, key: '2026-03', issued: 2, revoked: 1, opened: 2, decided: 2, admonition: 1, none: 1 },
      ],
    })
    const issued = await statistics('ISSUE', '2026-04-01', '2026-05-01')
    expect(issued).toMatchObject({ rows: [{ key: '2026-04', issued: 3, revoked: 1, opened: 2, decided: 2 }] })
    expect(await statistics('ISSUE', '2026-02-01', '2026-04-01')).toMatchObject({ rows: [] })
    expect(await statistics('REVOCATION', '2026-05-01', '2026-06-01')).toMatchObject({
      rows: [{ key: '2026-05', issued: 1, revoked: 1, opened: 1, decided: 1, none: 1 }],
    })
    expect(await statistics('ACCEPTANCE', '2026-03-01', '2026-04-01', 'ACT')).toMatchObject({
      rows: [{ key: 'SLOW', issued: 2, opened: 2 }],
    })
    expect(await statistics('ISSUE', '2026-04-01', '2026-05-01', 'ORGANISATION')).toMatchObject({
      rows: [{ key: 'WATER' }],
    })
    expect(await statistics('ISSUE', '2026-04-01', '2026-05-01', 'REGION')).toMatchObject({ rows: [{ key: COUNTY }] })
    await expect(statistics('ISSUE', '2026-04-01', '2026-04-01')).rejects.toThrow('INVALID_INPUT')
  })

  it('name units and persons with several records, without those that came to nothing', async () => {
    const offenders = (least: number, who = somebody('reader')) =>
      query<object[]>(
        `repeatOffenders(within: "${COUNTY}", from: "2026-04-01", to: "2026-06-01", timeBase: ISSUE, least: ${least}) {
          organisation { code } person records slow lastMeasure recordIds }`,
        who,
      )
    expect(await offenders(2)).toEqual([])
    const { id } = await open('three', { staff: 'S1' })
    const both = { records: 2, slow: 2, lastMeasure: 'ADMONITION', recordIds: [id, '1'] }
    const unit = { ...both, organisation: { code: 'WATER' }, person: null }
    expect(await offenders(2)).toEqual([unit, { ...unit, person: '演示人员' }])
    expect(await offenders(2, somebody('reader', CITY, ['core.read', 'efficiency.read']))).toEqual([unit])
    await expect(offenders(0)).rejects.toThrow('INVALID_INPUT')
    const filter = '{ act: SLOW, state: OPEN, from: "2026-02-01", to: "2026-03-01", timeBase: ACCEPTANCE }'
    expect(
      await query(`accountabilityRecords(within: "${COUNTY}", filter: ${filter}) { total nodes { caseNumber } }`),
    ).toEqual({ total: 1, nodes: [{ caseNumber: 'three' }] })
  })
})
