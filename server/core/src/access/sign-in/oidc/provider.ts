import * as client from 'openid-client'
import { fault } from '../../../graphql/fault.ts'
import type { Departure } from './return-cookie.ts'
import { returnAddress, type OidcSettings } from './settings.ts'

/** What the provider says of somebody, after every check of OpenID Connect has passed. */
export type Identity = {
  readonly issuer: string
  /** The provider's own name for the person, for good. */
  readonly subject: string
  /** The claim that holds the user name here; null when it is missing or not vouched for. */
  readonly username: string | null
}

/** The provider as this platform talks to it. */
export type Provider = {
  /** Where to send the browser. @throws UNAVAILABLE when the provider does not answer */
  readonly departure: (way: Pick<Departure, 'state' | 'nonce' | 'verifier'>) => Promise<URL>
  /**
   * Who came back with this query. @throws UNAVAILABLE when the provider does not answer, IDENTITY_NOT_CONFIRMED for anything
   * that does not fit: state, code, nonce, issuer, audience, signature, expiry.
   */
  readonly identity: (search: string, way: Departure) => Promise<Identity>
}

const TIMEOUT_S = 5
/** A provider that was down is asked again at the next try; one that answered is asked anew after an hour. */
const KNOWN_MS = 60 * 60_000

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const execute = [client.enableNonRepudiationChecks]
  if (issuer.protocol === 'http:') execute.push(client.allowInsecureRequests)
  return await client.discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S })
}

const unavailable = () =>
  fault('UNAVAILABLE', {
    detail: {
      'zh-CN': '统一身份认证没有应答；仍可用本平台的密码登录。',
      en: 'The identity provider does not answer; signing in with a password kept here still works.',
    },
  })

/** The claim of the ID token, or else of UserInfo. An address of e-mail counts only when the provider has verified it. */
async function usernameOf(
  configuration: client.Configuration,
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  { claim }: OidcSettings,
): Promise<string | null> {
  const claims = tokens.claims()
  if (claims === undefined) return null
  const said =
    claims[claim] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : claims
  const name = said[claim]
  if (typeof name !== 'string' || name.trim() === '') return null
  if (claim === 'email' && said['email_verified'] !== true) return null
  return name.trim().toLowerCase()
}

/** Opens the way to the provider; nothing is asked of it before somebody signs in. */
export function openProvider(settings: OidcSettings): Provider {
  let known: { readonly until: number; readonly configuration: Promise<client.Configuration> } | undefined

  async function configured(): Promise<client.Configuration> {
    if (known === undefined || known.until < performance.now()) {
      const asked = { until: performance.now() + KNOWN_MS, configuration: discover(settings) }
      known = asked
      asked.configuration.catch(() => {
        if (known === asked) known = undefined
      })
    }
    return await known.configuration.catch(() => Promise.reject(unavailable()))
  }

  return {
    departure: async ({ state, nonce, verifier }) => {
      const configuration = await configured()
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnAddress(settings).href,
        scope: settings.claim === 'email' ? 'openid profile email' : 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
    },
    identity: async (search, { state, nonce, verifier }) => {
      const configuration = await configured()
      const address = returnAddress(settings)
      address.search = search
      try {
        const tokens = await client.authorizationCodeGrant(configuration, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw fault('IDENTITY_NOT_CONFIRMED')
        const username = await usernameOf(configuration, tokens, settings)
        return { issuer: claims.iss, subject: claims.sub, username }
      } catch (error) {
        throw isNoAnswer(error) ? unavailable() : fault('IDENTITY_NOT_CONFIRMED')
      }
    },
  }
}

/** The network failed, or the provider did; everything else is a refusal. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.status >= 500
  if (error instanceof client.ClientError) {
    const { cause } = error
    return error.code === 'OAUTH_TIMEOUT' || (cause instanceof Response && cause.status >= 500)
  }
  return error instanceof TypeError && error.message === 'fetch failed'
}
