import { exportSPKI, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccessTokens, type AccessTokens } from '../../../src/access/third-parties/access-token.ts'
import { AUDIENCE, makeSigningKey, startIssuer, type Said, type TestIssuer, type TestKey } from './issuer.ts'

let key: TestKey
let issuer: TestIssuer
let tokens: AccessTokens
beforeAll(async () => {
  key = await makeSigningKey('one')
  issuer = await startIssuer(key)
  tokens = openAccessTokens({ issuer: issuer.url, audience: AUDIENCE })
})
afterAll(() => issuer.stop())

const seconds = () => Math.floor(Date.now() / 1000)
const verify = async (token: string) => await tokens(token, new Date())
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('takes a token of the issuer whose keys its metadata names', async () => {
  const exp = seconds() + 300
  expect(await verify(await issuer.sign({ exp, scope: 'core.read core.report' }))).toEqual({
    clientId: 'permit-desk',
    scope: new Set(['core.read', 'core.report']),
    expiresAt: new Date(exp * 1000),
  })
})

test('reads the name of the client from azp when there is no client_id', async () => {
  const said = { client_id: undefined, azp: 'desk', sub: 'somebody' }
  expect(await verify(await issuer.sign(said))).toMatchObject({ clientId: 'desk', scope: null })
})

test.each(['RS256', 'PS256', 'EdDSA'])('takes %s', async (alg) => {
  const other = await makeSigningKey('other', alg)
  const its = await startIssuer(other)
  const good = openAccessTokens({ issuer: its.url, audience: AUDIENCE, jwksUri: new URL(`${its.url}/keys`) })
  expect(await good(await its.sign(), new Date())).toMatchObject({ clientId: 'permit-desk' })
  await its.stop()
})

test.each<[string, () => Said]>([
  ['expired', () => ({ iat: seconds() - 400, exp: seconds() - 100 })],
  ['expired a second ago', () => ({ iat: seconds() - 100, exp: seconds() - 1 })],
  ['not yet valid', () => ({ nbf: seconds() + 60 })],
  ['issued in the future', () => ({ iat: seconds() + 60 })],
  ['good for more than fifteen minutes', () => ({ exp: seconds() + 901 })],
  ['good for ever', () => ({ exp: undefined })],
  ['of no known age', () => ({ iat: undefined })],
  ['for another audience', () => ({ aud: 'https://elsewhere.test' })],
  ['for no audience', () => ({ aud: undefined })],
  ['of another issuer', () => ({ iss: 'https://elsewhere.test' })],
  ['of no client', () => ({ client_id: undefined })],
  ['of a person who is called like a client', () => ({ client_id: undefined, sub: 'permit-desk' })],
  ['of a client that is no text', () => ({ client_id: 7 })],
  ['with a scope that is no text', () => ({ scope: ['core.read'] })],
])('refuses a token that is %s', async (_name, said) => {
  expect(await verify(await issuer.sign(said()))).toBeNull()
})

test.each<[string, Said]>([
  ['another type', { typ: 'logout+jwt' }],
  ['no type', { typ: undefined }],
])('refuses a token with %s', async (_name, header) => {
  expect(await verify(await issuer.sign({}, key, header))).toBeNull()
})

test('refuses a token without a signature', async () => {
  const [, claims] = (await issuer.sign()).split('.')
  expect(await verify(`${base64({ alg: 'none', typ: 'at+jwt' })}.${claims}.`)).toBeNull()
})

test('refuses a token signed by HMAC with the public key', async () => {
  const publicKey = await importJWK(key.jwk, 'ES256', { extractable: true })
  if (publicKey instanceof Uint8Array) throw new Error('no public key')
  const secret = new TextEncoder().encode(await exportSPKI(publicKey))
  const claims = { iss: issuer.url, aud: AUDIENCE, client_id: 'permit-desk', iat: seconds(), exp: seconds() + 60 }
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' }).sign(secret)
  expect(await verify(token)).toBeNull()
})

test('refuses a forged signature, changed claims and a key that the token brings along', async () => {
  const forger = await makeSigningKey('one')
  expect(await verify(await issuer.sign({}, forger))).toBeNull()
  expect(await verify(await issuer.sign({}, forger, { jwk: forger.jwk }))).toBeNull()
  const [head, , signature] = (await issuer.sign()).split('.')
  const claims = { iss: issuer.url, aud: AUDIENCE, client_id: 'other', iat: seconds(), exp: seconds() + 60 }
  expect(await verify(`${head}.${base64(claims)}.${signature}`)).toBeNull()
})

test.each(['', '.', '..', 'a.b.c', `${'x'.repeat(5_000)}.y.z`, 'eyJhbGciOiJFUzI1NiJ9.e30.', '\u{1F512}.\0.'])(
  'refuses what is no token: %j',
  async (text) => {
    expect(await verify(text)).toBeNull()
  },
)
