import { afterAll, beforeAll, expect, test } from 'vitest'
import { TRIES } from '../../../src/access/sign-in/tries.ts'
import { trustedProxies } from '../../../src/graphql/client-address.ts'
import { openSignInKit, PASSWORD, type SignInKit } from './sign-in-kit.ts'

let kit: SignInKit
beforeAll(async () => {
  kit = await openSignInKit({ trustedProxies: trustedProxies('127.0.0.1') })
  kit.base.setNow('2026-03-02T01:00:00Z')
})
afterAll(() => kit.end())

const from = (username: string, password: string, address: string) =>
  kit.signIn(username, password, undefined, { 'x-forwarded-for': address })

/** As if somebody had tried so often already, from many addresses. */
const tried = (username: string, times: number, address = (n: number) => `198.51.100.${n}`) =>
  kit.base.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .insertInto('core.signInAttempt')
      .values(
        Array.from({ length: times }, (_, n) => ({
          username,
          address: address(n),
          attemptedAt: new Date('2026-03-02T00:59:00Z'),
        })),
      )
      .execute(),
  )

test('locks five wrong tries from one address, and no other address', async () => {
  await kit.person('clerk')
  for (let n = 0; n < TRIES.perPlace.most; n += 1) await from('clerk', 'wrong password', '203.0.113.1')
  expect((await from('clerk', PASSWORD, '203.0.113.1')).code).toBe('SIGN_IN_FAILED')
  expect((await from('clerk', PASSWORD, '203.0.113.2')).status).toBe(204)
})

test('counts a whole network of IPv6 as one address', async () => {
  await kit.person('six')
  for (let n = 1; n <= TRIES.perPlace.most; n += 1) await from('six', 'wrong password', `2001:db8::${n}`)
  expect((await from('six', PASSWORD, '2001:db8::99')).code).toBe('SIGN_IN_FAILED')
  expect((await from('six', PASSWORD, '2001:db8:1::1')).status).toBe(204)
})

test('stops an address that tries one account after the other', async () => {
  await kit.person('sprayed')
  await tried('somebody', TRIES.perAddress.most, () => '203.0.113.50')
  expect((await from('sprayed', PASSWORD, '203.0.113.50')).code).toBe('SIGN_IN_FAILED')
  expect((await from('sprayed', PASSWORD, '203.0.113.51')).status).toBe(204)
})

test('slows a guess that is spread over many addresses, and lets the person in at the own desk', async () => {
  await kit.person('wanted')
  expect((await from('wanted', PASSWORD, '203.0.113.60')).status).toBe(204)
  await tried('wanted', TRIES.perAccount.most)
  expect((await from('wanted', PASSWORD, '203.0.113.61')).code).toBe('SIGN_IN_FAILED')
  expect((await from('wanted', PASSWORD, '203.0.113.60')).status).toBe(204)
  kit.base.setNow('2026-03-02T01:15:00Z')
  expect((await from('wanted', PASSWORD, '203.0.113.61')).status).toBe(204)
  kit.base.setNow('2026-03-02T01:00:00Z')
})

test('counts tries that come at the same time', async () => {
  await kit.person('rushed')
  await Promise.all(Array.from({ length: 8 }, () => from('rushed', 'wrong password', '203.0.113.70')))
  const refused = (await kit.audited('core.person.sign-in-refused')).filter(({ content }) => content.includes('rushed'))
  expect(refused).toHaveLength(TRIES.perPlace.most)
})

test('keeps no text that can be no user name: it may be a password, or made to mislead who reads the log', async () => {
  await from('My Secret Password!', 'x', '203.0.113.90')
  await from('real\u202ename\nforged line', 'x', '203.0.113.90')
  const refused = (await kit.audited('core.person.sign-in-refused')).slice(-2)
  expect(refused.map(({ content }) => JSON.parse(content).after)).toEqual([{ username: '…' }, { username: '…' }])
})

test('writes down who signed in, who was refused and who left, with what was typed and nothing secret', async () => {
  const { id } = await kit.person('written')
  await from('written', 'a wrong password', '203.0.113.80')
  await from('No.Body', 'a wrong password', '203.0.113.80')
  const { cookie } = await from('written', PASSWORD, '203.0.113.80')
  await kit.post('/auth/sign-out', {}, kit.page(cookie))
  const refused = await kit.audited('core.person.sign-in-refused')
  expect(refused).toContainEqual(
    expect.objectContaining({
      actorKind: 'nobody',
      subjectId: id,
      outcome: 'REFUSED',
      scopeKey: kit.region('4301').lo,
    }),
  )
  const unknown = refused.find(({ content }) => content.includes('no.body'))
  expect(unknown).toMatchObject({ subjectId: null, scopeKey: kit.region('43').lo })
  expect((await kit.audited('core.person.signed-in')).at(-1)).toMatchObject({ actorName: 'written', subjectId: id })
  expect((await kit.audited('core.person.signed-out')).at(-1)).toMatchObject({ actorName: 'written', subjectId: id })
  expect(JSON.stringify(refused)).not.toContain('password')
})

test('counts requests to sign in by their address, the way to the provider too', async () => {
  const rated = await openSignInKit({ rates: { keys: 100, people: 100, nobody: 3 } })
  try {
    const statuses = []
    for (let n = 0; n < 2; n += 1) statuses.push((await rated.signIn('nobody', 'wrong password')).status)
    for (let n = 0; n < 2; n += 1) statuses.push((await fetch(`${rated.api.url}/auth/oidc`)).status)
    expect(statuses).toEqual([401, 401, 404, 429])
  } finally {
    await rated.end()
  }
})
