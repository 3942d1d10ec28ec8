import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type House } from './house.ts'
import { INPUTS } from './inputs.ts'
import { answerOf, expectTold, type Answer } from './told.ts'
import { expectAlive, TRANSPORTS } from './transports.ts'

let house: House
let county: Record<string, string>
let province: Record<string, string>
let administrator: ReturnType<House['person']>
beforeAll(async () => {
  house = await openHouse([])
  county = (await house.system('430102')).headers
  province = (await house.system('43')).headers
  administrator = house.person('administrator', '43', ['SYSTEM_ADMINISTRATOR'])
  await administrator
})
afterAll(() => house.end())

const ask = async (query: string, variables: object, headers = province): Promise<Answer> =>
  answerOf(await house.api.post({ query, variables }, { ...headers, 'accept-language': 'en' }))

describe.each(Object.entries(TRANSPORTS))('over %s', (_name, send) => {
  test.each(Object.entries(INPUTS))('%s gets its answer', async (_what, { query, variables, code, data }) => {
    const answer = await send(house.api, JSON.stringify({ query, variables }), county)
    if (code === undefined) expect(answer).toEqual({ data })
    else expectTold(answer.errors, code)
    await expectAlive(house.api)
  })
})

test('what is foreign is told like what is not there, but for the code that was asked', async () => {
  const within = 'query ($within: RegionCode!) { halls(within: $within) { total } }'
  const [foreign, missing] = [
    await ask(within, { within: '430103' }, county),
    await ask(within, { within: '439999' }, county),
  ]
  expect(JSON.stringify(foreign).replaceAll('430103', '439999')).toBe(JSON.stringify(missing))
  const { data } = await ask('{ cases(within: "430103") { nodes { id } } }', {})
  const [{ id }] = (data as { cases: { nodes: readonly [{ id: string }] } }).cases.nodes
  expect(await ask('query ($id: ID!) { case(id: $id) { id } }', { id }, county)).toEqual({ data: { case: null } })
  expect(await ask('query ($id: ID!) { case(id: $id) { id } }', { id })).toEqual({ data: { case: { id } } })
})

test('a region of former times is found under its old code', async () => {
  expect(await ask('{ region(code: "430221") { code } }', {})).toEqual({ data: { region: { code: '430212000000' } } })
})

const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;'

describe('markup is text', () => {
  test('in names of registers: stored and given back as it came, as JSON that no browser takes for a page', async () => {
    const query = `mutation ($input: SaveHallInput!) { saveHall(input: $input) {
      ... on SaveHallPayload { hall { name } } ... on InputError { code message } } }`
    const input = { code: 'MARKUP', name: MARKUP, nameEn: MARKUP, region: '430102' }
    const response = await house.api.post({ query, variables: { input } }, { ...province, accept: 'text/html' })
    expect(response.headers.get('content-type')).toMatch(/^application\/(?:graphql-response\+)?json/u)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answerOf(response)).toEqual({ data: { saveHall: { hall: { name: MARKUP } } } })
    const { data } = await ask('{ halls(within: "430102") { nodes { name nameEn } } }', {})
    expect(JSON.stringify(data)).toContain(JSON.stringify(MARKUP))
  })

  test('in the texts of events, and in the errors that quote them', async () => {
    const query = `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) {
      results { status error { message } caseId } } }`
    const about = { source: MARKUP.slice(0, 60), externalId: MARKUP, hall: 'EAST', matter: 'FOOD' }
    const event = { ...about, eventId: MARKUP, kind: 'ACCEPTED', occurredAt: '2026-03-30T09:00:00+08:00' }
    const input = [
      { ...event, note: MARKUP, step: MARKUP, reason: MARKUP, role: MARKUP },
      { ...event, hall: MARKUP },
    ]
    const { data } = await ask(query, { input })
    const { results } = (data as { reportCaseEvents: { results: readonly { status: string; caseId: string }[] } })
      .reportCaseEvents
    expect(results.map(({ status }) => status)).toEqual(['STORED', 'REJECTED'])
    const stored = await ask('query ($id: ID!) { case(id: $id) { externalId timeline { note step reason } } }', {
      id: results[0]?.caseId,
    })
    expect(stored).toMatchObject({
      data: { case: { externalId: MARKUP, timeline: [{ note: MARKUP, step: MARKUP, reason: MARKUP }] } },
    })
  })
})

/** Mutations of registers with a text to spoil, and where the answer says so. */
const SAVED: Readonly<Record<string, (text: string) => object>> = {
  saveHall: (text) => ({ code: 'BIDI', name: text, region: '430102' }),
  saveOrganisation: (text) => ({ code: 'BIDI', name: text, region: '430102' }),
  saveMatter: (text) => ({ code: 'BIDI', name: text, type: 'LICENCE', kind: 'IMMEDIATE' }),
  saveWindow: (text) => ({ hall: 'EAST', code: 'BIDI', name: text }),
  saveStaff: (text) => ({ hall: 'EAST', code: 'BIDI', name: text }),
  saveRegion: (text) => ({ code: '430102', name: text }),
}
const UNSHOWABLE = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u0007']

const saving = (field: string): string => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`
  return `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ... on InputError { code path } } }`
}

describe.each(Object.entries(SAVED))('%s', (field, inputOf) => {
  const query = saving(field)
  const refused = { data: { [field]: { __typename: 'InputError', code: 'INVALID_INPUT' } } }

  test('refuses a name that would turn the reading direction, or that rings', async () => {
    for (const character of UNSHOWABLE) {
      expect(await ask(query, { input: inputOf(`东${character}西`) })).toMatchObject(refused)
    }
  })
})

/** A code of a region has a form of its own, in which nothing of the kind fits. */
test.each(Object.entries(SAVED).filter(([field]) => field !== 'saveRegion'))(
  '%s refuses such a code',
  async (field, inputOf) => {
    const refused = { data: { [field]: { __typename: 'InputError', code: 'INVALID_INPUT' } } }
    for (const character of UNSHOWABLE) {
      const input = { ...inputOf('东'), code: `A${character}B` }
      expect(await ask(saving(field), { input })).toMatchObject(refused)
    }
  },
)

describe('names of people and systems, and texts of events', () => {
  test.each(UNSHOWABLE)('are refused with %j', async (character) => {
    const name = `东${character}西`
    const { headers } = await administrator
    const person = `mutation ($input: CreatePersonInput!) { createPerson(input: $input) { ... on InputError { code path } } }`
    expect(await ask(person, { input: { username: 'bidi', displayName: name, region: '43' } }, headers)).toMatchObject({
      data: { createPerson: { code: 'INVALID_INPUT' } },
    })
    const key = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on InputError { code path } } }`
    expect(await ask(key, { input: { name, region: '43', permissions: [] } }, headers)).toMatchObject({
      data: { createApiKey: { code: 'INVALID_INPUT' } },
    })
    const report = `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { results { error { code path } } } }`
    const event = { source: 'a', externalId: '1', eventId: '1', kind: 'STEP', occurredAt: '2026-03-30T09:00:00Z' }
    const input = ['source', 'externalId', 'eventId', 'step', 'note'].map((field) => ({ ...event, [field]: name }))
    const { data } = await ask(report, { input })
    const { results } = (data as { reportCaseEvents: { results: readonly { error: { code: string } }[] } })
      .reportCaseEvents
    expect(results.map(({ error }) => error.code)).toEqual(input.map(() => 'INVALID_INPUT'))
  })
})

describe('keys', () => {
  const query = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { results { status } } }'
  const about = { source: 'keys', externalId: '1', hall: 'EAST', matter: 'FOOD' }
  const event = { ...about, eventId: '1', kind: 'ACCEPTED', occurredAt: '2026-03-30T09:00:00+08:00' }

  test.each<[string, readonly object[], readonly string[]]>([
    ['the same event twice', [event, event], ['STORED', 'DUPLICATE']],
    ['the same event again', [event], ['DUPLICATE']],
    ['another event under the same id', [{ ...event, note: 'other' }], ['REJECTED']],
    ['an event without offset', [{ ...event, eventId: '2', occurredAt: '2026-03-30T09:00:00' }], ['REJECTED']],
    ['an event of the future', [{ ...event, eventId: '3', occurredAt: '2099-03-30T09:00:00Z' }], ['REJECTED']],
    ['an ancient event', [{ ...event, eventId: '4', occurredAt: '1901-03-30T09:00:00Z' }], ['REJECTED']],
  ])('%s: each item gets its answer', async (_what, input, statuses) => {
    const { data } = await ask(query, { input })
    const { results } = (data as { reportCaseEvents: { results: readonly { status: string }[] } }).reportCaseEvents
    expect(results.map(({ status }) => status)).toEqual(statuses)
  })

  test('twice in one document, twice in one object', async () => {
    expectTold((await ask('{ halls(within: "43", within: "4301") { total } }', {})).errors, 'INVALID_INPUT')
    const twice = '{"query":"{ platform { name } }","query":"{ nothing }"}'
    expectTold((await answerOf(await house.api.post(twice))).errors, 'INVALID_INPUT')
  })
})
