import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSignInKit, type SignInKit } from './sign-in-kit.ts'

let kit: SignInKit
beforeAll(async () => {
  kit = await openSignInKit({ publicUrl: new URL('https://console.example') })
  await kit.person('clerk')
})
afterAll(() => kit.end())

test('over https, gives a cookie that no other host and no page without encryption can plant', async () => {
  const response = await kit.api.post({ username: 'clerk', password: 'a good test password' }, {}, '/auth/sign-in')
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Host-zhikong_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=86400; Secure$/u,
    ),
  ])
})

test('over https, takes the session in no other cookie', async () => {
  const { cookie } = await kit.signIn('clerk')
  const plain = cookie.replace('__Host-', '')
  const query = '{ viewer { username } }'
  expect(await kit.ask(cookie, query)).toEqual({ viewer: { username: 'clerk' } })
  expect(await kit.ask(plain, query)).toEqual({ viewer: null })
  const socket = await kit.api.socket({ cookie: plain })
  await socket.init()
  const answer = await socket.ask('1', { query })
  expect(answer.payload).toEqual({ data: { viewer: null } })
  socket.socket.close()
  await kit.post('/auth/sign-out', {}, { cookie: plain })
  expect(await kit.ask(cookie, query)).toEqual({ viewer: { username: 'clerk' } })
})
