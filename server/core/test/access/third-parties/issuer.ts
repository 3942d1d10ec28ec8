import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'

export const AUDIENCE = 'https://zhikong.test'

/** A key of the issuer, as it signs and as it is published. */
export type TestKey = { readonly alg: string; readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK }

export async function makeSigningKey(kid: string, alg = 'ES256'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

/** What a token says beside the usual; undefined leaves a claim out. */
export type Said = Record<string, unknown>

/** An authorisation server on a free port: metadata, public keys, and tokens signed with what it is given. */
export async function startIssuer(first: TestKey) {
  let published: readonly TestKey[] = [first]
  let reads = 0
  let silent = false
  const server = createServer((request, response) => {
    if (silent) return void response.destroy()
    const path = request.url ?? ''
    if (path === '/keys') reads += 1
    const body =
      path === '/keys'
        ? { keys: published.map(({ jwk }) => jwk) }
        : path === '/.well-known/oauth-authorization-server'
          ? { issuer: url, jwks_uri: `${url}/keys` }
          : undefined
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? {}))
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const url = `http://127.0.0.1:${port}`

  async function sign(said: Said = {}, key: TestKey = first, header: Said = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: url, aud: AUDIENCE, client_id: 'permit-desk', iat: now, exp: now + 300, ...said }
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
      .sign(key.privateKey)
  }

  return {
    url,
    sign,
    publish: (...keys: readonly TestKey[]) => {
      published = keys
    },
    reads: () => reads,
    fallSilent: (now: boolean) => {
      silent = now
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>
