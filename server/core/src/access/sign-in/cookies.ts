import { cookieNamed, sessionCookie } from '../credential.ts'
import { ABSOLUTE_LIMIT_MS } from '../sessions.ts'
import { DEPARTURE_MS, RETURN_COOKIE } from './oidc/return-cookie.ts'

const LONGEST = 4_096

/** A cookie of a `Cookie` header. */
function cookieIn(cookies: string | undefined, name: string): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1, LONGEST)
}

/** The cookies that signing in sets; `secure` when the public address is HTTPS. */
export function createCookies(secure: boolean) {
  const mark = secure ? '; Secure' : ''
  const departureName = cookieNamed(RETURN_COOKIE, secure)
  const departurePath = secure ? '/' : '/auth/oidc' // the prefix wants the whole host
  const session = (value: string, seconds: number) =>
    `${sessionCookie(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${mark}`
  const departure = (value: string, seconds: number) =>
    `${departureName}=${value}; Path=${departurePath}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${mark}`
  return {
    session: (token: string) => session(token, ABSOLUTE_LIMIT_MS / 1000),
    noSession: () => session('', 0),
    /** Lax, because the provider's page sends the browser back; it opens nothing but the return. */
    departure: (sealed: string) => departure(sealed, DEPARTURE_MS / 1000),
    noDeparture: () => departure('', 0),
    /** What `departure` set, in a `Cookie` header. */
    departureIn: (cookies: string | undefined) => cookieIn(cookies, departureName),
  }
}

export type Cookies = ReturnType<typeof createCookies>
