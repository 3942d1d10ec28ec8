import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { revokeApiKey } from '../../src/access/third-parties/api-keys.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { CHANGSHA, makeKey } from '../access/fixtures.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { expectTold } from './told.ts'
import { expectAlive, TRANSPORTS } from './transports.ts'

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

const RANGE = '{"query":"{ range }"}'

/** Keys that give nobody a right, made from a good one. */
const SPOILT: Readonly<Record<string, (key: string, id: string) => string | Promise<string>>> = {
  'another secret': (key) => `${key.slice(0, -4)}AAAA`,
  'no secret': (key) => key.slice(0, 12),
  'a secret of another case': (key) => key.toUpperCase(),
  'two keys': (key) => `${key} ${key}`,
  'a key of 10,000 characters': (key) => key + 'x'.repeat(10_000),
  'a token that says it needs no signature': () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.',
  'a revoked key': async (key, id) => {
    await revokeApiKey(base.database, { id }, CHANGSHA)
    return key
  },
  'an expired key': async (key, id) => {
    await base.database.withScope({ mode: 'administration' }, (trx) =>
      trx
        .updateTable('core.apiKey')
        .set({ expiresAt: new Date(0) })
        .where('id', '=', id)
        .execute(),
    )
    return key
  },
}

describe.each(Object.entries(SPOILT))('%s', (_what, spoil) => {
  test.each(['POST', 'SSE'])('is nobody over %s', async (name) => {
    const { key, apiKey } = await makeKey(base.database)
    const authorization = `Bearer ${await spoil(key, apiKey.id)}`
    expectTold((await TRANSPORTS[name]?.(api, RANGE, { authorization }))?.errors, 'UNAUTHENTICATED')
    await expectAlive(api)
  })

  test('opens no socket', async () => {
    const { key, apiKey } = await makeKey(base.database)
    const socket = await api.socket()
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await spoil(key, apiKey.id)}` } })
    const first = await Promise.race([socket.closed, socket.next(({ type }) => type === 'connection_ack')])
    if (first !== 4403) expectTold((await socket.ask('1', RANGE)).payload as never, 'UNAUTHENTICATED')
    socket.socket.close()
    await expectAlive(api)
  })
})

test.each([
  'x',
  'a=b; zhikong_session',
  'zhikong_session=',
  `zhikong_session=${'x'.repeat(5_000)}`,
  'zhikong_session=%00',
])('the cookie %j is nobody', async (cookie) => {
  expectTold((await TRANSPORTS['POST']?.(api, RANGE, { cookie, 'x-zhikong': '1' }))?.errors, 'UNAUTHENTICATED')
})

describe('a key that is revoked while a stream runs', () => {
  const stream = { query: 'subscription { guarded }' }

  test('ends the socket with 4403 within two seconds', async () => {
    const { key, apiKey } = await makeKey(base.database)
    const socket = await api.socket()
    await socket.init({ authorization: `Bearer ${key}` })
    await socket.ask('1', stream)
    const begun = performance.now()
    await revokeApiKey(base.database, { id: apiKey.id }, CHANGSHA)
    expect(await socket.closed).toBe(4403)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  test('ends the stream of server-sent events with UNAUTHENTICATED', async () => {
    const { key, apiKey } = await makeKey(base.database)
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
    const response = await api.post(stream, headers)
    const reading = response.text()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await revokeApiKey(base.database, { id: apiKey.id }, CHANGSHA)
    const text = await reading
    expect(text).toContain('"guarded":0')
    expect(text).toContain('"code":"UNAUTHENTICATED"')
    await expectAlive(api)
  })
})
