import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import type { PluginBench } from '../../src/testing/plugin-bench.ts'
import {
  begin,
  callsOf,
  COUNTY,
  EVERYTHING,
  ofUnit,
  openSurveyBench,
  personOf,
  query,
  run,
  somebody,
  TOWNSHIP,
  type Calls,
} from './survey-kit.ts'

let bench: PluginBench
let campaign = ''
let calls: Calls['nodes'] = []

beforeAll(async () => {
  // Of the county's hall six cases, of the township's three; one is of another organisation.
  const cases = Array.from({ length: 9 }, (_, at) => ({
    number: `N${at}`,
    hall: at < 6 ? COUNTY : TOWNSHIP,
    person: at + 1,
    organisation: at === 8 ? 'FORESTRY' : 'WATER',
  }))
  bench = await openSurveyBench(cases)
  campaign = await begin(bench, { survey: 'integrity-visit', sampleSize: 9 }, somebody(bench, 'planner'))
  calls = (await callsOf(bench, campaign, somebody(bench, 'planner'))).nodes
})
afterAll(() => bench.end())

const CANARY = '演示金丝雀'
const answers = (lead: string, words = '') => [
  { question: 'passed-around', value: 'NO' },
  { question: 'favours-asked', value: lead },
  { question: 'words', value: words },
]

/** Everybody of whom the sample speaks, with all permissions there are. */
const accused = (): readonly Principal[] => {
  const bound = ofUnit(bench, 'of the hall', { hall: COUNTY })
  const widely = somebody(bench, 'also elsewhere', { also: bound.grants })
  return [
    bound,
    ofUnit(bench, 'of the organisation', { organisation: 'WATER' }),
    widely,
    somebody(bench, 'of the township', { region: TOWNSHIP }),
  ]
}

/** All that somebody is told of surveys, as one text; refusals by their codes. */
const toldTo = async (who: Principal, region = COUNTY): Promise<string> => {
  const within = `within: "${who.name === 'of the township' ? TOWNSHIP : region}"`
  const fields = [
    `surveyCampaigns(${within}) { total nodes { id state } }`,
    `surveyCampaign(id: "${campaign}") { id state results { answered } }`,
    `surveyCalls(campaign: "${campaign}") { total nodes { hall { code } outcome } }`,
    `returnVisits(${within}) { total nodes { id } }`,
    `integrityLeads(${within}) { total nodes { id } }`,
    `surveyUnitResults(${within}) { total nodes { id response { n count } } }`,
    ...calls.map(({ id }) => `surveyCall(id: "${id}") { hall { code } outcome answers { value } }`),
    `alertList(${within}) { total }`,
  ]
  const told: string[] = []
  for (const field of fields) told.push(await query(bench, field, who).then(JSON.stringify, String))
  return told.join('\n')
}

describe('6.3-l: what people say is hidden from the unit of which they say it', () => {
  it('is not there for them while the campaign runs: neither lists, counts, times nor single records change', async () => {
    const before: string[] = []
    for (const who of accused()) before.push(await toldTo(who))
    const visitor = somebody(bench, 'visitor')
    for (const [at, { id, hall }] of calls.slice(0, 8).entries()) {
      const given = answers(at === 0 ? 'YES' : 'NO', `${CANARY} ${hall.code}`)
      expect(await run(bench, 'recordSurveyAnswers', { id, answers: given }, visitor)).toMatchObject({ id })
    }
    for (const [at, who] of accused().entries()) {
      const told = await toldTo(who)
      // With rights over the whole county beside, one is told of the other units and of nothing of the own.
      if (at !== 2) expect(told).toBe(before[at])
      expect(told).not.toContain(`${CANARY} ${at === 3 ? TOWNSHIP : COUNTY}`)
      if (at === 1) expect(told).not.toContain(CANARY)
    }
    expect(await toldTo(visitor)).toContain(CANARY)
  })

  it('cannot be asked for by them, and is NOT_FOUND as what does not exist', async () => {
    const of = (code: string) => calls.find(({ hall, outcome }) => hall.code === code && outcome === null)?.id ?? ''
    const nowhere = '01890000-0000-7000-8000-00000000dead'
    const tries: readonly [string, object][] = [
      ['recordSurveyAnswers', { answers: answers('NO') }],
      ['recordSurveyContact', { outcome: 'REFUSED' }],
      ['issueSurveyLink', {}],
    ]
    for (const who of accused()) {
      const own = who.name === 'of the township' ? TOWNSHIP : COUNTY
      for (const [name, input] of tries) {
        const asked = await run(bench, name, { ...input, id: of(own) }, who)
        expect(asked).toEqual(await run(bench, name, { ...input, id: nowhere }, who))
        expect(asked).toMatchObject({ code: 'NOT_FOUND' })
      }
      const reveal = { call: of(own), reason: '演示：电话回访' }
      expect(await run(bench, 'revealSurveyContact', reveal, who)).toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('gives a telephone to a visitor with a reason, in the audit log and without the number there', async () => {
    const visitor = somebody(bench, 'visitor')
    const call = calls[8]?.id ?? ''
    const revealed = await run(bench, 'revealSurveyContact', { call, reason: '演示：电话回访' }, visitor)
    expect(revealed['phone']).toMatch(/^1990000\d{4}$/u)
    const entries = await bench.database.withOwner((owner) =>
      sql<{ reason: string; content: string }>`select reason, content from core.audit_entry
        where action = 'surveys.contact.revealed' order by id desc limit 1`.execute(owner),
    )
    expect(entries.rows[0]?.reason).toBe('演示：电话回访')
    expect(JSON.stringify(entries.rows)).not.toContain(personOf(1).phone.slice(0, 7))
  })

  it('sends what speaks of favours to those who refer leads, of whom another than the visitor decides, and to nobody else', async () => {
    const plain = somebody(bench, 'plain', { permissions: EVERYTHING.filter((name) => name !== 'surveys.refer') })
    await expect(query(bench, `integrityLeads(within: "${COUNTY}") { total }`, plain)).rejects.toThrow('FORBIDDEN')
    const first = `surveyCall(id: "${calls[0]?.id}") { answers { question } }`
    const seen = await query<{ answers: { question: string }[] }>(bench, first, plain)
    expect(seen.answers.map(({ question }) => question)).toEqual(['passed-around', 'words'])
    const head = somebody(bench, 'head')
    type Leads = { total: number; nodes: { id: string; state: string }[] }
    const leads = () => query<Leads>(bench, `integrityLeads(within: "${COUNTY}") { total nodes { id state } }`, head)
    const { nodes } = await leads()
    const input = { id: nodes[0]?.id, refer: true, words: '演示：移交纪检监察机构。' }
    const visitor = somebody(bench, 'visitor') // who wrote the answers down
    expect(await run(bench, 'decideIntegrityLead', input, visitor)).toMatchObject({ code: 'CONFLICT' })
    expect(await leads()).toMatchObject({ nodes: [{ state: 'OPEN' }] })
    expect(await run(bench, 'decideIntegrityLead', input, head)).toMatchObject({ id: nodes[0]?.id })
    expect(await run(bench, 'decideIntegrityLead', input, head)).toMatchObject({ code: 'CONFLICT' })
    expect(await leads()).toMatchObject({ total: 1, nodes: [{ state: 'REFERRED' }] })
  })

  it('takes the answers of a link once, of many at a time', async () => {
    const visitor = somebody(bench, 'visitor')
    const { token } = await run(bench, 'issueSurveyLink', { id: calls[8]?.id }, visitor)
    const asked = `publicSurvey(token: "${String(token)}") { state title hall questions { code } }`
    expect(await query(bench, asked, null)).toMatchObject({
      state: 'OPEN',
      title: 'Return visit about how a case was handled',
    })
    expect(await query(bench, 'publicSurvey(token: "nowhere") { state }', null)).toBeNull()
    const given = { token, answers: answers('NO') }
    const all = await Promise.all(Array.from({ length: 12 }, () => run(bench, 'answerSurvey', given, null)))
    expect(all.filter(({ __typename }) => __typename === 'AnswerSurveyPayload')).toHaveLength(1)
    expect(all.filter(({ code }) => code === 'CONFLICT')).toHaveLength(11)
    expect(await query(bench, asked, null)).toMatchObject({ state: 'ANSWERED', questions: [] })
    expect(await run(bench, 'answerSurvey', { ...given, token: 'nowhere' }, null)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells a unit its own figures when the campaign has ended, from five answers on', async () => {
    expect(await run(bench, 'endSurveyCampaign', { id: campaign }, somebody(bench, 'planner'))).toMatchObject({
      id: campaign,
    })
    type Units = { nodes: { hall: { code: string } | null; organisation: { code: string } | null; response: object }[] }
    const unitsOf = async (who: Principal, within = COUNTY) =>
      (
        await query<Units>(
          bench,
          `surveyUnitResults(within: "${within}") { nodes { hall { code } organisation { code } response { n count } } }`,
          who,
        )
      ).nodes
    const hall = { hall: { code: COUNTY }, organisation: null, response: { n: 6, count: 6 } }
    expect(await unitsOf(ofUnit(bench, 'of the hall', { hall: COUNTY }))).toEqual([hall])
    expect(await unitsOf(ofUnit(bench, 'of the organisation', { organisation: 'WATER' }))).toMatchObject([
      { hall: null, organisation: { code: 'WATER' }, response: { n: 8, count: 8 } },
    ])
    expect(await unitsOf(ofUnit(bench, 'of another', { organisation: 'FORESTRY' }))).toEqual([])
    expect(await unitsOf(somebody(bench, 'of the township', { region: TOWNSHIP }), TOWNSHIP)).toEqual([])
    for (const [at, who] of accused().entries()) {
      expect(await toldTo(who)).not.toContain(`${CANARY} ${at === 3 ? TOWNSHIP : COUNTY}`)
    }
  })
})
