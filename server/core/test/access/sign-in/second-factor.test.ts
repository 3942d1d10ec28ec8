import type { Transaction } from 'kysely'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CoreTables } from '../../../src/database/tables.ts'
import { tooManyCodes } from '../../../src/access/sign-in/tries.ts'
import { openSignInKit, PASSWORD, type SignInKit } from './sign-in-kit.ts'

let kit: SignInKit
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 1) + seconds * 1000)
let second = 0
/** Some time passes, so that the app shows another code. */
const later = (seconds = 90) => {
  second += seconds
  kit.base.setNow(at(second))
}
beforeAll(async () => {
  kit = await openSignInKit()
  kit.base.setNow(at(0))
})
afterAll(() => kit.end())

const BEGIN = 'mutation { beginSecondFactor { ... on BeginSecondFactorPayload { secret uri } ... on Error { code } } }'
const CONFIRM = `mutation ($code: String!) { confirmSecondFactor(input: { code: $code }) {
  ... on ConfirmSecondFactorPayload { recoveryCodes } ... on Error { code path } } }`
const REMOVE = `mutation ($code: String!) { removeSecondFactor(input: { code: $code }) {
  ... on RemoveSecondFactorPayload { viewer { secondFactor } } ... on Error { code } } }`
type Begun = { beginSecondFactor: { secret: string; uri: string } }
type Confirmed = { confirmSecondFactor: { recoveryCodes: string[] } }

const codeNow = (secret: string) => new TOTP({ secret }).generate({ timestamp: at(second).getTime() })

/** A person with a second factor. */
async function enrolled(username: string) {
  await kit.person(username)
  const { cookie } = await kit.signIn(username)
  const { secret } = (await kit.ask<Begun>(cookie, BEGIN)).beginSecondFactor
  const { recoveryCodes } = (await kit.ask<Confirmed>(cookie, CONFIRM, { code: codeNow(secret) })).confirmSecondFactor
  later()
  return { cookie, secret, recoveryCodes }
}

test('asks for nothing before a first code has confirmed it', async () => {
  await kit.person('begins')
  const { cookie } = await kit.signIn('begins')
  await kit.ask(cookie, BEGIN)
  expect((await kit.signIn('begins')).status).toBe(204)
  expect(await kit.ask(cookie, CONFIRM, { code: '000000' })).toEqual({
    confirmSecondFactor: { code: 'INVALID_INPUT', path: ['input', 'code'] },
  })
  expect((await kit.signIn('begins')).status).toBe(204)
})

test('asks for the code once it is confirmed, and takes each once', async () => {
  const { secret, recoveryCodes } = await enrolled('guarded')
  expect(recoveryCodes).toHaveLength(10)
  expect(await kit.signIn('guarded')).toMatchObject({ status: 401, code: 'SECOND_FACTOR_REQUIRED', cookie: '' })
  expect(await kit.signIn('guarded', 'wrong password', codeNow(secret))).toMatchObject({ code: 'SIGN_IN_FAILED' })
  const code = codeNow(secret)
  const { status, cookie } = await kit.signIn('guarded', PASSWORD, `${code.slice(0, 3)} ${code.slice(3)}`)
  expect(status).toBe(204)
  expect(await kit.ask(cookie, '{ viewer { secondFactor } }')).toEqual({ viewer: { secondFactor: true } })
  expect(await kit.signIn('guarded', PASSWORD, code)).toMatchObject({ status: 401, code: 'SECOND_FACTOR_REQUIRED' })
  const [set] = await kit.audited('core.person.second-factor-set')
  expect(set).toMatchObject({ actorName: 'guarded', outcome: 'DONE' })
})

test('takes a code once also when it comes twice at the same time', async () => {
  const { secret } = await enrolled('hurried')
  const code = codeNow(secret)
  const both = await Promise.all([kit.signIn('hurried', PASSWORD, code), kit.signIn('hurried', PASSWORD, code)])
  expect(both.map(({ status }) => status).sort()).toEqual([204, 401])
})

test('takes a recovery code in place of the phone, each once', async () => {
  const { recoveryCodes } = await enrolled('lost')
  const [first = '', another = ''] = recoveryCodes
  expect((await kit.signIn('lost', PASSWORD, first)).status).toBe(204)
  expect((await kit.signIn('lost', PASSWORD, first)).code).toBe('SECOND_FACTOR_REQUIRED')
  expect((await kit.signIn('lost', PASSWORD, another.toUpperCase())).status).toBe(204)
})

test('counts wrong codes as tries, and no more than twenty a day', async () => {
  const { secret } = await enrolled('guessed')
  for (let round = 0; round < 4; round += 1) {
    for (let n = 0; n < 5; n += 1) {
      expect((await kit.signIn('guessed', PASSWORD, '000000')).code).toBe('SECOND_FACTOR_REQUIRED')
    }
    expect((await kit.signIn('guessed', PASSWORD, codeNow(secret))).code).toBe('SIGN_IN_FAILED')
    later(16 * 60)
  }
  expect((await kit.signIn('guessed', PASSWORD, codeNow(secret))).code).toBe('SIGN_IN_FAILED')
  later(24 * 3600)
  expect((await kit.signIn('guessed', PASSWORD, codeNow(secret))).status).toBe(204)
})

test('is set up within ten minutes of signing in only', async () => {
  await kit.person('left-open')
  const { cookie } = await kit.signIn('left-open')
  later(10 * 60)
  const { secret } = (await kit.ask<Begun>(cookie, BEGIN)).beginSecondFactor
  later(1)
  expect(await kit.ask(cookie, CONFIRM, { code: codeNow(secret) })).toEqual({
    confirmSecondFactor: { code: 'FORBIDDEN', path: null },
  })
  expect(await kit.ask(cookie, BEGIN)).toEqual({ beginSecondFactor: { code: 'FORBIDDEN' } })
  const again = await kit.signIn('left-open')
  expect(await kit.ask(again.cookie, BEGIN)).toMatchObject({ beginSecondFactor: { secret: expect.any(String) } })
})

test('is taken away against a code only', async () => {
  const { secret } = await enrolled('removing')
  const { cookie } = await kit.signIn('removing', PASSWORD, codeNow(secret))
  later()
  expect(await kit.ask(cookie, REMOVE, { code: '123456' })).toEqual({ removeSecondFactor: { code: 'INVALID_INPUT' } })
  expect(await kit.ask(cookie, BEGIN)).toEqual({ beginSecondFactor: { code: 'CONFLICT' } })
  expect(await kit.ask(cookie, REMOVE, { code: codeNow(secret) })).toEqual({
    removeSecondFactor: { viewer: { secondFactor: false } },
  })
  expect((await kit.signIn('removing')).status).toBe(204)
})

test('is written down at the home of the person, whatever the working scope, and wrong codes with it', async () => {
  const { id } = await kit.person('far-reaching')
  const { id: regionId, lo, hi } = kit.region('43')
  await kit.base.database.withScope({ mode: 'administration' }, (trx) =>
    trx.updateTable('core.roleGrant').set({ regionId, lo, hi }).where('accountId', '=', id).execute(),
  )
  const { cookie } = await kit.signIn('far-reaching')
  const { secret } = (await kit.ask<Begun>(cookie, BEGIN)).beginSecondFactor
  await kit.ask(cookie, CONFIRM, { code: codeNow(secret) })
  later()
  await kit.ask(cookie, REMOVE, { code: '123456' })
  await kit.ask(cookie, REMOVE, { code: codeNow(secret) })
  const about = async (action: string) => (await kit.audited(action)).filter(({ subjectId }) => subjectId === id)
  const scopeKey = kit.region('4301').lo
  expect(await about('core.person.second-factor-set')).toMatchObject([{ outcome: 'DONE', scopeKey }])
  expect(await about('core.person.second-factor-removed')).toMatchObject([
    { outcome: 'REFUSED', reason: 'wrong code', scopeKey },
    { outcome: 'DONE', reason: null, scopeKey },
  ])
})

test('lets tries at the code wait for one another, so that no burst goes past the twenty of a day', async () => {
  const username = 'burst'
  const address = '203.0.113.9'
  const inTransaction = <T>(work: (trx: Transaction<CoreTables>) => Promise<T>) =>
    kit.base.database.withScope({ mode: 'administration' }, work)
  const row = { username, address, attemptedAt: at(second), kind: 'CODE' }
  await inTransaction((trx) =>
    trx
      .insertInto('core.signInAttempt')
      .values(Array.from({ length: 19 }, () => row))
      .execute(),
  )
  const judged = Promise.withResolvers<void>()
  const first = inTransaction(async (trx) => {
    const tooMany = await tooManyCodes(trx, username, at(second))
    judged.resolve()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await trx.insertInto('core.signInAttempt').values(row).execute()
    return tooMany
  })
  await judged.promise
  const next = inTransaction((trx) => tooManyCodes(trx, username, at(second)))
  expect(await Promise.all([first, next])).toEqual([false, true])
})

test('keeps neither secret nor recovery codes where they can be read', async () => {
  const { secret, recoveryCodes } = await enrolled('sealed')
  const kept = await kit.base.database.withScope({ mode: 'administration' }, async (trx) => [
    (await trx.selectFrom('core.secondFactor').selectAll().execute()).map((row) => row.secret.toString('latin1')),
    await trx.selectFrom('core.recoveryCode').selectAll().execute(),
  ])
  const text = JSON.stringify(kept)
  for (const hidden of [secret, ...recoveryCodes]) expect(text).not.toContain(hidden)
})
