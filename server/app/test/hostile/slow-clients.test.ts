import { createHealth, LIMITS } from '@zhikong/core'
import { createTestDatabase, type TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApi, type RunningApi } from '../../../core/test/graphql/running-api.ts'
import { serve, type Serving } from '../../src/serve.ts'
import { sendSlowly, type Ended } from './slow-client.ts'

/** How late a busy machine, and the server's own look at its connections, may make the end. */
const LATE_MS = 3_000

let base: TestDatabase
beforeAll(async () => {
  base = await createTestDatabase()
})
afterAll(() => base.close())

const JSON_BODY = 'Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"query":"'
const CHUNKED = 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n{"query":"'
const post = (path: string, rest: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\n${rest}`

type Patience = { readonly headersMs: number; readonly requestMs: number }
type Running = { readonly api: RunningApi; readonly serving: Serving; readonly end: () => Promise<void> }

/** The server as the process has it, with this patience. */
async function serveWith({ headersMs, requestMs }: Patience): Promise<Running> {
  const api = await startApi(base.database, { timeoutMs: requestMs })
  const serving = await serve({ port: 0, host: '127.0.0.1' }, createHealth(), { headersMs, requestMs })
  serving.open(api.api, () => false)
  const end = async () => {
    await serving.close()
    await api.stop()
  }
  return { api, serving, end }
}

/** Asks on new connections until it is stopped; how long the slowest answer took. */
function askMeanwhile(url: string): () => Promise<number> {
  let isOver = false
  const asking = (async () => {
    let slowest = 0
    while (!isOver) {
      const from = performance.now()
      const headers = { 'content-type': 'application/json', connection: 'close' }
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ echo }"}' })
      expect(response.status).toBe(200)
      await response.arrayBuffer()
      slowest = Math.max(slowest, performance.now() - from)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return slowest
  })()
  return () => {
    isOver = true
    return asking
  }
}

function expectEnded({ answer, answeredMs, isFreed }: Ended, afterMs: number): void {
  expect(answer).toMatch(/^HTTP\/1\.1 408 /u)
  expect(answer).toMatch(/^connection: close\r$/imu)
  expect(answeredMs).toBeGreaterThan(afterMs - 100)
  expect(answeredMs).toBeLessThan(afterMs + LATE_MS)
  expect(isFreed).toBe(true)
}

function expectTypedEnd(ended: Ended, afterMs: number): void {
  expectEnded(ended, afterMs)
  expect(ended.answer).toContain('"code":"LIMIT_EXCEEDED"')
  expect(ended.answer).toContain(`${afterMs / 1_000} 秒`)
}

describe('with a short patience', () => {
  const patience = { headersMs: 1_500, requestMs: 500 }
  const slowness = { everyMs: 50, patienceMs: 15_000 }
  let running: Running
  beforeAll(async () => {
    running = await serveWith(patience)
  })
  afterAll(() => running.end())

  test.each([
    ['of a told length', JSON_BODY],
    ['in chunks', CHUNKED],
    ['of a told length, for a stream', `Accept: text/event-stream\r\n${JSON_BODY}`],
  ])(
    'a hundred bodies %s that come byte by byte are ended with a code, and others are answered meanwhile',
    async (_how, rest) => {
      const { url } = running.serving
      const stop = askMeanwhile(url)
      const slow = Array.from({ length: 100 }, () => sendSlowly(url, post('/graphql', rest), slowness))
      for (const ended of await Promise.all(slow)) expectTypedEnd(ended, patience.requestMs)
      expect(await stop()).toBeLessThan(LATE_MS)
      expect(running.api.logged).toEqual([])
    },
  )

  test('headers that come byte by byte are ended, and others are answered meanwhile', async () => {
    const { url } = running.serving
    const stop = askMeanwhile(url)
    const slow = Array.from({ length: 100 }, () => sendSlowly(url, post('/graphql', 'X-Slow: '), slowness))
    for (const ended of await Promise.all(slow)) expectEnded(ended, patience.headersMs)
    expect(await stop()).toBeLessThan(LATE_MS)
  })
})

/** Minutes of waiting: at night only. */
const describeAtNight = process.env['ZHIKONG_NIGHT'] === '1' ? describe : () => undefined
describeAtNight('with the patience of the platform', () => {
  const slowness = { everyMs: 500, patienceMs: 40_000 }
  let running: Running
  beforeAll(async () => {
    running = await serveWith(LIMITS)
  })
  afterAll(() => running.end())

  test.concurrent.each(['/graphql', '/auth/sign-in'])('a body at %s is ended after 15 s', async (path) => {
    expectTypedEnd(await sendSlowly(running.serving.url, post(path, JSON_BODY), slowness), 15_000)
  })

  test.concurrent('headers are ended after 10 s', async () => {
    expectEnded(await sendSlowly(running.serving.url, post('/graphql', 'X-Slow: '), slowness), 10_000)
  })

  test.concurrent('a body that nobody reads is answered at once and ended after 20 s', async () => {
    const { answer, isFreed } = await sendSlowly(running.serving.url, post('/nowhere', JSON_BODY), slowness)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /u)
    expect(isFreed).toBe(true)
  })
})
