import { digest } from './tokens.ts'

/** What a caller shows to say who it is. */
export type Credential = { readonly kind: 'session' | 'key'; readonly secret: string }

/** The name of the session's cookie. */
export const SESSION_COOKIE = 'zhikong_session'

const LONGEST = 200

/** The session token in a `Cookie` header. */
export function sessionTokenIn(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.split('=', 2)
    if (name?.trim() === SESSION_COOKIE && value !== undefined) return value.trim().slice(0, LONGEST)
  }
  return undefined
}

/** The key in an `Authorization` header or a socket's `authorization` parameter: `Bearer zk_…`. */
export function bearerKeyIn(authorization: unknown): string | undefined {
  if (typeof authorization !== 'string' || authorization.length > LONGEST) return undefined
  return /^bearer +(\S+)$/iu.exec(authorization.trim())?.[1]
}

/** The credential of a request: a key wins over a cookie, since who sends a key means it. */
export function credentialOf(authorization: unknown, cookies: string | undefined): Credential | null {
  const key = bearerKeyIn(authorization)
  if (key !== undefined) return { kind: 'key', secret: key }
  const token = sessionTokenIn(cookies)
  return token === undefined ? null : { kind: 'session', secret: token }
}

/** Names a credential without giving it away: for caches and sets. */
export function credentialName({ kind, secret }: Credential): string {
  return `${kind}:${digest(secret)}`
}
