import { randomInt, randomUUID } from 'node:crypto'
import { localDate } from '../../../src/clock/local-time.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const COUNTY = '430102000000'
const DAY_MS = 86_400_000

const asked = async (bench: PluginBench, document: string, input: object): Promise<unknown> => {
  const { data, codes } = await bench.ask(document, { input }, everything(bench))
  if (codes.length > 0) throw new Error(codes.join())
  return data
}

const everything = (bench: PluginBench) =>
  bench.principal('43', ...['read', 'plan', 'visit', 'refer'].map((verb) => `surveys.${verb}`))

/** A case that was closed just now, of somebody else than any before. */
async function aClosedCase(bench: PluginBench): Promise<void> {
  const now = (await bench.clock.now()).getTime()
  const externalId = randomUUID()
  const applicant = { name: '某某', phone: `1990000${randomInt(1_000, 9_999)}` }
  const events = (['ACCEPTED', 'CLOSED'] as const).map((kind, at) => ({
    source: 'desk',
    externalId,
    eventId: kind,
    kind,
    hall: 'HALL',
    matter: 'MATTER',
    occurredAt: new Date(now - (2 - at) * 60_000),
    applicant,
  }))
  await bench.report(events)
}

async function planOf(bench: PluginBench, survey: string) {
  const now = await bench.clock.now()
  const on = (days: number) => localDate(new Date(now.getTime() + days * DAY_MS))
  const when = { from: on(-2), to: on(1), dueOn: on(7) }
  return { survey, region: COUNTY, ...when, sampleSize: 50, restDays: 0, mode: 'IRREGULAR' }
}

async function planned(bench: PluginBench, survey = 'integrity-visit'): Promise<string> {
  await aClosedCase(bench)
  const plan = `mutation ($input: PlanSurveyCampaignInput!) { outcome: planSurveyCampaign(input: $input) {
    ... on PlanSurveyCampaignPayload { id } } }`
  return ((await asked(bench, plan, await planOf(bench, survey))) as { outcome: { id: string } }).outcome.id
}

async function drawn(bench: PluginBench): Promise<string> {
  const id = await planned(bench)
  await asked(bench, 'mutation ($input: DrawSurveySampleInput!) { drawSurveySample(input: $input) { __typename } }', {
    id,
  })
  return id
}

async function aCall(bench: PluginBench): Promise<string> {
  const { data } = await bench.ask(
    `query ($id: ID!) { surveyCalls(campaign: $id, filter: OPEN) { nodes { id } } }`,
    { id: await drawn(bench) },
    everything(bench),
  )
  return (data as { surveyCalls: { nodes: { id: string }[] } }).surveyCalls.nodes[0]?.id ?? ''
}

const answers = (unhappy: boolean) =>
  ['passed-around', 'favours-asked'].map((question) => ({ question, value: unhappy ? 'YES' : 'NO' }))

/** The newest of what unhappy answers open. */
async function opened(bench: PluginBench, field: string): Promise<string> {
  const record = `mutation ($input: RecordSurveyAnswersInput!) { recordSurveyAnswers(input: $input) { __typename } }`
  await asked(bench, record, { id: await aCall(bench), answers: answers(true) })
  const list = `{ list: ${field}(within: "${COUNTY}", first: 1) { nodes { id } } }`
  const { data } = await bench.ask(list, {}, everything(bench))
  return (data as { list: { nodes: { id: string }[] } }).list.nodes[0]?.id ?? ''
}

const of =
  (input: (bench: PluginBench) => Promise<object>): Example =>
  async (bench) => ({ as: everything(bench), input: await input(bench) })

/** Examples of the mutations of surveys. */
export const SURVEY_EXAMPLES: Readonly<Record<string, Example>> = {
  planSurveyCampaign: of((bench) => planOf(bench, 'four-reductions')),
  drawSurveySample: of(async (bench) => ({ id: await planned(bench) })),
  endSurveyCampaign: of(async (bench) => ({ id: await drawn(bench) })),
  recordSurveyContact: of(async (bench) => ({ id: await aCall(bench), outcome: 'UNREACHABLE' })),
  recordSurveyAnswers: of(async (bench) => ({ id: await aCall(bench), answers: answers(false) })),
  issueSurveyLink: of(async (bench) => ({ id: await aCall(bench) })),
  revealSurveyContact: of(async (bench) => ({ call: await aCall(bench), reason: '示例：电话回访' })),
  settleReturnVisit: of(async (bench) => ({
    id: await opened(bench, 'returnVisits'),
    outcome: 'CONFIRMED',
    words: '示例：情况属实。',
  })),
  // Another than who opened the lead decides on it.
  decideIntegrityLead: async (bench) => ({
    as: { ...everything(bench), id: 'another' },
    input: { id: await opened(bench, 'integrityLeads'), refer: true, words: '示例：移交。' },
  }),
}
