import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAdministrator } from '../../../src/access/accounts.ts'
import { openSignInKit, PASSWORD, type SignInKit } from './sign-in-kit.ts'

let kit: SignInKit
let now = Date.UTC(2026, 2, 2, 1)
const later = (ms: number) => {
  now += ms
  kit.base.setNow(new Date(now))
}
beforeAll(async () => {
  kit = await openSignInKit({ secondFactor: 'administrators' })
  later(0)
})
afterAll(() => kit.end())

const change = (cookie: string, current: string, next: string, headers = kit.page(cookie)) =>
  kit.post('/auth/password', { current, next }, headers)
const NEXT = 'quiet river of stones'

test('opens nothing with a one-time password but its change', async () => {
  const first = await ensureAdministrator(kit.base.database, { region: kit.region('43') }, kit.base.clock.now)
  const password = first?.madeUp ?? ''
  const { cookie } = await kit.signIn('admin', password)
  expect(
    await kit.ask(cookie, '{ viewer { mustChangePassword permissions scopes { id } } platform { name } }'),
  ).toEqual({
    viewer: { mustChangePassword: true, permissions: [], scopes: [] },
    platform: { name: 'Zhikong' },
  })
  for (const query of [
    '{ roles { role } }',
    '{ mySessions { id } }',
    '{ people { total } }',
    '{ channels { code } }',
  ]) {
    await expect(kit.ask(cookie, query)).rejects.toThrow('PASSWORD_CHANGE_REQUIRED')
  }
  await expect(kit.ask(cookie, 'mutation { beginSecondFactor { __typename } }')).rejects.toThrow('PASSWORD_CHANGE')

  expect((await change(cookie, 'wrong', NEXT)).code).toBe('SIGN_IN_FAILED')
  expect((await change(cookie, password, password)).code).toBe('INVALID_INPUT')
  expect((await change(cookie, password, 'too short')).code).toBe('INVALID_INPUT')
  expect((await change(cookie, password, 'admin admin admin')).code).toBe('INVALID_INPUT')
  expect((await change(cookie, password, NEXT, { cookie } as never)).status).toBe(403)
  const changed = await change(cookie, password, NEXT)
  expect(changed.status).toBe(204)
  await expect(kit.ask(cookie, '{ mySessions { id } }')).rejects.toThrow('UNAUTHENTICATED')

  // This administrator has no second factor yet and must have one here.
  await expect(kit.ask(changed.cookie, '{ people { total } }')).rejects.toThrow('SECOND_FACTOR_REQUIRED')
  expect(
    await kit.ask(changed.cookie, '{ viewer { mustChangePassword mustSetUpSecondFactor } mySessions { current } }'),
  ).toEqual({ viewer: { mustChangePassword: false, mustSetUpSecondFactor: true }, mySessions: [{ current: true }] })
  const begin = 'mutation { beginSecondFactor { ... on BeginSecondFactorPayload { secret } } }'
  const { beginSecondFactor } = await kit.ask<{ beginSecondFactor: { secret: string } }>(changed.cookie, begin)
  const code = new TOTP({ secret: beginSecondFactor.secret }).generate({ timestamp: now })
  await kit.ask(changed.cookie, `mutation { confirmSecondFactor(input: { code: "${code}" }) { __typename } }`)
  await expect
    .poll(() => kit.ask(changed.cookie, '{ people { total } }').catch(String))
    .toEqual({ people: { total: 1 } })

  expect((await kit.signIn('admin', password)).code).toBe('SIGN_IN_FAILED')
  const written = await kit.audited('core.person.password-changed')
  expect(written).toMatchObject([{ actorName: 'admin', actorKind: 'account' }])
  expect(JSON.stringify(written)).not.toContain(NEXT)
})

test('ends a one-time password after 72 hours', async () => {
  await kit.person('late')
  await kit.base.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .updateTable('core.account')
      .set({ mustChange: true, passwordEndsAt: new Date(now + 72 * 3_600_000) })
      .where('username', '=', 'late')
      .execute(),
  )
  expect((await kit.signIn('late')).status).toBe(204)
  later(72 * 3_600_000)
  expect((await kit.signIn('late')).code).toBe('SIGN_IN_FAILED')
})

test('ends every other session when a password is changed', async () => {
  await kit.person('changer')
  const [one, other] = [await kit.signIn('changer'), await kit.signIn('changer')]
  const { status, cookie } = await change(one.cookie, PASSWORD, NEXT)
  expect(status).toBe(204)
  for (const gone of [one, other]) {
    await expect.poll(() => kit.ask(gone.cookie, '{ mySessions { id } }').catch(String)).toContain('UNAUTHENTICATED')
  }
  expect(await kit.ask(cookie, '{ mySessions { via current } }')).toEqual({
    mySessions: [{ via: 'PASSWORD', current: true }],
  })
})

test('counts a wrong password before the change, and no new one that will not do', async () => {
  await kit.person('picky')
  const { cookie } = await kit.signIn('picky')
  for (let n = 0; n < 6; n += 1) expect((await change(cookie, PASSWORD, 'too short')).code).toBe('INVALID_INPUT')
  for (let n = 0; n < 5; n += 1) expect((await change(cookie, 'wrong', NEXT)).code).toBe('SIGN_IN_FAILED')
  expect((await change(cookie, PASSWORD, NEXT)).code).toBe('SIGN_IN_FAILED')
  const refused = (await kit.audited('core.person.sign-in-refused')).filter(({ actorName }) => actorName === 'picky')
  expect(refused).toHaveLength(5)
})

test('lets no page of another origin sign somebody in', async () => {
  await kit.person('lured')
  const headers = { origin: 'https://elsewhere.example' }
  expect(await kit.signIn('lured', PASSWORD, undefined, headers)).toMatchObject({ status: 403, cookie: '' })
})

test('gives a new token at each sign-in and ends the one that the browser had', async () => {
  await kit.person('again')
  const first = await kit.signIn('again')
  const second = await kit.signIn('again', PASSWORD, undefined, { cookie: first.cookie })
  expect(second.cookie).not.toBe(first.cookie)
  expect(await kit.ask(second.cookie, '{ mySessions { current } }')).toEqual({ mySessions: [{ current: true }] })
  await expect.poll(() => kit.ask(first.cookie, '{ mySessions { id } }').catch(String)).toContain('UNAUTHENTICATED')
})
