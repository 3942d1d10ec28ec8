import { jwtVerify, type JWTPayload } from 'jose'
import { Fault } from '../../graphql/fault.ts'
import type { OAuthSettings } from './settings.ts'
import { openSigningKeys, type Timing } from './signing-keys.ts'

/** What a token says that was found to be good. */
export type AccessToken = {
  /** The client's name at the authorisation server. */
  readonly clientId: string
  /** To what its permissions are narrowed; null when the token does not say. */
  readonly scope: ReadonlySet<string> | null
  readonly expiresAt: Date
}

/**
 * Verifies a token; null when it is not good: form, signature, issuer, audience, time.
 * @throws UNAVAILABLE when the authorisation server does not say by which keys to verify
 */
export type AccessTokens = (token: string, now: Date) => Promise<AccessToken | null>

/** Signed by the issuer alone: no secret that is shared, and never `none`. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
/** RFC 9068 §2.1, and what most servers say. An identity token says JWT, too, but has another audience. */
const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt'])
/** The longest that a token may be good, from when it was issued. */
export const LONGEST_LIFE_S = 15 * 60
/** How far the issuer's clock may be ahead. A token's end is its end. */
const CLOCK_TOLERANCE_S = 10

/** Opens the verification of tokens of one authorisation server; it is not asked before the first token comes. */
export function openAccessTokens(settings: OAuthSettings, timing?: Timing): AccessTokens {
  const keys = openSigningKeys(settings, timing)
  return async (token, now) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'iat'],
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: LONGEST_LIFE_S,
        currentDate: now,
      })
      return TYPES.has(protectedHeader.typ?.toLowerCase() ?? '') ? read(payload, now) : null
    } catch (error) {
      if (error instanceof Fault) throw error
      return null
    }
  }
}

function read({ exp = 0, iat = 0, scope, ...names }: JWTPayload, now: Date): AccessToken | null {
  const expiresAt = new Date(exp * 1000)
  if (expiresAt <= now || exp - iat > LONGEST_LIFE_S) return null
  // Never `sub`: for a person's token it is the person, who could have chosen a client's name (RFC 9068 §5).
  const clientId = names['client_id'] ?? names['azp']
  if (typeof clientId !== 'string') return null
  if (scope === undefined) return { clientId, scope: null, expiresAt }
  return typeof scope === 'string' ? { clientId, scope: new Set(scope.split(' ')), expiresAt } : null
}
