import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { HOSTILE } from './hostile.ts'
import { startApi, type RunningApi } from './running-api.ts'

type Answer = { readonly data?: unknown; readonly errors?: readonly Told[] }
type Told = { readonly message: string; readonly extensions: { readonly code: string; readonly trace?: string } }

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

async function answerOf(response: Response): Promise<Answer> {
  return (await response.json()) as Answer
}

/** Nothing of the inside, and only what a reader can read. */
function expectTold(errors: readonly Told[] | undefined, code: string): void {
  expect(errors?.map((error) => error.extensions.code)).toContain(code)
  for (const { message } of errors ?? []) {
    expect(message.length).toBeLessThan(500)
    expect(message).not.toMatch(/node_modules|\.ts\b|\bselect\b.*\bfrom\b/u)
  }
}

async function expectAlive(): Promise<void> {
  const response = await api.post({ query: '{ echo(text: "on") }' })
  expect(await answerOf(response)).toEqual({ data: { echo: 'on' } })
}

describe('over POST', () => {
  test.each(Object.entries(HOSTILE))('answers %s with a code', async (_name, { body, code }) => {
    const answer = await answerOf(await api.post(body))
    expectTold(answer.errors, code)
    await expectAlive()
  })

  test.each<[string, unknown, number, string]>([
    ['malformed JSON', '{"query":', 400, 'INVALID_INPUT'],
    ['an empty body', '', 400, 'INVALID_INPUT'],
    ['null', 'null', 400, 'INVALID_INPUT'],
    ['a number', '7', 400, 'INVALID_INPUT'],
    ['a query that is a list', { query: [] }, 400, 'INVALID_INPUT'],
    ['no query', {}, 400, 'INVALID_INPUT'],
    ['variables that are a list', { query: '{ echo }', variables: [1] }, 400, 'INVALID_INPUT'],
    ['a name that is a number', { query: '{ echo }', operationName: 7 }, 400, 'INVALID_INPUT'],
    ['a batch', [{ query: '{ echo }' }], 400, 'INVALID_INPUT'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 400, 'INVALID_INPUT'],
    ['10 MB', { query: '{ echo }', variables: { text: 'x'.repeat(10_000_000) } }, 413, 'LIMIT_EXCEEDED'],
    ['a million brackets', '['.repeat(1_000_000), 400, 'INVALID_INPUT'],
  ])('refuses %s with a status and a code', async (_name, body, status, code) => {
    const response = await api.post(body)
    expect(response.status).toBe(status)
    expectTold((await answerOf(response)).errors, code)
    await expectAlive()
  })

  test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x']])(
    'refuses the content type %s, which any page could send',
    async (type) => {
      const response = await api.post('{"query":"{ echo }"}', { 'content-type': type })
      expect(response.status).toBe(415)
      expectTold((await answerOf(response)).errors, 'INVALID_INPUT')
    },
  )

  test('does not take queries by GET', async () => {
    const response = await fetch(`${api.url}/graphql?query={echo}`, { headers: { accept: 'application/json' } })
    expect(response.status).toBe(405)
    expectTold((await answerOf(response)).errors, 'INVALID_INPUT')
  })

  test('answers the usual introspection', async () => {
    const answer = await answerOf(await api.post({ query: getIntrospectionQuery() }))
    expect(answer.errors).toBeUndefined()
  })

  test('says where in the variables the fault is, in the language of the reader', async () => {
    const query = 'query ($at: DateTime) { echo(at: $at) }'
    const body = { query, variables: { at: '2026-02-30T09:00:00+08:00' } }
    const en = await answerOf(await api.post(body, { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' }))
    expect(en.errors?.[0]).toMatchObject({
      message: expect.stringContaining('is not a usable instant'),
      extensions: { code: 'INVALID_INPUT', path: ['at'] },
    })
    const zh = await answerOf(await api.post(body))
    expect(zh.errors?.[0]?.message).toContain('不是可用的时间')
  })

  test('masks what is unexpected and logs it under the number that the client gets', async () => {
    const answer = await answerOf(await api.post({ query: '{ broken missing }' }))
    const [broken, missing] = answer.errors ?? []
    expect(broken?.extensions.code).toBe('INTERNAL')
    expect(JSON.stringify(answer)).not.toMatch(/secret|select|srv/u)
    const trace = broken?.extensions.trace
    expect(broken?.message).toContain(trace)
    expect(api.logged.some((entry) => entry.trace === trace && String(entry.err).includes('secret'))).toBe(true)
    expect(missing?.extensions).toEqual({ code: 'NOT_FOUND', path: ['within'] })
  })

  test('stops an operation that takes too long', async () => {
    const hasty = await startApi(base.database, { timeoutMs: 200 })
    try {
      const response = await hasty.post({ query: '{ slow }' })
      expect(response.status).toBe(503)
      expectTold((await answerOf(response)).errors, 'UNAVAILABLE')
    } finally {
      await hasty.stop()
    }
  })

  test('sets the headers of security on every answer', async () => {
    for (const response of [
      await api.post({ query: '{ echo }' }),
      await api.post('{'),
      await fetch(`${api.url}/graphql`),
    ]) {
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('x-frame-options')).toBe('DENY')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      await response.arrayBuffer()
    }
  })

  test('gives GraphiQL in the demo only, with nothing loaded from outside', async () => {
    const page = { headers: { accept: 'text/html' } }
    expect((await fetch(`${api.url}/graphql`, page)).status).toBe(405)
    const demo = await startApi(base.database, { graphiql: true })
    try {
      const response = await fetch(`${demo.url}/graphql`, page)
      expect(response.status).toBe(200)
      const html = await response.text()
      expect(html).not.toMatch(/<(?:script|link)[^>]+(?:src|href)="https?:/u)
      expect((await fetch(`${demo.url}/graphql?query={echo}`, page)).status).toBe(405)
    } finally {
      await demo.stop()
    }
  })
})

describe('over SSE', () => {
  test.each(Object.entries(HOSTILE))('answers %s with a code', async (_name, { body, code }) => {
    const text = await (await api.post(body, { accept: 'text/event-stream' })).text()
    const answer = text.startsWith('{') ? text : (/^data: (.+)$/mu.exec(text)?.[1] ?? '{}')
    expectTold((JSON.parse(answer) as Answer).errors, code)
    await expectAlive()
  })

  test('masks a failure in the middle of a stream', async () => {
    const response = await api.post({ query: 'subscription { breaking }' }, { accept: 'text/event-stream' })
    const text = await response.text()
    expect(text).toContain('"data":{"breaking":0}')
    expect(text).toContain('"code":"INTERNAL"')
    expect(text).not.toContain('secret')
  })
})

describe('over WebSocket', () => {
  test('answers every hostile document on its operation and keeps the socket', async () => {
    const socket = await api.socket()
    await socket.init()
    let n = 0
    for (const [name, { body, code }] of Object.entries(HOSTILE)) {
      n += 1
      const { payload } = await socket.ask(`${n}`, body)
      const errors = Array.isArray(payload) ? payload : (payload as Answer).errors
      expect(errors?.[0].extensions.code, name).toBe(code)
      expectTold(errors, code)
    }
    expect(await socket.ask('alive', { query: '{ echo(text: "on") }' })).toMatchObject({
      payload: { data: { echo: 'on' } },
    })
    socket.socket.close()
    expect(await socket.closed).toBe(1005)
  })

  test('masks a failure in the middle of a stream and goes on', async () => {
    const socket = await api.socket()
    await socket.init({ language: 'en' })
    socket.send({ id: 'b', type: 'subscribe', payload: { query: 'subscription { breaking }' } })
    const { payload } = await socket.next((message) => JSON.stringify(message).includes('INTERNAL'))
    expect(JSON.stringify(payload)).toContain('Something went wrong')
    expect(JSON.stringify(payload)).not.toContain('secret')
    expect(await socket.ask('alive', { query: '{ broken }' })).toMatchObject({
      payload: { data: { broken: null }, errors: [{ extensions: { code: 'INTERNAL' } }] },
    })
    socket.socket.close()
  })

  test('limits the operations of one socket by an error on the operation', async () => {
    const socket = await api.socket()
    await socket.init()
    for (let n = 0; n < 100; n += 1) {
      socket.send({ id: `t${n}`, type: 'subscribe', payload: { query: 'subscription { ticks }' } })
    }
    const { payload } = await socket.ask('more', { query: 'subscription { ticks }' })
    expect(payload).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }])
    socket.socket.close()
  })

  test('closes with codes of the protocol for what breaks the protocol, never 4500', async () => {
    const broken: readonly [string, number][] = [
      ['{not json', 4400],
      [JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ echo }' } }), 4401],
      [JSON.stringify({ type: 'connection_init', payload: { x: 'y'.repeat(5_000_000) } }), 1009],
    ]
    for (const [message, code] of broken) {
      const socket = await api.socket()
      socket.send(message)
      expect(await socket.closed).toBe(code)
    }
    await expectAlive()
  })

  test('closes with 1012 when the server stops', async () => {
    const stopping = await startApi(base.database)
    const socket = await stopping.socket()
    await socket.init()
    await socket.ask('t', { query: 'subscription { ticks }' })
    const stopped = stopping.stop()
    expect(await socket.closed).toBe(1012)
    await stopped
  })
})
