import { digest } from './tokens.ts'

/** What a caller shows to say who it is. */
export type Credential = {
  /** A cookie of a session, an API key, or an access token of the authorisation server. */
  readonly kind: 'session' | 'key' | 'token'
  readonly secret: string
}

/**
 * A cookie's name. Over https it has the prefix by which browsers take it from this host alone, encrypted: neither a
 * neighbour under the same domain nor a page without encryption can plant one.
 */
export const cookieNamed = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** The name of the session's cookie. */
export const sessionCookie = (secure: boolean): string => cookieNamed('zhikong_session', secure)

const LONGEST = 200
/** Servers of identities put much into their tokens. */
const LONGEST_TOKEN = 8 * 1024

/** The session token in a `Cookie` header, in the cookie that has the name. */
export function sessionTokenIn(cookies: string | undefined, cookieName: string): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.split('=', 2)
    if (name?.trim() === cookieName && value !== undefined) return value.trim().slice(0, LONGEST)
  }
  return undefined
}

/**
 * The key or token in an `Authorization` header or a socket's `authorization` parameter: `Bearer zk_…` or `Bearer eyJ….….…`.
 * Whatever comes as Bearer is a credential, also when it can be none: it is refused, not taken for nobody.
 */
function bearerIn(authorization: unknown): Credential | undefined {
  if (typeof authorization !== 'string') return undefined
  const [scheme = '', ...rest] = authorization.trim().split(/\s+/u)
  if (scheme.toLowerCase() !== 'bearer') return undefined
  const secret = rest.join(' ')
  const kind = secret.includes('.') ? 'token' : 'key'
  return { kind, secret: secret.length > (kind === 'token' ? LONGEST_TOKEN : LONGEST) ? '' : secret }
}

/** The credential of a request: a key or token wins over a cookie, since who sends it means it. */
export function credentialOf(
  authorization: unknown,
  cookies: string | undefined,
  cookieName: string,
): Credential | null {
  const bearer = bearerIn(authorization)
  if (bearer !== undefined) return bearer
  const token = sessionTokenIn(cookies, cookieName)
  return token === undefined ? null : { kind: 'session', secret: token }
}

const names = new WeakMap<Credential, string>()

/** Names a credential without giving it away: for caches and sets. */
export function credentialName(credential: Credential): string {
  const known = names.get(credential)
  if (known !== undefined) return known
  const name = `${credential.kind}:${digest(credential.secret)}`
  names.set(credential, name) // a request asks for it several times
  return name
}
