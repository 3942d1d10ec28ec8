import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signedHeaders } from '../../src/notify/webhooks/secrets.ts'

type Guide = {
  readonly isGenuine: (secret: string, headers: Readonly<Record<string, string>>, body: string) => boolean
}

test('the example of the guide takes genuine messages and no others', async () => {
  const page = readFileSync(new URL('../../../../docs/guide/api.md', import.meta.url), 'utf8')
  const [, code = ''] = /```js webhook\n(.*?)```/su.exec(page) ?? []
  const url = `data:text/javascript,${encodeURIComponent(code)}`
  const { isGenuine } = (await import(/* @vite-ignore */ url)) as Guide
  const [one, other] = ['1', '2'].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`)
  if (one === undefined || other === undefined) throw new Error('There are two.')
  const message = { id: 'msg_1', body: '{"matter":"食品经营许可"}', at: new Date() }
  const headers = signedHeaders([other, one], message)
  expect([isGenuine(one, headers, message.body), isGenuine(other, headers, message.body)]).toEqual([true, true])
  expect(isGenuine(one, signedHeaders([other], message), message.body)).toBe(false)
  expect(isGenuine(one, headers, `${message.body} `)).toBe(false)
  expect(isGenuine(one, { ...headers, 'webhook-id': 'msg_2' }, message.body)).toBe(false)
  expect(isGenuine(one, {}, message.body)).toBe(false)
  const old = { ...message, at: new Date(Date.now() - 360_000) }
  expect(isGenuine(one, signedHeaders([one], old), old.body)).toBe(false)
})
