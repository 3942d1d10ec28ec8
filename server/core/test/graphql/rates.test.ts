import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScopedDatabase } from '../../src/access/administration.ts'
import { createRates } from '../../src/graphql/rates.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { makeKey } from '../access/fixtures.ts'
import { startApi, type RunningApi } from './running-api.ts'

const RATES = { keys: 4, people: 3, nobody: 2 }

let base: TestDatabase
let api: RunningApi
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database, { rates: RATES })
})
afterAll(async () => {
  await api.stop()
  await base.close()
})

const OPEN = { query: '{ count }' }
const bearer = (key: string) => ({ authorization: `Bearer ${key}`, 'accept-language': 'en' })
const told = ({ headers }: Response) =>
  ['ratelimit-policy', 'ratelimit', 'retry-after'].map((name) => headers.get(name)?.replace(/t=\d+/u, 't=…') ?? null)

test('tells each answer where its sender stands, and refuses what is too much with 429', async () => {
  const { key } = await makeKey(base.database)
  expect(told(await api.post(OPEN, bearer(key)))).toEqual(['"keys";q=4;w=60', '"keys";r=3;t=…', null])
  expect(told(await api.post('no json', bearer(key)))).toEqual(['"keys";q=4;w=60', '"keys";r=2;t=…', null])
  await api.post(OPEN, bearer(key))
  await api.post(OPEN, bearer(key))
  const fifth = await api.post(OPEN, bearer(key))
  expect(fifth.status).toBe(429)
  expect(told(fifth).slice(0, 2)).toEqual(['"keys";q=4;w=60', '"keys";r=0;t=…'])
  const wait = Number(fifth.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  const message = expect.stringContaining('At most 4 requests a minute')
  expect(await fifth.json()).toEqual({ errors: [{ message, extensions: { code: 'LIMIT_EXCEEDED' } }] })
})

test('counts each key for itself, whichever of its secrets comes', async () => {
  const [one, other] = [await makeKey(base.database), await makeKey(base.database)]
  for (let count = 0; count < 5; count += 1) await api.post(OPEN, bearer(one.key))
  expect((await api.post(OPEN, bearer(one.key))).status).toBe(429)
  expect((await api.post(OPEN, bearer(other.key))).status).toBe(200)
})

test('counts operations on a socket together with requests, and answers each that is too much', async () => {
  const { key } = await makeKey(base.database)
  await api.post(OPEN, bearer(key))
  const socket = await api.socket()
  await socket.init({ authorization: bearer(key).authorization })
  for (const id of ['1', '2', '3']) expect((await socket.ask(id, OPEN)).type).toBe('next')
  const { type, payload } = await socket.ask('4', OPEN)
  expect(type).toBe('error')
  expect(payload).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }])
  expect(socket.socket.readyState).toBe(socket.socket.OPEN)
  socket.socket.close()
})

test('counts who is not known by address, and so whoever guesses at keys', async () => {
  expect(told(await api.post(OPEN))).toEqual(['"nobody";q=2;w=60', '"nobody";r=1;t=…', null])
  expect((await api.post(OPEN, bearer('zk_guessed'))).status).toBe(401)
  expect((await api.post(OPEN, bearer('zk_guessed'))).status).toBe(429)
})

/** An API that says how often it asked the database who somebody is. */
async function withLookUps() {
  let lookUps = 0
  const counting: ScopedDatabase = {
    withScope: (scope, work) => {
      if (scope.mode === 'administration') lookUps += 1
      return base.database.withScope(scope, work)
    },
  }
  return { running: await startApi(counting, { rates: RATES }), lookUps: () => lookUps }
}

test('looks nobody up for guesses beyond the share of an address, also when they come all at once', async () => {
  const { running, lookUps } = await withLookUps()
  const guesses = Array.from({ length: 10 }, (_, n) => n)
  const answers = await Promise.all(
    guesses.map((n) =>
      n % 2 === 0
        ? running.post(OPEN, bearer(`zk_guess-${n}`))
        : running.post(OPEN, { cookie: `zhikong_session=guess-${n}`, 'x-zhikong': '1' }),
    ),
  )
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(8)
  expect(lookUps()).toBeLessThanOrEqual(RATES.nobody)
  const socket = await running.socket()
  socket.send({ type: 'connection_init', payload: { authorization: 'Bearer zk_guess' } })
  expect(await socket.closed).toBe(1013)
  expect(lookUps()).toBeLessThanOrEqual(RATES.nobody)
  await running.stop()
})

test('lets in whom it knows from an address that others have used up', async () => {
  const { running } = await withLookUps()
  const [known, stranger] = [await makeKey(base.database), await makeKey(base.database)]
  expect((await running.post(OPEN, bearer(known.key))).status).toBe(200)
  for (const status of [200, 200, 429]) expect((await running.post(OPEN)).status).toBe(status)
  expect((await running.post(OPEN, bearer(stranger.key))).status).toBe(429)
  expect((await running.post(OPEN, bearer(known.key))).status).toBe(200)
  await running.stop()
})

test('lets in a system that begins with more requests at once than nobody may send, at the price of one look-up', async () => {
  const { running, lookUps } = await withLookUps()
  const { key } = await makeKey(base.database)
  const answers = await Promise.all(Array.from({ length: RATES.keys }, () => running.post(OPEN, bearer(key))))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(lookUps()).toBe(1)
  for (const status of [200, 200, 429]) expect((await running.post(OPEN)).status).toBe(status)
  await running.stop()
})

test('counts each of many guesses at once, though they are all the same', async () => {
  const { running, lookUps } = await withLookUps()
  const answers = await Promise.all(Array.from({ length: 10 }, () => running.post(OPEN, bearer('zk_guessed'))))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([401, 401, ...Array.from({ length: 8 }, () => 429)])
  expect(lookUps()).toBeLessThanOrEqual(1)
  await running.stop()
})

test('counts a whole network of IPv6 as one address, since one machine has all of it', async () => {
  const rates = createRates(RATES)
  const exceeded = async (address: string) => (await rates.count(null, address)).exceeded
  expect([await exceeded('2001:db8::1'), await exceeded('2001:db8::2')]).toEqual([false, false])
  expect(await exceeded('2001:db8::3')).toBe(true)
  expect(await exceeded('2001:db8:0:1::1')).toBe(false)
})
