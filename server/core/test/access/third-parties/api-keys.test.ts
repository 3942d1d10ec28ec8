import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey, listApiKeys, revokeApiKey } from '../../../src/access/third-parties/api-keys.ts'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.ts'
import { startApi, type RunningApi } from '../../graphql/running-api.ts'
import { CHANGSHA, makeKey } from '../fixtures.ts'

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

const RANGE = { query: '{ range }' }
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const codeOf = async (key: string) => {
  const body = (await (await api.post(RANGE, bearer(key))).json()) as { errors?: { extensions: { code: string } }[] }
  return body.errors?.[0]?.extensions.code ?? 'OK'
}

test('answers to a key in its range, without the header of the console', async () => {
  const { key, apiKey } = await makeKey(base.database)
  expect(key).toMatch(/^zk_[a-z0-9]{8}_[\w-]{43}$/u)
  expect(await codeOf(key)).toBe('OK')
  const [listed] = await listApiKeys(base.database)
  expect(listed).toMatchObject({ id: apiKey.id, lastUsedAt: expect.any(Date) })
  expect(JSON.stringify(listed)).not.toContain(key.slice(12))
})

test('keeps no key: the database has its digest only', async () => {
  const { key } = await makeKey(base.database)
  const rows = await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx.selectFrom('core.apiKey').selectAll().execute(),
  )
  expect(JSON.stringify(rows)).not.toContain(key.slice(12))
})

test.each<[string, (key: string) => string]>([
  ['another secret', (key) => `${key.slice(0, -4)}AAAA`],
  ['no secret', (key) => key.slice(0, 12)],
  ['nonsense', () => 'zk_'],
  ['a very long text', () => `zk_${'x'.repeat(5_000)}`],
])('takes %s for nobody', async (_name, spoil) => {
  const { key } = await makeKey(base.database)
  expect(await codeOf(spoil(key))).toBe('UNAUTHENTICATED')
})

test('refuses what the key was not given', async () => {
  const { key } = await makeKey(base.database, ['core.report'])
  expect(await codeOf(key)).toBe('FORBIDDEN')
})

test('an expired key is nobody', async () => {
  const { key, apiKey } = await makeKey(base.database, ['core.read'], new Date(Date.now() + 60_000))
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .updateTable('core.apiKey')
      .set({ expiresAt: new Date(0) })
      .where('id', '=', apiKey.id)
      .execute(),
  )
  expect(await codeOf(key)).toBe('UNAUTHENTICATED')
})

test('a key cannot be made expired, nameless, or revoked from outside of its range', async () => {
  const wrong = { name: ' ', region: CHANGSHA, permissions: [] }
  await expect(createApiKey(base.database, wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const late = { ...wrong, name: 'late', expiresAt: new Date(0) }
  await expect(createApiKey(base.database, late)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const { key, apiKey } = await makeKey(base.database)
  expect(
    await revokeApiKey(base.database, { id: apiKey.id }, { lo: CHANGSHA.lo + 16, hi: CHANGSHA.hi }),
  ).toBeUndefined()
  expect(await codeOf(key)).toBe('OK')
})

test('revoking a key closes its sockets with 4403 and ends its SSE streams, and leaves those of others', async () => {
  const [gone, stays] = [await makeKey(base.database), await makeKey(base.database)]
  const ticks = { query: 'subscription { guarded }' }
  const socket = await api.socket()
  await socket.init({ authorization: `Bearer ${gone.key}` })
  await socket.ask('g', ticks)
  const other = await api.socket()
  await other.init({ authorization: `Bearer ${stays.key}` })
  await other.ask('g', ticks)
  const stream = await api.post(ticks, { ...bearer(gone.key), accept: 'text/event-stream' })
  const read = stream.text().catch(() => 'cut')

  const from = Date.now()
  await revokeApiKey(base.database, { prefix: gone.apiKey.prefix })
  expect(await socket.closed).toBe(4403)
  expect(await read).toContain('"code":"UNAUTHENTICATED"')
  expect(Date.now() - from).toBeLessThan(1_500)
  expect(other.socket.readyState).toBe(other.socket.OPEN)
  expect(await codeOf(gone.key)).toBe('UNAUTHENTICATED')

  const again = await api.socket()
  again.send({ type: 'connection_init', payload: { authorization: `Bearer ${gone.key}` } })
  expect(await again.closed).toBe(4403)
  other.socket.close()
})

test('a subscription that is not allowed is an error on the operation', async () => {
  const socket = await api.socket()
  await socket.init()
  const { payload } = await socket.ask('g', { query: 'subscription { guarded }' })
  expect(JSON.stringify(payload)).toContain('UNAUTHENTICATED')
  socket.socket.close()
})
