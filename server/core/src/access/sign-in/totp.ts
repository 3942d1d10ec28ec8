import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const ISSUER = 'Zhikong'
const SECRET_BYTES = 20
/** A phone's clock may be a step fast or slow. */
const STEPS_OFF = 1

/** A new shared secret, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The address that an authenticator app reads from a QR code: `otpauth://totp/…`. */
export function totpUri(secret: string, username: string): string {
  return new TOTP({ ...SHAPE, issuer: ISSUER, label: username, secret }).toString()
}

/**
 * The step (thirty seconds since 1970) whose code this is, now or a step off; null when it fits none, or only one that
 * was used: a step is accepted once, so a code that was looked at over a shoulder opens nothing.
 */
export function acceptedStep(secret: string, code: string, at: Date, lastStep: number | null): number | null {
  const timestamp = at.getTime()
  const off = new TOTP({ ...SHAPE, secret }).validate({ token: code, timestamp, window: STEPS_OFF })
  if (off === null) return null
  const step = TOTP.counter({ period: SHAPE.period, timestamp }) + off
  return lastStep !== null && step <= lastStep ? null : step
}

/** A code as people write it: spaces do not count. */
export function isTotpCode(code: string): boolean {
  return /^\d{6}$/u.test(code)
}
