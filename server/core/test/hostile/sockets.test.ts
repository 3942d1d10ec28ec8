import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { LIMITS } from '../../src/graphql/limits.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { makeKey } from '../access/fixtures.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'
import { expectTold, type Told } from './told.ts'
import { expectAlive } from './transports.ts'

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

const INIT = '{"type":"connection_init"}'
const subscribe = (query: string, id = '1') => JSON.stringify({ id, type: 'subscribe', payload: { query } })

/** What breaks the protocol: the messages, and the code that ends the socket. Never 4500, which clients take as fatal. */
const BROKEN: Readonly<Record<string, readonly [messages: readonly (string | Uint8Array)[], code: number]>> = {
  junk: [['{not json'], 4400],
  'an empty message': [[''], 4400],
  'a list': [['[]'], 4400],
  'a type that is none': [['{"type":"constructor"}'], 4400],
  'a batch': [[INIT, JSON.stringify({ id: '1', type: 'subscribe', payload: [{ query: '{ echo }' }] })], 4400],
  'subscribing before init': [[subscribe('{ echo }')], 4401],
  'a double init': [[INIT, INIT], 4429],
  'one id twice': [[INIT, subscribe('subscription { ticks }'), subscribe('subscription { ticks }')], 4409],
  'extensions that are a list': [[INIT, '{"id":"1","type":"subscribe","payload":{"query":"","extensions":[]}}'], 4400],
  'parameters that are a list': [['{"type":"connection_init","payload":[]}'], 4400],
  'a key that is not known': [['{"type":"connection_init","payload":{"authorization":"Bearer zk_nobody"}}'], 4403],
  'bytes in place of text': [[new Uint8Array(Buffer.from(INIT))], 1003],
  'a message of 300 KiB': [[INIT, subscribe(`{ echo } #${'x'.repeat(300 * 1024)}`)], 1009],
  'a message of 30 MB': [[`{"type":"connection_init","payload":"${'x'.repeat(30_000_000)}"}`], 1009],
}

test.each(Object.entries(BROKEN))('%s ends the socket with its code', async (_what, [messages, code]) => {
  const socket = await api.socket()
  for (const message of messages) {
    socket.socket.send(message)
    if (message === INIT && messages.length > 1) await socket.next(({ type }) => type === 'connection_ack')
  }
  expect(await socket.closed).toBe(code)
  await expectAlive(api)
})

test.each<[string, Buffer, number]>([
  ['bytes that are not UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]), 1007],
  ['a frame that is not masked', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
  ['a frame of an unknown kind', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
])('%s end the socket with %s', async (_what, frame, code) => {
  const { hostname, port } = new URL(api.url)
  const socket = connect(Number(port), hostname)
  socket.write(
    'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
  )
  await once(socket, 'data')
  socket.write(frame)
  const [closing] = (await once(socket, 'data')) as [Buffer]
  expect(closing.readUInt16BE(2)).toBe(code)
  socket.destroy()
  await expectAlive(api)
})

test.each([
  ['https://evil.example', 403],
  ['null', 403],
  ['http://127.0.0.1:1', 403],
  ['file://', 403],
])('a page of the origin %s gets no socket, cookie or not', async (origin, status) => {
  for (const headers of [{ origin }, { origin, cookie: 'zhikong_session=abc' }]) {
    const error = await api.socket(headers).catch((refused: unknown) => refused)
    expect(String(error)).toContain(`status ${status}`)
  }
  await expectAlive(api)
})

test('the own page and programs get a socket; other paths and protocols do not', async () => {
  const own = await api.socket({ origin: api.url })
  await own.init()
  own.socket.close()
  await expect(once(new WebSocket(`${api.url.replace('http', 'ws')}/other`), 'open')).rejects.toThrow('404')
  const other = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-ws')
  await expect(once(other, 'open')).rejects.toThrow('no subprotocol')
})

test('a socket has 50 operations, the next is told so and the socket lives', async () => {
  const socket = await api.socket()
  await socket.init()
  for (let n = 0; n < LIMITS.operations; n += 1) socket.send(subscribe('subscription { ticks }', `t${n}`))
  const { payload } = await socket.ask('more', { query: 'subscription { ticks }' })
  expectTold(payload as Told[], 'LIMIT_EXCEEDED')
  socket.send({ id: 't0', type: 'complete' })
  expect(await socket.ask('again', { query: '{ echo(text: "on") }' })).toMatchObject({ type: 'next' })
  socket.socket.close()
})

test('one principal has 10 sockets, whatever its addresses, and a place again when one closes', async () => {
  const { key } = await makeKey(base.database)
  const open = async () => {
    const socket = await api.socket()
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } })
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: LIMITS.sockets }, open))
  await Promise.all(sockets.map((socket) => socket.next(({ type }) => type === 'connection_ack')))
  expect(await (await open()).closed).toBe(1013)
  const [first] = sockets
  first?.socket.close()
  await first?.closed
  const again = await open()
  await again.next(({ type }) => type === 'connection_ack')
  for (const { socket } of [...sockets, again]) socket.close()
})

test('a client that never reads is dropped, and the others are served', async () => {
  const socket = await api.socket()
  await socket.init()
  socket.socket.pause()
  const query = 'query ($text: String) { a: echo(text: $text) b: echo(text: $text) c: echo(text: $text) }'
  const body = JSON.stringify({ query, variables: { text: 'x'.repeat(200_000) } })
  for (let n = 0; n < 60; n += 1) socket.send(`{"id":"${n}","type":"subscribe","payload":${body}}`)
  await expectAlive(api)
  await new Promise((resolve) => setTimeout(resolve, 500))
  socket.socket.resume()
  expect(await socket.closed).toBe(1006)
  await expectAlive(api)
})

test('a storm of 1,000 reconnects leaves the process alive and nothing behind', async () => {
  const once10 = async () => {
    for (let n = 0; n < 100; n += 1) {
      const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
      socket.on('error', () => undefined)
      await once(socket, 'open')
      socket.send(INIT)
      if (n % 3 === 0) await once(socket, 'message')
      if (n % 2 === 0) socket.terminate()
      else socket.close()
    }
  }
  await Promise.all(Array.from({ length: 10 }, once10))
  await expectAlive(api)
  const socket = await api.socket()
  await socket.init()
  expect(await socket.ask('on', { query: '{ echo(text: "on") }' })).toMatchObject({ payload: { data: { echo: 'on' } } })
  socket.socket.close()
})

test('masks a failure in the middle of a stream and goes on', async () => {
  const socket = await api.socket()
  await socket.init({ language: 'en' })
  socket.send(subscribe('subscription { breaking }', 'b'))
  const { payload } = await socket.next((message) => JSON.stringify(message).includes('INTERNAL'))
  expect(JSON.stringify(payload)).toContain('Something went wrong')
  expect(JSON.stringify(payload)).not.toContain('secret')
  expect(await socket.ask('alive', { query: '{ broken }' })).toMatchObject({
    payload: { data: { broken: null }, errors: [{ extensions: { code: 'INTERNAL' } }] },
  })
  socket.socket.close()
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
