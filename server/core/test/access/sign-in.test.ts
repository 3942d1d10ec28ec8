import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { makeAccount, PASSWORD } from './fixtures.ts'

let base: TestDatabase
let api: RunningApi
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database)
})
afterAll(async () => {
  await api.stop()
  await base.close()
})

const signIn = (username: string, password: string, headers = {}) =>
  api.post({ username, password }, headers, '/auth/sign-in')

async function cookieOf(username: string): Promise<string> {
  const response = await signIn(username, PASSWORD)
  expect(response.status).toBe(204)
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

async function codesOf(response: Response): Promise<unknown[]> {
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  return (body.errors ?? []).map((error) => error.extensions.code)
}

const RANGE = { query: '{ range }' }
const page = (cookie: string) => ({ cookie, 'x-zhikong': '1' })

test('signs in with a cookie that scripts cannot read, and out again', async () => {
  await makeAccount(base.database, 'clerk')
  const response = await signIn('clerk', PASSWORD)
  expect(response.status).toBe(204)
  const setCookie = response.headers.get('set-cookie') ?? ''
  expect(setCookie).toMatch(/^zhikong_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=86400$/u)
  const cookie = setCookie.split(';')[0] ?? ''
  expect(await (await api.post(RANGE, page(cookie))).json()).toEqual({
    data: { range: `${430100000000 * 16}-${430200000000 * 16}` },
  })
  const out = await api.post({}, page(cookie), '/auth/sign-out')
  expect(out.status).toBe(204)
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
  expect(await codesOf(await api.post(RANGE, page(cookie)))).toEqual(['UNAUTHENTICATED'])
})

test('answers a wrong password, an unknown account and a stopped one alike', async () => {
  await makeAccount(base.database, 'stopped')
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx.updateTable('core.account').set({ disabledAt: new Date() }).where('username', '=', 'stopped').execute(),
  )
  await makeAccount(base.database, 'known')
  const answers = await Promise.all([
    signIn('known', 'wrong password').then((response) => response.text()),
    signIn('nobody', 'wrong password').then((response) => response.text()),
    signIn('stopped', PASSWORD).then((response) => response.text()),
  ])
  expect(JSON.parse(answers[0] ?? '')).toMatchObject({ code: 'SIGN_IN_FAILED' })
  expect(new Set(answers).size).toBe(1)
  const en = await signIn('nobody', 'x', { 'accept-language': 'en' })
  expect(en.status).toBe(401)
  expect(await en.json()).toMatchObject({ message: expect.stringContaining('password is wrong') })
})

test('locks an account for an address after five wrong tries, also when they come at once', async () => {
  await makeAccount(base.database, 'locked')
  const tries = await Promise.all(Array.from({ length: 8 }, () => signIn('locked', 'wrong password')))
  expect(tries.map((response) => response.status)).toEqual(Array(8).fill(401))
  expect((await signIn('locked', PASSWORD)).status).toBe(401)
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .updateTable('core.signInAttempt')
      .set({ attemptedAt: new Date(Date.now() - 16 * 60_000) })
      .where('username', '=', 'locked')
      .execute(),
  )
  expect((await signIn('locked', PASSWORD)).status).toBe(204)
})

test('forgets the wrong tries of who gets it right', async () => {
  await makeAccount(base.database, 'clumsy')
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 4; n += 1) expect((await signIn('clumsy', 'wrong password')).status).toBe(401)
    expect((await signIn('clumsy', PASSWORD)).status).toBe(204)
  }
})

test.each<[string, unknown, number]>([
  ['malformed JSON', '{', 400],
  ['no password', { username: 'clerk' }, 400],
  ['a password that is a list', { username: 'clerk', password: [] }, 400],
  ['NUL', { username: 'cl\0erk', password: 'x' }, 400],
  ['a body of 20 kB', { username: 'clerk', password: 'x'.repeat(20_000) }, 413],
])('refuses %s to sign in with a code', async (_name, body, status) => {
  const response = await api.post(body, {}, '/auth/sign-in')
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^(?:INVALID_INPUT|LIMIT_EXCEEDED)$/u) })
})

test('takes no POST that a foreign page could make the browser send', async () => {
  await makeAccount(base.database, 'victim')
  const cookie = await cookieOf('victim')
  const forged = await api.post(RANGE, { cookie })
  expect(forged.status).toBe(403)
  expect(await codesOf(forged)).toEqual(['FORBIDDEN'])
  expect((await api.post({}, { cookie }, '/auth/sign-out')).status).toBe(403)
  expect(await codesOf(await api.post(RANGE, page(cookie)))).toEqual([])
})

test('lets no foreign page open a socket with the cookie', async () => {
  await makeAccount(base.database, 'reader')
  const cookie = await cookieOf('reader')
  await expect(api.socket({ cookie, origin: 'https://elsewhere.example' })).rejects.toThrow('403')
  await expect(api.socket({ cookie, origin: 'null' })).rejects.toThrow('403')
  const own = await api.socket({ cookie, origin: api.url })
  await own.init()
  expect(await own.ask('r', RANGE)).toMatchObject({ payload: { data: { range: expect.any(String) } } })
  own.socket.close()
})

test('ends a session that was idle for eight hours and one that is a day old', async () => {
  await makeAccount(base.database, 'sleeper')
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  for (const change of [{ lastSeenAt: hoursAgo(8.01) }, { expiresAt: hoursAgo(0.01) }]) {
    const cookie = await cookieOf('sleeper')
    await base.database.withScope({ mode: 'administration' }, (trx) =>
      trx.updateTable('core.session').set(change).execute(),
    )
    expect(await codesOf(await api.post(RANGE, page(cookie)))).toEqual(['UNAUTHENTICATED'])
  }
})

test('closes the sockets of a session within a second or so of its end', async () => {
  await makeAccount(base.database, 'watcher')
  const cookie = await cookieOf('watcher')
  const socket = await api.socket({ cookie, origin: api.url })
  await socket.init()
  await socket.ask('g', { query: 'subscription { guarded }' })
  const from = Date.now()
  await api.post({}, page(cookie), '/auth/sign-out')
  expect(await socket.closed).toBe(4403)
  expect(Date.now() - from).toBeLessThan(1_500)
})

test('shows no reader a row of accounts, sessions or keys', async () => {
  const seen = await base.database.withScope({ mode: 'reader', lo: 0, hi: 9_000_000_000_000_000 }, async (trx) => [
    await trx.selectFrom('core.account').select('id').execute(),
    await trx.selectFrom('core.session').select('accountId').execute(),
    await trx.selectFrom('core.apiKey').select('id').execute(),
    await trx.selectFrom('core.signInAttempt').select('id').execute(),
  ])
  expect(seen).toEqual([[], [], [], []])
})
