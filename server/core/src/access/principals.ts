import type { Principal } from '../graphql/context.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { credentialName, type Credential } from './credential.ts'
import { readPermissions } from './grant.ts'
import { IDLE_LIMIT_MS } from './sessions.ts'
import { apiKeyPrefix, digest, sameDigest } from './tokens.ts'

const FIND_MS = 900
/** Shorter, so that a check each second sees what happened in that second. */
const CHECK_MS = 300
const CACHE_SIZE = 10_000
/** How often the last use of a session or key is written. */
const USE_WRITTEN_MS = 60_000

/** Finds out who a caller is. */
export type Principals = {
  /** The principal of a credential; null when it is unknown, expired, revoked or stopped. Known for up to a second. */
  readonly find: (credential: Credential | null) => Promise<Principal | null>
  /** The same without counting as use: streams ask at least once a second, and an idle session still ends. */
  readonly stillValid: (credential: Credential) => Promise<boolean>
  /** Forgets what is known of a credential: at sign-out. */
  readonly forget: (credential: Credential) => void
}

type Options = { readonly database: ScopedDatabase; readonly now: Now; readonly use: boolean }

async function principalOfSession(token: string, { database, now, use }: Options): Promise<Principal | null> {
  const at = await now()
  const tokenHash = digest(token)
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const row = await trx
      .selectFrom('core.session')
      .innerJoin('core.account', 'core.account.id', 'core.session.accountId')
      .select([
        'core.account.id',
        'core.account.username',
        'core.account.displayName',
        'core.account.regionId',
        'core.account.lo',
        'core.account.hi',
        'core.account.permissions',
        'core.session.lastSeenAt',
      ])
      .where('core.session.tokenHash', '=', tokenHash)
      .where('core.session.expiresAt', '>', at)
      .where('core.session.lastSeenAt', '>', new Date(at.getTime() - IDLE_LIMIT_MS))
      .where('core.account.disabledAt', 'is', null)
      .executeTakeFirst()
    if (row === undefined) return null
    if (use && at.getTime() - row.lastSeenAt.getTime() >= USE_WRITTEN_MS) {
      await trx.updateTable('core.session').set({ lastSeenAt: at }).where('tokenHash', '=', tokenHash).execute()
    }
    const { id, username, displayName: name, regionId, lo, hi } = row
    return { id, kind: 'account', name, username, regionId, lo, hi, permissions: readPermissions(row.permissions) }
  })
}

async function principalOfKey(key: string, { database, now, use }: Options): Promise<Principal | null> {
  const prefix = apiKeyPrefix(key)
  if (prefix === undefined) return null
  const at = await now()
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const row = await trx
      .selectFrom('core.apiKey')
      .select(['id', 'hash', 'name', 'regionId', 'lo', 'hi', 'permissions', 'lastUsedAt'])
      .where('prefix', '=', prefix)
      .where('revokedAt', 'is', null)
      .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', at)]))
      .executeTakeFirst()
    if (row === undefined || !sameDigest(row.hash, digest(key))) return null
    if (use && (row.lastUsedAt === null || at.getTime() - row.lastUsedAt.getTime() >= USE_WRITTEN_MS)) {
      await trx.updateTable('core.apiKey').set({ lastUsedAt: at }).where('id', '=', row.id).execute()
    }
    const { id, name, regionId, lo, hi } = row
    return { id, kind: 'key', name, regionId, lo, hi, permissions: readPermissions(row.permissions) }
  })
}

/** Makes the look-up of principals, with its short memory. */
export function createPrincipals(database: ScopedDatabase, now: Now = () => new Date()): Principals {
  const known = new Map<string, { readonly until: number; readonly principal: Promise<Principal | null> }>()

  function look(credential: Credential, use: boolean): Promise<Principal | null> {
    const name = `${use ? 'use' : 'look'} ${credentialName(credential)}`
    const hit = known.get(name)
    if (hit !== undefined && hit.until > performance.now()) return hit.principal
    const options = { database, now, use }
    const principal =
      credential.kind === 'session'
        ? principalOfSession(credential.secret, options)
        : principalOfKey(credential.secret, options)
    if (known.size >= CACHE_SIZE) known.clear()
    known.set(name, { until: performance.now() + (use ? FIND_MS : CHECK_MS), principal })
    principal.catch(() => known.delete(name))
    return principal
  }

  function forget(credential: Credential): void {
    known.delete(`use ${credentialName(credential)}`)
    known.delete(`look ${credentialName(credential)}`)
  }

  return {
    find: async (credential) => (credential === null ? null : await look(credential, true)),
    stillValid: async (credential) => {
      const valid = (await look(credential, false)) !== null
      if (!valid) forget(credential)
      return valid
    },
    forget,
  }
}
