import { hashPassword } from './password.ts'
import { madeUpPassword } from './tokens.ts'

/** A one-time password that nobody used ends after three days. */
export const ONE_TIME_MS = 72 * 3_600_000

/** A password made up by the platform, and what its account keeps of it: it must be changed at the first sign-in. */
export async function newOneTimePassword(at: Date) {
  const password = madeUpPassword()
  const kept = {
    passwordHash: await hashPassword(password),
    mustChange: true,
    passwordEndsAt: new Date(at.getTime() + ONE_TIME_MS),
  }
  return { password, kept }
}
