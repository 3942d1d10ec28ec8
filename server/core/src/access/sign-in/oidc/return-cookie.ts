import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What this side keeps of a sign-in that is under way at the provider. */
export type Departure = {
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
  /** Where to go on afterwards: a local path. */
  readonly back: string
  /** When it is too late, in milliseconds since 1970. */
  readonly until: number
}

/** Its name, and how long it lives. */
export const RETURN_COOKIE = 'zhikong_return'
export const DEPARTURE_MS = 10 * 60_000
const FIELDS = ['state', 'nonce', 'verifier', 'back'] as const

/** Every process derives the same key from the secret that it shares with the provider anyway. */
function sealOf(clientSecret: string, body: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', clientSecret, '', 'zhikong return from the provider', 32))
  return createHmac('sha256', key).update(body).digest()
}

/** Packs a departure for the cookie, so that nobody but this platform can have written it. */
export function sealDeparture(clientSecret: string, departure: Departure): string {
  const body = Buffer.from(JSON.stringify(departure), 'utf8').toString('base64url')
  return `${body}.${sealOf(clientSecret, body).toString('base64url')}`
}

/** Unpacks it; null when it was not written here or is over. */
export function openDeparture(clientSecret: string, cookie: string, at: Date): Departure | null {
  const [body = '', seal = ''] = cookie.split('.', 2)
  const [given, own] = [Buffer.from(seal, 'base64url'), sealOf(clientSecret, body)]
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null
  const departure: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  return isDeparture(departure) && departure.until > at.getTime() ? departure : null
}

function isDeparture(value: unknown): value is Departure {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map(Object.entries(value))
  return typeof fields.get('until') === 'number' && FIELDS.every((name) => typeof fields.get(name) === 'string')
}
