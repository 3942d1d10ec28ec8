import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageSize } from '../../src/graphql/connections.ts'
import { LIMITS } from '../../src/graphql/limits.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { makeKey } from '../access/fixtures.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { answerOf, expectTold } from './told.ts'
import { expectAlive, TRANSPORTS } from './transports.ts'

let base: TestDatabase
let api: RunningApi
let bearer: Record<string, string>
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database)
  bearer = { authorization: `Bearer ${(await makeKey(base.database)).key}` }
})
afterAll(async () => {
  await api.stop()
  await base.close()
})

const TAKE = 'mutation ($texts: [String!]!) { take(texts: $texts) }'
/** A batch of so many bytes. */
const batch = (query: string, bytes: number) => ({ query, variables: { texts: ['x'.repeat(bytes)] } })

describe('a body of more than a megabyte', () => {
  test('is not read from a cookie that is nobody’s', async () => {
    const headers = { cookie: 'zhikong_session=made-up', 'x-zhikong': '1' }
    const response = await api.post(batch(TAKE, 2_000_000), headers)
    expect(response.status).toBe(413)
  })

  test('is taken when its mutations take batches, from whoever is somebody', async () => {
    expect(await answerOf(await api.post(batch(TAKE, 3_000_000), bearer))).toEqual({ data: { take: 1 } })
    const sse = await api.post(batch(TAKE, 3_000_000), { ...bearer, accept: 'text/event-stream' })
    expect(await sse.text()).toContain('"take":1')
  })

  test.each<[string, object, boolean]>([
    ['from nobody', batch(TAKE, 2_000_000), false],
    ['above 4 MiB', batch(TAKE, 4_200_000), true],
    ['of a query', batch('query ($texts: [String!]) { count(texts: $texts) }', 2_000_000), true],
    ['of another mutation', batch('mutation { touch }', 2_000_000), true],
    [
      'with another mutation beside it',
      batch('mutation ($texts: [String!]!) { take(texts: $texts) touch }', 2_000_000),
      true,
    ],
    [
      'whose mutation hides in a fragment',
      batch('mutation ($texts: [String!]!) { ...A } fragment A on Mutation { take(texts: $texts) }', 2_000_000),
      true,
    ],
    ['that is no GraphQL', batch('mutation (', 2_000_000), true],
    ['in the document', { query: `mutation { take(texts: ["${'x'.repeat(2_000_000)}"]) }` }, true],
  ])('is refused %s', async (_what, body, signed) => {
    const response = await api.post(body, signed ? bearer : {})
    expect(response.status).toBe(413)
    expectTold((await answerOf(response)).errors, 'LIMIT_EXCEEDED')
    await expectAlive(api)
  })
})

test('a statement of a reader has five seconds', async () => {
  const { rows } = await base.database.withScope({ mode: 'reader', lo: 0, hi: 1 }, (trx) =>
    sql<{ statementTimeout: string }>`show statement_timeout`.execute(trx),
  )
  expect(rows).toEqual([{ statementTimeout: `${LIMITS.statementMs / 1_000}s` }])
})

test('those who leave before they are answered leave no stream behind', async () => {
  const leaving = async () => {
    const stop = new AbortController()
    const asked = fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: '{"query":"subscription { ticks }"}',
      signal: stop.signal,
    })
    setTimeout(() => stop.abort(), Math.random() * 20)
    await asked.catch(() => undefined)
  }
  for (let n = 0; n < 4; n += 1) await Promise.all(Array.from({ length: LIMITS.operations / 2 }, leaving))
  const ask = () => api.post({ query: '{ echo }' }, { ...bearer, accept: 'text/event-stream' })
  const answers = await Promise.all(Array.from({ length: LIMITS.operations }, ask))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})

test('a page has at most 200 items', () => {
  expect(pageSize(200)).toBe(200)
  expect(pageSize(null)).toBe(50)
  expect(() => pageSize(201)).toThrow(expect.objectContaining({ code: 'TOO_MANY_ITEMS' }))
  expect(() => pageSize(-1)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
})

test('what is just within the limits is answered', async () => {
  const aliases = `{ ${Array.from({ length: LIMITS.aliases }, (_, n) => `a${n}: echo`).join(' ')} }`
  const deep = `{ node { ${'next { '.repeat(8)} name ${'} '.repeat(8)} } }`
  const texts = Array.from({ length: LIMITS.list }, () => 'x')
  for (const body of [
    { query: aliases },
    { query: deep },
    { query: 'query ($texts: [String!]) { count(texts: $texts) }', variables: { texts } },
    { query: '{ node { list(first: 200) { list(first: 20) { name } } } }' },
  ]) {
    expect((await answerOf(await api.post(body))).errors).toBeUndefined()
  }
})

describe.each(Object.entries(TRANSPORTS))('over %s', (_name, ask) => {
  test('an operation that takes too long is stopped', async () => {
    const hasty = await startApi(base.database, { timeoutMs: 200 })
    try {
      expectTold((await ask(hasty, '{"query":"{ slow }"}')).errors, 'UNAVAILABLE')
      await expectAlive(hasty)
    } finally {
      await hasty.stop()
    }
  })
})

test('one caller has at most 50 streams over SSE, and has them again when they end', async () => {
  const stop = new AbortController()
  const open = () =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: '{"query":"subscription { ticks }"}',
      signal: stop.signal,
    })
  const responses = await Promise.all(Array.from({ length: LIMITS.operations }, open))
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
  const more = await open()
  expect(more.status).toBe(429)
  expectTold((await answerOf(more)).errors, 'LIMIT_EXCEEDED')
  stop.abort()
  await expect
    .poll(async () => (await api.post({ query: '{ echo }' }, { ...bearer, accept: 'text/event-stream' })).status)
    .toBe(200)
})
