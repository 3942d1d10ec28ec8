import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentIdOf } from '../../src/graphql/document-id.ts'
import { readTrustedDocuments } from '../../src/graphql/trusted-documents.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { makeAccount, makeKey, PASSWORD } from '../access/fixtures.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { answerIn, answerOf, expectTold, type Told } from './told.ts'
import { expectAlive } from './transports.ts'

const DOCUMENT = 'query Echo($text: String) { echo(text: $text) }'
const BROKEN = 'query { nothing }'
const documentId = documentIdOf(DOCUMENT)
const documents = new Map([DOCUMENT, BROKEN].map((text) => [documentIdOf(text), text]))
const variables = { text: 'hello' }
const hello = { data: { echo: 'hello' } }

let base: TestDatabase
let api: RunningApi
let session: Record<string, string>
let key: Record<string, string>
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database, { trustedDocuments: () => documents, sessionsNeedTrustedDocuments: true })
  await makeAccount(base.database, 'clerk')
  const signedIn = await api.post({ username: 'clerk', password: PASSWORD }, {}, '/auth/sign-in')
  const [cookie = ''] = signedIn.headers.get('set-cookie')?.split(';') ?? []
  session = { cookie, 'x-zhikong': '1' }
  key = { authorization: `Bearer ${(await makeKey(base.database)).key}` }
})
afterAll(async () => {
  await api.stop()
  await base.close()
})

test('the id of a document is 32 hexadecimal digits of its SHA-256', () => {
  expect(documentIdOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb924')
  expect(documentId).toMatch(/^[0-9a-f]{32}$/u)
})

describe('a session', () => {
  test('runs a document by its id over POST, SSE and WebSocket', async () => {
    expect(await answerOf(await api.post({ documentId, variables }, session))).toEqual(hello)
    expect(await answerOf(await api.post({ extensions: { documentId }, variables }, session))).toEqual(hello)
    const sse = await api.post({ documentId, variables }, { ...session, accept: 'text/event-stream' })
    expect(answerIn(await sse.text())).toEqual(hello)
    const socket = await api.socket({ cookie: session['cookie'] ?? '' })
    await socket.init()
    const { payload } = await socket.ask('1', { query: '', extensions: { documentId }, variables })
    expect(payload).toEqual(hello)
    socket.socket.close()
  })

  test('is refused what it wrote itself, over each of them', async () => {
    const text = { query: DOCUMENT, variables }
    const posted = await api.post(text, session)
    expect(posted.status).toBe(403)
    expectTold((await answerOf(posted)).errors, 'FORBIDDEN')
    const sse = await api.post(text, { ...session, accept: 'text/event-stream' })
    expectTold(answerIn(await sse.text()).errors, 'FORBIDDEN')
    const socket = await api.socket({ cookie: session['cookie'] ?? '' })
    await socket.init()
    const { payload } = await socket.ask('1', text)
    expectTold(payload as Told[], 'FORBIDDEN')
    socket.socket.close()
  })

  test('needs the header of the console, and a page of its own origin', async () => {
    const { cookie = '' } = session
    expect((await api.post({ documentId, variables }, { cookie })).status).toBe(403)
    for (const origin of ['https://evil.example', 'null']) {
      const response = await api.post({ documentId, variables }, { ...session, origin })
      expect(response.status).toBe(403)
      expectTold((await answerOf(response)).errors, 'FORBIDDEN')
    }
    expect((await api.post({ documentId, variables }, { ...session, origin: api.url })).status).toBe(200)
  })
})

test('a key runs what it writes, and documents by id', async () => {
  expect(await answerOf(await api.post({ query: DOCUMENT, variables }, key))).toEqual(hello)
  expect(await answerOf(await api.post({ documentId, variables }, key))).toEqual(hello)
})

test('a document that is trusted is checked like any other', async () => {
  expectTold((await answerOf(await api.post({ documentId: documentIdOf(BROKEN) }, session))).errors, 'INVALID_INPUT')
})

test.each<[string, unknown]>([
  ['an unknown id', { documentId: '0'.repeat(32) }],
  ['an id that is a key of objects', { documentId: '__proto__' }],
  ['an id that is a number', { documentId: 7 }],
  ['an id and a text', { documentId, query: DOCUMENT }],
])('%s is refused', async (_what, body) => {
  const { errors } = await answerOf(await api.post(body, session))
  expectTold(errors, 'INVALID_INPUT')
  await expectAlive(api)
})

describe('the manifest', () => {
  test('is read', () => expect(readTrustedDocuments(JSON.stringify({ [documentId]: DOCUMENT })).size).toBe(1))

  test.each(['[1]', 'null', '{"x":1}', `{"${documentId}":"query { other }"}`, '{'])('is refused as %s', (json) => {
    expect(() => readTrustedDocuments(json)).toThrow(Error)
  })
})
