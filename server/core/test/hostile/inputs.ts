import type { ErrorCode } from '../../src/graphql/messages.ts'

/** A question with the code of its answer, or with the data it is answered. */
export type Input = {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly code?: ErrorCode
  readonly data?: unknown
}

const HALLS = 'query ($within: RegionCode!) { halls(within: $within) { total } }'
const halls = (within: unknown, code: ErrorCode): Input => ({ query: HALLS, variables: { within }, code })

const ROLLUP = `query ($from: Date!, $to: Date!) {
  rollup(region: "430102", indicator: "on-time-rate", from: $from, to: $to) { total { noData } }
}`
const during = (from: unknown, to: unknown, code: ErrorCode): Input => ({
  query: ROLLUP,
  variables: { from, to },
  code,
})

const CASES = 'query ($filter: CaseFilter) { cases(within: "430102", filter: $filter) { total } }'
const noCases = (filter: object): Input => ({ query: CASES, variables: { filter }, data: { cases: { total: 0 } } })
const finds = (query: string, text: string, field: string): Input => ({
  query,
  variables: { text },
  data: { [field]: [] },
})
const SEARCH = 'query ($text: String!) { search(text: $text) { __typename } }'
const REGIONS = 'query ($text: String!) { searchRegions(text: $text) { code } }'

const page = (after: unknown): Input => ({
  query: 'query ($after: String) { cases(within: "430102", after: $after) { total } }',
  variables: { after },
  code: 'INVALID_INPUT',
})
const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const noCase = (id: string): Input => ({
  query: 'query ($id: ID!) { case(id: $id) { id } }',
  variables: { id },
  data: { case: null },
})

/** Inputs that are well-formed GraphQL and that mean harm or nothing, asked by a system of 430102. */
export const INPUTS: Readonly<Record<string, Input>> = {
  'a region code with a letter': halls('43010x', 'INVALID_INPUT'),
  'an empty region code': halls('', 'INVALID_INPUT'),
  'a region code of 13 digits': halls('4301020000001', 'INVALID_INPUT'),
  'a region code in wide digits': halls('４３０１０２', 'INVALID_INPUT'),
  'a region code that is a fraction': halls(430_102.5, 'INVALID_INPUT'),
  'a region code that is a list': halls(['430102'], 'INVALID_INPUT'),
  'an unknown region': halls('439999', 'NOT_FOUND'),
  'a region of another province': halls('110000', 'NOT_FOUND'),
  'a foreign region': halls('430103', 'NOT_FOUND'),
  'a region above the own': halls('4301', 'NOT_FOUND'),
  'a foreign region of former times': halls('430221', 'NOT_FOUND'),
  'a region that is looked up and not there': {
    query: '{ region(code: "439999") { name } }',
    data: { region: null },
  },
  'a day that does not exist': during('2026-02-30', '2026-03-01', 'INVALID_INPUT'),
  'a day in words': during('yesterday', 'today', 'INVALID_INPUT'),
  'a day that is a number': during(20_260_101, 20_260_201, 'INVALID_INPUT'),
  'a day before 1900': during('1899-12-31', '2026-01-01', 'INVALID_INPUT'),
  'a day after 2100': during('2026-01-01', '2101-01-01', 'INVALID_INPUT'),
  'an indicator that is not there': {
    query: '{ rollup(region: "430102", indicator: "__proto__", from: "2026-01-01", to: "2026-02-01") { total { n } } }',
    code: 'UNKNOWN_INDICATOR',
  },
  'the wildcard % in a search': finds(SEARCH, '%', 'search'),
  'the wildcard _ in a search': finds(SEARCH, '____', 'search'),
  'a backslash in a search': finds(SEARCH, '\\', 'search'),
  'wildcards in a search of regions': finds(REGIONS, '%_', 'searchRegions'),
  'wildcards in a search of matters': {
    query: '{ matters(text: "%") { total } }',
    data: { matters: { total: 0 } },
  },
  'the wildcard % in a filter': noCases({ text: '%' }),
  'the wildcard _ in a filter': noCases({ text: 'N_1' }),
  'a backslash in a filter': noCases({ text: 'N-1\\' }),
  'SQL in a filter': noCases({ source: "' or 1=1 --" }),
  'an id that is no id in a filter': noCases({ hall: 'x' }),
  'an id beyond all integers in a filter': noCases({ hall: '99999999999999999999' }),
  'a cursor that is none': page('x'),
  'a cursor of other parts': page(cursor(['a', 'b', 'c', 'd', 'e', 'f'])),
  'a cursor of the right parts and wrong kinds': page(cursor([{}, []])),
  'a page of less than nothing': {
    query: '{ cases(within: "430102", first: -1) { total } }',
    code: 'INVALID_INPUT',
  },
  'a page of 201': { query: '{ cases(within: "430102", first: 201) { total } }', code: 'TOO_MANY_ITEMS' },
  'an id that is no id': noCase('x'),
  'an empty id': noCase(''),
  'an id with a path': noCase('../../etc/passwd'),
  'an id of 10,000 characters': noCase('A'.repeat(10_000)),
  'an id that is a key of objects': noCase('__proto__'),
}
