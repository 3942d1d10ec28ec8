import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAccessTokens } from '../../../src/access/third-parties/access-token.ts'
import { AUDIENCE, makeSigningKey, startIssuer, type TestIssuer, type TestKey } from './issuer.ts'

const AT_ONCE = { timeoutMs: 500, refreshMs: 0, cooldownMs: 0, trustedMs: 60_000 }
const PATIENT = { ...AT_ONCE, refreshMs: 60_000, cooldownMs: 60_000 }

let key: TestKey
let issuer: TestIssuer
beforeEach(async () => {
  key = await makeSigningKey('one')
  issuer = await startIssuer(key)
})
afterEach(() => issuer.stop())

function opened(timing = AT_ONCE) {
  const tokens = openAccessTokens({ issuer: issuer.url, audience: AUDIENCE }, timing)
  return async (token: string) => await tokens(token, new Date())
}

test('follows the issuer to a new key, and lets go of the old one', async () => {
  const verify = opened()
  expect(await verify(await issuer.sign())).not.toBeNull()
  const next = await makeSigningKey('two')
  issuer.publish(next)
  expect(await verify(await issuer.sign({}, next))).not.toBeNull()
  expect(await verify(await issuer.sign())).toBeNull()
})

test('does not ask the issuer again for each unknown key', async () => {
  const verify = opened(PATIENT)
  await verify(await issuer.sign())
  const unknown = await makeSigningKey('unknown')
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => await verify(await issuer.sign({}, unknown))),
  )
  expect(new Set(answers)).toEqual(new Set([null]))
  expect(issuer.reads()).toBe(1)
})

test('an issuer that does not answer is unavailable, not a bad token', async () => {
  const verify = opened()
  const token = await issuer.sign()
  issuer.fallSilent(true)
  await expect(verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  issuer.fallSilent(false)
  expect(await verify(token)).not.toBeNull()
})

test('known keys go on serving while the issuer does not answer', async () => {
  const verify = opened()
  await verify(await issuer.sign())
  issuer.fallSilent(true)
  expect(await verify(await issuer.sign())).not.toBeNull()
  const next = await makeSigningKey('two')
  await expect(verify(await issuer.sign({}, next))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(await verify(await issuer.sign())).not.toBeNull()
})

test('keys that were not confirmed for long are not believed any more', async () => {
  const verify = opened({ ...AT_ONCE, trustedMs: 0 })
  await verify(await issuer.sign())
  issuer.fallSilent(true)
  await expect(verify(await issuer.sign())).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})

test('metadata that speaks for another issuer is not believed', async () => {
  const tokens = openAccessTokens({ issuer: `${issuer.url}/`, audience: AUDIENCE }, AT_ONCE)
  const token = await issuer.sign({ iss: `${issuer.url}/` })
  await expect(tokens(token, new Date())).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
