import { z } from 'zod'
import { isSafeIssuer } from '../sign-in/oidc/settings.ts'

const TIMEOUT_MS = 5_000
const document = z.object({ issuer: z.string(), jwks_uri: z.url() })

/** Where an issuer publishes its metadata: OpenID Connect Discovery 1.0 §4, and RFC 8414 §3. */
function addressesOf(issuer: string): readonly string[] {
  const base = issuer.replace(/\/$/u, '')
  const { origin } = new URL(base)
  return [
    `${base}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${base.slice(origin.length)}`,
  ]
}

async function read(address: string, issuer: string): Promise<URL> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${address} answers ${response.status}.`)
  const { issuer: said, jwks_uri } = document.parse(await response.json())
  if (said !== issuer) throw new Error(`${address} speaks for "${said}", not for "${issuer}".`)
  const found = new URL(jwks_uri)
  if (!isSafeIssuer(found)) throw new Error(`${address} names keys that are not served over HTTPS.`)
  return found
}

/** Asks the issuer where its public keys are. Throws when it does not say, or says it for somebody else. */
export async function discoverKeys(issuer: string): Promise<URL> {
  const errors: unknown[] = []
  for (const address of addressesOf(issuer)) {
    try {
      return await read(address, issuer)
    } catch (error) {
      errors.push(error)
    }
  }
  throw new AggregateError(errors, `The metadata of ${issuer} cannot be read.`)
}
