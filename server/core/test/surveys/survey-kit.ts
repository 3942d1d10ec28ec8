import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'
import type { HeldGrant, Principal } from '../../src/graphql/context.ts'

export const CITY = '433100000000'
export const COUNTY = '433124000000'
export const TOWNSHIP = '433124102000'

export const EVERYTHING = [
  'core.read',
  'surveys.read',
  'surveys.results',
  'surveys.plan',
  'surveys.visit',
  'surveys.refer',
  'findings.read',
]

/** Closed cases: `number` → the hall, organisation and applicant; nobody is known where there is no person. */
type Closed = {
  readonly number: string
  readonly hall: string
  readonly person?: number
  readonly organisation?: string
}

/** A telephone and name of a made-up applicant. */
export const personOf = (n: number) => ({ name: `演示${n}`, phone: `1990000${String(n).padStart(4, '0')}` })

const eventsOf = ({ number, hall, person, organisation = 'WATER' }: Closed) =>
  (['ACCEPTED', 'CLOSED'] as const).map((kind, at) => ({
    source: 'test',
    externalId: number,
    eventId: kind,
    kind,
    occurredAt: new Date(`2026-03-0${at + 2}T10:00:00+08:00`),
    hall,
    organisation,
    matter: 'M1',
    channel: 'WINDOW',
    ...(person === undefined ? {} : { applicant: personOf(person) }),
  }))

/** A bench with halls of a county and a township of it, and their closed cases. */
export const openSurveyBench = async (cases: readonly Closed[]): Promise<PluginBench> => {
  const bench = await openPluginBench([])
  await bench.save(
    'halls',
    [CITY, COUNTY, TOWNSHIP].map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  await bench.save('organisations', [
    { code: 'WATER', name: '水利局', region: COUNTY },
    { code: 'FORESTRY', name: '林业局', region: COUNTY },
  ])
  await bench.save('matters', [{ code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED' }])
  bench.setNow('2026-03-20T10:00:00+08:00')
  const statuses = await bench.report(cases.flatMap(eventsOf))
  if (statuses.some((status) => status !== 'STORED')) throw new Error(statuses.join())
  return bench
}

/** Somebody in a region, who may do everything unless told; `also` are grants beside. */
export const somebody = (
  bench: PluginBench,
  id: string,
  { region = COUNTY, permissions = EVERYTHING, also = [] as readonly HeldGrant[] } = {},
): Principal => {
  const base = bench.principal(region, ...permissions)
  return { ...base, id, name: id, grants: [...base.grants, ...also] }
}

/** Somebody who is bound to a hall or organisation of a region, with all permissions there are. */
export const ofUnit = (bench: PluginBench, id: string, unit: { hall?: string; organisation?: string }): Principal => {
  const { index } = bench.registers.current()
  const hallId = unit.hall === undefined ? null : (index.hallByCode.get(unit.hall)?.id ?? -1)
  const organisationId =
    unit.organisation === undefined ? null : (index.organisationByCode.get(unit.organisation)?.id ?? -1)
  const base = somebody(bench, id)
  const grants = base.grants.map((grant) => ({ ...grant, hallId, organisationId }))
  return { ...base, hallId, organisationId, grants }
}

export type Answer = { readonly __typename: string; readonly code?: string; readonly path?: string[] } & Record<
  string,
  unknown
>

const PAYLOADS: Readonly<Record<string, string>> = {
  drawSurveySample: 'id sampled frameSize',
  issueSurveyLink: 'token expiresAt',
  answerSurvey: 'thanks',
  revealSurveyContact: 'name phone',
}

/** Runs a mutation and gives its payload or problem. */
export const run = async (bench: PluginBench, name: string, input: object, who: Principal | null): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { ${PAYLOADS[name] ?? 'id'} } ... on InputError { code path } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

/** Asks for a field. @throws Error with the code of its first error */
export const query = async <T>(bench: PluginBench, field: string, who: Principal | null): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}

/** What is planned unless told otherwise. */
export const PLAN = {
  survey: 'four-reductions',
  region: COUNTY,
  from: '2026-03-01',
  to: '2026-04-01',
  sampleSize: 10,
  mode: 'IRREGULAR',
  dueOn: '2026-04-30',
}

export type Calls = {
  readonly total: number
  readonly nodes: readonly {
    readonly id: string
    readonly place: number
    readonly caseId: string
    readonly ineligible: boolean
    readonly outcome: string | null
    readonly phone: string | null
    readonly hall: { readonly code: string }
  }[]
}

/** The calls of a campaign. */
export const callsOf = (bench: PluginBench, id: string, who: Principal) =>
  query<Calls>(
    bench,
    `surveyCalls(campaign: "${id}", first: 200) { total nodes { id place caseId ineligible outcome phone hall { code } } }`,
    who,
  )

/** Plans a campaign and draws its sample. */
export const begin = async (bench: PluginBench, plan: object, who: Principal): Promise<string> => {
  const planned = await run(bench, 'planSurveyCampaign', { ...PLAN, ...plan }, who)
  const id = String(planned['id'])
  const drawn = await run(bench, 'drawSurveySample', { id }, who)
  if (drawn.__typename !== 'DrawSurveySamplePayload') throw new Error(JSON.stringify([planned, drawn]))
  return id
}

/** Answers to the survey of the four reductions; `grade` to each. */
export const fourOf = (grade: string, words = '') => [
  ...['materials', 'time', 'steps', 'trips'].map((question) => ({ question, value: grade })),
  { question: 'words', value: words },
]
