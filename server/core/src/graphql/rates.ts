import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Holder } from '../access/holder.ts'
import { networkOf } from '../access/sign-in/network.ts'

/** How many requests and operations each may send in a minute. */
export type RatesPerMinute = {
  /** One key or client. */
  readonly keys: number
  /** One person, whatever their sessions. */
  readonly people: number
  /** One address, or network of IPv6, from which nobody is signed in. */
  readonly nobody: number
}

/** Where somebody stands after a request was counted. */
export type Standing = {
  readonly policy: keyof RatesPerMinute
  readonly most: number
  readonly left: number
  /** Seconds until the count begins anew, rounded up. */
  readonly resetSeconds: number
  readonly exceeded: boolean
}

const WINDOW_S = 60

/** Counts requests; each process counts for itself. */
export type Rates = {
  /** Counts one request of a holder, or of an address behind which nobody is known. */
  readonly count: (holder: Holder | null, address: string) => Promise<Standing>
  /** Takes back a count of an address: behind it was somebody known. */
  readonly takeBack: (address: string) => Promise<void>
}

const policyOf = (holder: Holder | null): keyof RatesPerMinute => {
  if (holder === null) return 'nobody'
  return holder.kind === 'account' ? 'people' : 'keys'
}

/** Makes the count over windows of a minute, which begin with the first request of each. */
export function createRates(most: RatesPerMinute): Rates {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S })
  const limiters = { keys: limiter(most.keys), people: limiter(most.people), nobody: limiter(most.nobody) }
  return {
    count: async (holder, address) => {
      const policy = policyOf(holder)
      const { result, exceeded } = await consume(limiters[policy], holder?.id ?? networkOf(address))
      const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000))
      return { policy, most: most[policy], left: result.remainingPoints, resetSeconds, exceeded }
    },
    takeBack: async (address) => void (await limiters.nobody.reward(networkOf(address))),
  }
}

/** The library rejects with where one stands when it is too much. */
async function consume(limiter: RateLimiterMemory, key: string) {
  try {
    return { result: await limiter.consume(key), exceeded: false }
  } catch (error) {
    if (error instanceof RateLimiterRes) return { result: error, exceeded: true }
    throw error
  }
}

/** Tells a client where it stands: draft-ietf-httpapi-ratelimit-headers-10, and RFC 9110 §10.2.3 when it must wait. */
export function rateHeaders({
  policy,
  most,
  left,
  resetSeconds,
  exceeded,
}: Standing): Readonly<Record<string, string>> {
  return {
    'RateLimit-Policy': `"${policy}";q=${most};w=${WINDOW_S}`,
    RateLimit: `"${policy}";r=${left};t=${resetSeconds}`,
    ...(exceeded ? { 'Retry-After': String(resetSeconds) } : {}),
  }
}
