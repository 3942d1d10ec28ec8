import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { BODIES } from './bodies.ts'
import { HOSTILE } from './documents.ts'
import { answerOf, expectTold } from './told.ts'
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

describe.each(Object.entries(TRANSPORTS))('over %s', (_name, ask) => {
  test.each(Object.entries(HOSTILE))('%s gets its code', async (_what, { json, code }) => {
    const { errors } = await ask(api, json)
    expectTold(errors, code)
    await expectAlive(api)
  })
})

test.each(Object.entries(BODIES))(
  'the body %s gets its status and code',
  async (_what, { body, headers, status, code }) => {
    const response = await api.post(body, headers)
    expect(response.status).toBe(status)
    expectTold((await answerOf(response)).errors, code)
    await expectAlive(api)
  },
)

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
  const response = await fetch(`${api.url}/graphql?query={echo}`, {
    method,
    headers: { origin: 'https://evil.example' },
  })
  expect(response.status).toBe(405)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(response.headers.get('access-control-allow-methods')).toBeNull()
  if (method !== 'HEAD') expectTold((await answerOf(response)).errors, 'INVALID_INPUT')
})

test('sets the headers of security on every answer', async () => {
  for (const response of [
    await api.post({ query: '{ echo }' }),
    await api.post('{'),
    await fetch(`${api.url}/graphql`),
    await fetch(`${api.url}/schema.graphql`),
  ]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    await response.arrayBuffer()
  }
})

describe.each(['/auth/sign-in', '/auth/password', '/auth/sign-out'])('the route %s', (path) => {
  test.each(Object.entries(BODIES))('answers %s with a code', async (_what, { body, headers }) => {
    const response = await api.post(body, headers, path)
    expect(response.status).toBeLessThan(500)
    const text = await response.text()
    if (response.status !== 204) expect(text).toMatch(/"code":"[A-Z_]+"/u)
    expect(text).not.toMatch(/node_modules|\.ts\b/u)
    await expectAlive(api)
  })

  test('is not had by GET, nor from another origin', async () => {
    expect((await fetch(api.url + path)).status).toBeGreaterThanOrEqual(400)
    const evil = { origin: 'https://evil.example', cookie: 'zhikong_session=x', 'x-zhikong': '1' }
    const response = await api.post({ username: 'a', password: 'b', current: 'a', next: 'b' }, evil, path)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
