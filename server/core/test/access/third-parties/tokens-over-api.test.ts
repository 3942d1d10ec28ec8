import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccessTokens } from '../../../src/access/third-parties/access-token.ts'
import { listClients, revokeClient, saveClient } from '../../../src/access/third-parties/clients.ts'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.ts'
import { startApi, type RunningApi } from '../../graphql/running-api.ts'
import { CHANGSHA } from '../fixtures.ts'
import { AUDIENCE, makeSigningKey, startIssuer, type TestIssuer } from './issuer.ts'

let base: TestDatabase
let issuer: TestIssuer
let api: RunningApi
beforeAll(async () => {
  base = await createTestDatabase()
  issuer = await startIssuer(await makeSigningKey('one'))
  api = await startApi(base.database, {
    accessTokens: openAccessTokens({ issuer: issuer.url, audience: AUDIENCE }),
  })
})
afterAll(async () => {
  await api.stop()
  await issuer.stop()
  await base.close()
})

const RANGE = { query: '{ range }' }
const TICKS = { query: 'subscription { guarded }' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'accept-language': 'en' })
const register = (clientId: string, permissions = ['core.read'], expiresAt?: Date) =>
  saveClient(base.database, { clientId, name: clientId, region: CHANGSHA, permissions, expiresAt })

async function codeOf(token: string) {
  const body = (await (await api.post(RANGE, bearer(token))).json()) as { errors?: { extensions: { code: string } }[] }
  return body.errors?.[0]?.extensions.code ?? 'OK'
}

test('answers a registered client in its region, and notes that it came', async () => {
  await register('comes')
  const answer = await api.post(RANGE, bearer(await issuer.sign({ client_id: 'comes' })))
  expect(await answer.json()).toEqual({ data: { range: `${CHANGSHA.lo}-${CHANGSHA.hi}` } })
  expect((await listClients(base.database)).find(({ clientId }) => clientId === 'comes')).toMatchObject({
    lastUsedAt: expect.any(Date),
  })
})

test('a good token of an unknown, ended or revoked client is refused', async () => {
  const { id } = await register('revoked')
  const token = await issuer.sign({ client_id: 'revoked' })
  expect(await codeOf(token)).toBe('OK')
  await revokeClient(base.database, id)
  await register('ended', ['core.read'], new Date(Date.now() + 60))
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const tokens = [token, await issuer.sign({ client_id: 'ended' }), await issuer.sign({ client_id: 'unknown' })]
  expect(await Promise.all(tokens.map(codeOf))).toEqual(tokens.map(() => 'UNAUTHENTICATED'))
  await register('revoked')
  expect(await codeOf(await issuer.sign({ client_id: 'revoked', jti: 'again' }))).toBe('OK')
})

test('the scope of a token narrows what its client may do and adds nothing', async () => {
  await register('narrowed', ['core.read', 'core.report'])
  const scope = async (text: string) => await codeOf(await issuer.sign({ client_id: 'narrowed', scope: text }))
  expect(await scope('openid core.read')).toBe('OK')
  expect(await scope('core.report')).toBe('FORBIDDEN')
  expect(await scope('')).toBe('FORBIDDEN')
  await register('reports', ['core.report'])
  expect(await codeOf(await issuer.sign({ client_id: 'reports', scope: 'core.read' }))).toBe('FORBIDDEN')
})

test.each<[string, string]>([
  ['a token that is none', 'a.b.c'],
  ['a token that is too long', `${'a'.repeat(9_000)}.b.c`],
  ['a key that is none', 'zk_nonsense'],
  ['nothing', ''],
])('refuses %s with 401 and a challenge, also where anybody may ask', async (_name, secret) => {
  const answer = await api.post({ query: '{ count }' }, bearer(secret))
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="zhikong", error="invalid_token"')
  const message = expect.stringContaining('not good')
  expect(await answer.json()).toEqual({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] })
})

test('the cookie of a session that has ended is nobody, not a refusal', async () => {
  const headers = { cookie: 'zhikong_session=ended', 'x-zhikong': '1' }
  expect(await (await api.post({ query: '{ count }' }, headers)).json()).toEqual({ data: { count: 0 } })
})

test('an authorisation server that is silent makes tokens unavailable and leaves keys alone', async () => {
  const silent = openAccessTokens({ issuer: 'http://127.0.0.1:9', audience: AUDIENCE })
  const other = await startApi(base.database, { accessTokens: silent, rates: { keys: 9, people: 9, nobody: 9 } })
  const answer = await other.post(RANGE, bearer(await issuer.sign({ client_id: 'comes' })))
  expect(answer.status).toBe(503)
  expect(answer.headers.get('ratelimit')).toMatch(/^"nobody";r=8;/u)
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
  expect((await other.post({ query: '{ count }' })).status).toBe(200)
  const socket = await other.socket()
  socket.send({ type: 'connection_init', payload: bearer(await issuer.sign()) })
  expect(await socket.closed).toBe(1013)
  await other.stop()
})

test('a platform without an authorisation server takes no token', async () => {
  const other = await startApi(base.database)
  expect((await other.post(RANGE, bearer(await issuer.sign({ client_id: 'comes' })))).status).toBe(401)
  await other.stop()
})

test('a token that ends closes its socket with 4403 and its SSE stream at that moment', async () => {
  await register('streams')
  const exp = Math.ceil(Date.now() / 1000) + 1
  const token = await issuer.sign({ client_id: 'streams', exp })
  const socket = await api.socket()
  await socket.init({ authorization: `Bearer ${token}` })
  await socket.ask('g', TICKS)
  const stream = await api.post(TICKS, { ...bearer(token), accept: 'text/event-stream' })
  const read = stream.text().then((text) => ({ text, at: Date.now() }))
  expect(await socket.closed).toBe(4403)
  const closed = Date.now()
  const { text, at } = await read
  expect(text).toContain('"code":"UNAUTHENTICATED"')
  for (const moment of [closed, at]) {
    expect(moment).toBeGreaterThanOrEqual(exp * 1000 - 20)
    expect(moment).toBeLessThan(exp * 1000 + 300)
  }
  expect(await codeOf(token)).toBe('UNAUTHENTICATED')
})

test('revoking a client closes its sockets with 4403', async () => {
  const { id } = await register('watched')
  const socket = await api.socket()
  await socket.init({ authorization: `Bearer ${await issuer.sign({ client_id: 'watched' })}` })
  await socket.ask('g', TICKS)
  const from = Date.now()
  await revokeClient(base.database, id)
  expect(await socket.closed).toBe(4403)
  expect(Date.now() - from).toBeLessThan(2_000)
})

test.each(['Bearer a.b.c', 'a.b.c', 7, ''])('refuses a socket that comes with %j', async (authorization) => {
  const socket = await api.socket()
  socket.send({ type: 'connection_init', payload: { authorization } })
  expect(await socket.closed).toBe(4403)
})
