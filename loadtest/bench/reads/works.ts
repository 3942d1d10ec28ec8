import type { PeerName, Place, Sample } from './sample.ts'

/** What is asked of an arm. */
export type Asked = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }

/** Something that consoles and third parties read, as it is asked of each arm. */
export type Work = {
  readonly name: 'rollup' | 'list' | 'case' | 'dashboard'
  readonly question: string
  /** Whether it asks for objects within objects: what the goals against Yoga and PostGraphile are about. */
  readonly nested: boolean
  /** Request `n`. */
  readonly asked: (peer: PeerName, sample: Sample, n: number) => object
}

const LISTED = 'externalId state acceptedAt closedAt overdue matter { code name } hall { code name }'
const FIGURE = 'figure { value numerator denominator n }'
const TOTAL = 'value numerator denominator n'
const TIMELINE = 'kind occurredAt receivedAt step note'
const INDICATORS = ['cases-accepted', 'cases-closed', 'cases-closed-late', 'on-time-rate']

const of = <T>(list: readonly T[], n: number): T => {
  const one = list[n % list.length]
  if (one === undefined) throw new Error('The sample is empty.')
  return one
}

const eachOf = (places: readonly Place[], write: (place: Place, at: number) => string): string =>
  places.map(write).join('\n')
const regionsOf = (places: readonly Place[]): Readonly<Record<string, string>> =>
  Object.fromEntries(places.map(({ code }, at) => [`r${at}`, code]))

/** The work of one arm: its document, or for raw SQL the name and parameters of its statement. */
type Written = { readonly ours: Asked; readonly postgraphile: Asked; readonly raw: readonly unknown[] }

const work = (
  name: Work['name'],
  question: string,
  nested: boolean,
  write: (sample: Sample, n: number, peer: PeerName) => Written,
): Work => ({
  name,
  question,
  nested,
  asked: (peer, sample, n) => {
    const { ours, postgraphile, raw } = write(sample, n, peer)
    if (peer === 'raw SQL') return { work: name, parameters: raw }
    return peer === 'postgraphile' ? postgraphile : ours
  },
})

const rollup = work('rollup', 'one indicator of the 14 cities by 12 months', false, ({ cities, from, to }) => ({
  ours: {
    query: `query Trends($from: Date!, $to: Date!, ${eachOf(cities, (_, at) => `$r${at}: RegionCode!`)}) {
${eachOf(cities, (_, at) => `  c${at}: rollup(region: $r${at}, indicator: "on-time-rate", from: $from, to: $to, by: MONTH) { rows { key ${FIGURE} } }`)}
}`,
    variables: { ...regionsOf(cities), from, to },
  },
  postgraphile: {
    query: `query Trends($from: Date!, $to: Date!, ${eachOf(cities, (_, at) => `$r${at}: String!`)}) {
${eachOf(cities, (_, at) => `  c${at}: regionByCode(code: $r${at}) { rows: monthsList(from: $from, to: $to) { key ${TOTAL} } }`)}
}`,
    variables: { ...regionsOf(cities), from, to },
  },
  raw: [cities.map(({ code }) => code), from, to],
}))

const list = work('list', 'a list of 20 cases with hall and matter', true, ({ cities }, n) => {
  const variables = { within: of(cities, n).code, first: 20 }
  return {
    ours: {
      query: `query Cases($within: RegionCode!, $first: Int!) { cases(within: $within, first: $first) { nodes { ${LISTED} } } }`,
      variables,
    },
    postgraphile: {
      query: `query Cases($within: String!, $first: Int!) { cases: regionByCode(code: $within) { nodes: newestList(first: $first) {
        ${LISTED_BY_POSTGRAPHILE} } } }`,
      variables,
    },
    raw: [variables.within, variables.first],
  }
})

const oneCase = work('case', 'a case with hall, matter, region and all its events', true, ({ cases }, n, peer) => {
  const { id, caseId } = of(cases, n * 7)
  return {
    ours: {
      query: `query Case($id: ID!) { case(id: $id) { ${LISTED} region { code name } timeline { ${TIMELINE} } } }`,
      variables: { id: peer === 'own' ? id : caseId },
    },
    postgraphile: {
      query: `query Case($id: UUID!) { case: caseRecordByCaseId(caseId: $id) { ${LISTED_BY_POSTGRAPHILE}
        region: regionByRegionId { code name } timeline: caseEventsByCaseIdList(orderBy: PLACE_ASC) { ${TIMELINE} } } }`,
      variables: { id: caseId },
    },
    raw: [caseId],
  }
})

const dashboard = work('dashboard', 'four figures, a count and 20 overdue cases of a city', true, (sample, n) => {
  const { cities, from, to } = sample
  const variables = { within: of(cities, n).code, indicators: INDICATORS, from, to }
  return {
    ours: {
      query: `query Dashboard($within: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!) {
  rollups(region: $within, indicators: $indicators, from: $from, to: $to) { indicator { code } total { ${TOTAL} } }
  cases(within: $within, filter: { overdue: true }, first: 20) { total nodes { ${LISTED} } }
}`,
      variables,
    },
    postgraphile: {
      query: `query Dashboard($within: String!, $indicators: [String]!, $from: Date!, $to: Date!) { region: regionByCode(code: $within) {
        figures: figuresList(codes: $indicators, from: $from, to: $to) { key ${TOTAL} }
        overdue(first: 20) { totalCount nodes { ${LISTED_BY_POSTGRAPHILE} } } } }`,
      variables,
    },
    raw: [variables.within, INDICATORS, from, to],
  }
})

const LISTED_BY_POSTGRAPHILE = `externalId state acceptedAt closedAt overdue
  matter: matterByMatterId { code name } hall: hallByHallId { code name }`

/** All works. */
export const WORKS: readonly Work[] = [rollup, list, oneCase, dashboard]
