import type { Now, ScopedDatabase } from './administration.ts'
import type { Credential } from './credential.ts'
import { gathered } from './gathered.ts'
import type { Holder } from './holder.ts'
import { rememberHolders, type Found, type Principals } from './remembered-holders.ts'
import type { RolePermissions } from './roles.ts'
import { holdersOfSessions } from './session-holder.ts'
import type { SecondFactorPolicy } from './sign-in/second-factor-policy.ts'
import type { AccessTokens } from './third-parties/access-token.ts'
import { holdersOfTokens } from './third-parties/client-holder.ts'
import { holdersOfKeys } from './third-parties/key-holder.ts'

export { grantsOf } from './session-holder.ts'
export type { Principals } from './remembered-holders.ts'

type Look = (secret: string) => Promise<Found>

const NOBODY: Found = { holder: null, ends: Infinity }

/**
 * Makes the look-up of holders, with its short memory. What open streams ask for in one moment is one question each for
 * sessions and keys; a token is asked for by itself, since to verify one may take long.
 */
export function createPrincipals(
  database: ScopedDatabase,
  rolePermissions: RolePermissions,
  now: Now = () => new Date(),
  secondFactor: SecondFactorPolicy = 'optional',
  accessTokens?: AccessTokens,
): Principals {
  async function find(kind: Credential['kind'], secrets: readonly string[], use: boolean) {
    const at = await now()
    const asked = performance.now()
    const options = { database, rolePermissions, secondFactor, accessTokens, at, use }
    const found = await HOLDERS[kind](secrets, options)
    return new Map([...found].map(([secret, holder]) => [secret, { holder, ends: asked + leftOf(holder, at) }]))
  }
  const by = (kind: Credential['kind'], use: boolean): Look => {
    return async (secret) => (await find(kind, [secret], use)).get(secret) ?? NOBODY
  }
  const together = (kind: Credential['kind']): Look => {
    const look = gathered((secrets) => find(kind, secrets, false))
    return async (secret) => (await look(secret)) ?? NOBODY
  }
  const looks = { session: together('session'), key: together('key'), token: by('token', false) }
  return rememberHolders(({ kind, secret }, use) => (use ? by(kind, use)(secret) : looks[kind](secret)))
}

const HOLDERS = { session: holdersOfSessions, key: holdersOfKeys, token: holdersOfTokens } as const

/** For how many milliseconds a holder is one. */
const leftOf = ({ expiresAt }: Holder, at: Date): number =>
  expiresAt === null ? Infinity : expiresAt.getTime() - at.getTime()
