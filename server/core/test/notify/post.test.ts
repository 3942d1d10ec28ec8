import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../src/notify/webhooks/public-address.ts'
import { nextAttempt } from '../../src/notify/webhooks/backoff.ts'
import { postOnce } from '../../src/notify/webhooks/post.ts'
import { checkTarget, type Reachable } from '../../src/notify/webhooks/target.ts'
import { retryAfter } from '../../src/notify/webhooks/retry-after.ts'
import { openReceiver, refuseWith, type Receiver } from './receiver.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const message = { headers: { 'webhook-id': 'msg_1' }, body: '{}' }
const stopping = new AbortController().signal
const post = (url: string, reachable: Reachable = { loopback: true }, limitMs = 400) =>
  postOnce(url, message, { reachable, stopping, limitMs })

describe('one attempt', () => {
  test('is taken by any answer of 2xx', async () => {
    receiver.answer = refuseWith(202, 'ok')
    expect(await post(receiver.url)).toEqual({ fault: null, status: 202, answer: 'ok' })
  })

  test('keeps at most 500 characters of an answer, none of them control characters', async () => {
    receiver.answer = refuseWith(500, `错\0误\n${'长'.repeat(100_000)}`)
    const { status, answer } = await post(receiver.url)
    expect(status).toBe(500)
    expect(answer).toMatch(/^错 误 长{496}$/u)
  })

  test('follows no redirect, least of all to this machine', async () => {
    const inside = await openReceiver()
    receiver.answer = (_message, response) => void response.writeHead(307, { location: inside.url }).end()
    expect(await post(receiver.url)).toMatchObject({ fault: 'REDIRECT', status: 307 })
    expect(inside.received).toEqual([])
    await inside.close()
  })

  test('ends after its time, whether no answer begins or none ends', async () => {
    receiver.answer = () => undefined
    expect(await post(receiver.url)).toMatchObject({ fault: 'TIMEOUT', status: null })
    receiver.answer = (_message, response) => void response.writeHead(200).write('slowly')
    expect(await post(receiver.url)).toEqual({ fault: 'TIMEOUT', status: 200, answer: 'slowly' })
  })

  test('is not taken when the answer breaks off', async () => {
    receiver.answer = (_message, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('begun', () => response.destroy())
    }
    expect(await post(receiver.url)).toMatchObject({ fault: 'BROKEN_ANSWER', status: 200 })
  })

  test('goes nowhere without TLS that holds', async () => {
    expect(await post(receiver.url.replace('http:', 'https:'))).toMatchObject({ fault: 'TLS' })
    const closed = createServer().listen(0, '127.0.0.1')
    const address = closed.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await new Promise((resolve) => closed.close(resolve))
    expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({ fault: 'CONNECTION' })
  })

  test('connects to no address but the one that was checked, whatever the name becomes', async () => {
    const told = ['93.184.216.34', '127.0.0.1']
    const reachable = { loopback: false, resolve: async () => [told.shift() ?? '127.0.0.1'] }
    const url = 'https://hook.example.cn/in'
    expect(await checkTarget(url, reachable)).toBe(url)
    expect(await post(url, reachable)).toEqual({ fault: 'ADDRESS_REFUSED', status: null, answer: null })
    const mixed = { loopback: false, resolve: async () => ['93.184.216.34', '10.0.0.1'] }
    expect(await post(url, mixed)).toMatchObject({ fault: 'ADDRESS_REFUSED' })
    expect(
      await post(url, { loopback: false, resolve: () => Promise.reject(new Error('no such name')) }),
    ).toMatchObject({
      fault: 'NAME_UNKNOWN',
    })
  })

  test('pins the name to the checked address', async () => {
    const port = new URL(receiver.url).port
    const reachable = { loopback: true, resolve: async () => ['127.0.0.1'] }
    expect(await post(`http://no-such-name.example:${port}/`, reachable)).toMatchObject({ status: 204 })
    expect(receiver.received[0]?.headers.host).toBe(`no-such-name.example:${port}`)
  })
})

test.each([
  'http://hook.example.cn/',
  'ftp://hook.example.cn/',
  'https://user:secret@hook.example.cn/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://localhost/',
  'https://10.1.2.3/',
  'https://172.31.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.100.100.200/latest/meta-data/',
  'https://0.0.0.0/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'no address',
])('%s is refused when it is saved', async (url) => {
  const resolve = async (host: string) => [host === 'localhost' ? '127.0.0.1' : '93.184.216.34']
  await expect(checkTarget(url, { loopback: false, resolve })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('addresses of the public internet are public', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '114.114.114.114', '2606:4700::1111', '240e::1']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true])
  }
  expect(isPublicAddress('hook.example.cn')).toBe(false)
})

test('attempts are ever further apart, by chance between half and whole, for three days', () => {
  const begun = new Date('2026-03-02T00:00:00Z')
  const waits: number[] = []
  let now = begun
  for (
    let next = nextAttempt(begun, now, { chance: 1 });
    next !== null;
    next = nextAttempt(begun, now, { chance: 1 })
  ) {
    waits.push((next.getTime() - now.getTime()) / 1_000)
    now = next
  }
  expect(waits.slice(0, 5)).toEqual([5, 5, 10, 20, 40])
  expect(waits.at(-1)).toBe(6 * 3_600)
  expect((now.getTime() - begun.getTime()) / 86_400_000).toBeGreaterThan(2.7)
  expect(nextAttempt(begun, begun, { chance: 0 })?.getTime()).toBe(begun.getTime() + 2_500)
})

test('a receiver that asks for time gets it, up to six hours, and none by an answer that may not ask', async () => {
  receiver.answer = (_message, response) => void response.writeHead(503, { 'retry-after': '120' }).end()
  expect(await post(receiver.url)).toEqual({ fault: 'STATUS', status: 503, answer: '', pauseMs: 120_000 })
  const [begun, now] = [new Date('2026-03-02T12:00:00Z'), new Date('2026-03-02T12:00:04Z')]
  const wait = (pauseMs: number) => (nextAttempt(begun, now, { pauseMs, chance: 0 })?.getTime() ?? 0) - now.getTime()
  expect([wait(0), wait(120_000), wait(86_400_000)]).toEqual([2_500, 120_000, 21_600_000])
  const written = 'Mon, 02 Mar 2026 12:01:00 GMT'
  expect([
    retryAfter(429, written, begun.getTime()),
    retryAfter(503, 'soon'),
    retryAfter(503, '-5'),
    retryAfter(500, '120'),
    retryAfter(503, undefined),
    retryAfter(503, written, now.getTime() + 86_400_000),
  ]).toEqual([60_000, 0, 0, 0, 0, 0])
})
