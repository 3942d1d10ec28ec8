import { connect } from 'node:net'
import { createHealth } from '@zhikong/core'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../src/serve.ts'
import type { Serving } from '../src/serve.ts'

let serving: Serving | undefined
afterEach(async () => {
  await serving?.close()
})

/** Sends some bytes and gives what comes back until the connection ends. */
const answerTo = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' }, () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

test('ends a connection whose headers come too slowly, and serves on', async () => {
  serving = await serve({ port: 0, host: '127.0.0.1' }, createHealth(), { headersMs: 300, requestMs: 15_000 })
  const begun = performance.now()
  const slow = await answerTo(serving.url, 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-')
  expect(slow).toMatch(/^HTTP\/1\.1 408 /u)
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(await (await fetch(serving.url)).text()).toBe('Not ready.\n')
})

test.each(['/health/live', '/health/ready', '/nowhere'])(
  'says at %s, too, that nothing in the answer is a page',
  async (path) => {
    serving = await serve({ port: 0, host: '127.0.0.1' }, createHealth())
    const { headers } = await fetch(serving.url + path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  },
)

test.each([
  ['https://zhikong.example', 'max-age=31536000'],
  ['http://zhikong.example', null],
])('reached at %s, tells browsers with every answer how to come back: %s', async (publicUrl, told) => {
  serving = await serve({ port: 0, host: '127.0.0.1', publicUrl: new URL(publicUrl) }, createHealth())
  for (const path of ['/health/live', '/nowhere']) {
    const { headers } = await fetch(serving.url + path)
    expect(headers.get('strict-transport-security')).toBe(told)
  }
})
