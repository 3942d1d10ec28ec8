import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { fault } from '../../graphql/fault.ts'
import { discoverKeys } from './metadata.ts'
import type { OAuthSettings } from './settings.ts'

/** When the keys of the issuer are read again, in milliseconds. */
export type Timing = {
  /** An attempt may take this long. */
  readonly timeoutMs: number
  /** Keys of this age are read anew, while the old ones go on serving. */
  readonly refreshMs: number
  /** Between two attempts: however many tokens name an unknown key, the issuer is not asked more often. */
  readonly cooldownMs: number
  /** An issuer that stays silent for longer is no longer believed. */
  readonly trustedMs: number
}

const TIMING: Timing = { timeoutMs: 5_000, refreshMs: 600_000, cooldownMs: 30_000, trustedMs: 86_400_000 }

type KeySet = ReturnType<typeof createRemoteJWKSet>

const unavailable = () =>
  fault('UNAVAILABLE', {
    detail: {
      'zh-CN': '授权服务器没有应答，暂时无法核验令牌；API 密钥不受影响。',
      en: 'The authorisation server does not answer, so that tokens cannot be verified; API keys are not affected.',
    },
  })

/**
 * The public keys of an issuer, as `jwtVerify` asks for them. They are read at the first token and kept: while the issuer
 * does not answer, the keys that are known go on serving.
 * The function throws UNAVAILABLE when the keys cannot be read, and what jose throws when there is no such key.
 */
export function openSigningKeys({ issuer, jwksUri }: OAuthSettings, timing: Timing = TIMING): JWTVerifyGetKey {
  let keys: KeySet | undefined
  let readAt = -Infinity
  let triedAt = -Infinity
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    triedAt = performance.now()
    const forever = { cacheMaxAge: Infinity, cooldownDuration: Infinity } // when to read is decided here
    const address = jwksUri ?? (await discoverKeys(issuer))
    const next = createRemoteJWKSet(address, { ...forever, timeoutDuration: timing.timeoutMs })
    await next.reload()
    keys = next
    readAt = performance.now()
  }

  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  /** Reads unless that was tried a moment ago. Throws UNAVAILABLE when it fails, now or then. */
  async function readSoon(): Promise<void> {
    if (reading === undefined && performance.now() - triedAt < timing.cooldownMs) {
      if (triedAt > readAt) throw unavailable()
      return
    }
    await readOnce().catch(() => Promise.reject(unavailable()))
  }

  return async (header, token) => {
    const age = performance.now() - readAt
    if (age > timing.trustedMs) await readSoon()
    else if (age > timing.refreshMs) void readSoon().catch(() => undefined)
    if (keys === undefined) throw unavailable()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await readSoon()
      return await keys(header, token)
    }
  }
}
