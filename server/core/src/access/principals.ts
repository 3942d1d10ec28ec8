import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { HeldGrant } from '../graphql/context.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import { credentialName, type Credential } from './credential.ts'
import { limitOf, standingOf, type Holder } from './holder.ts'
import { isRole, type RolePermissions } from './roles.ts'
import { IDLE_LIMIT_MS } from './sessions.ts'
import { needsSecondFactor, type SecondFactorPolicy } from './sign-in/second-factor-policy.ts'
import type { AccessTokens } from './third-parties/access-token.ts'
import { holderOfToken } from './third-parties/client-holder.ts'
import { holderOfKey } from './third-parties/key-holder.ts'
import { digest } from './tokens.ts'

const FIND_MS = 900
/** Shorter, so that a check each second sees what happened in that second. */
const CHECK_MS = 300
const CACHE_SIZE = 10_000
/** How often the last use of a session is written. */
const USE_WRITTEN_MS = 60_000

/** Finds out who a caller is. */
export type Principals = {
  /**
   * The holder of a credential; null when it is unknown, expired, revoked or stopped. Known for up to a second.
   * Throws UNAVAILABLE when a token cannot be verified now.
   */
  readonly find: (credential: Credential | null) => Promise<Holder | null>
  /** Whether the credential was good when it was last looked at: nobody has to be asked to tell it from a guess. */
  readonly isFamiliar: (credential: Credential) => boolean
  /**
   * All that the credential gives its holder, as a text that changes when anything of it does; null when it has ended.
   * Does not count as use: streams ask at least once a second, and an idle session still ends.
   */
  readonly standing: (credential: Credential) => Promise<string | null>
  /** For how many milliseconds a credential goes on by itself; Infinity when it does not end so. */
  readonly left: (credential: Credential) => Promise<number>
  /** Forgets what is known of a credential: at sign-out. */
  readonly forget: (credential: Credential) => void
}

type Options = {
  readonly database: ScopedDatabase
  readonly rolePermissions: RolePermissions
  readonly secondFactor: SecondFactorPolicy
  readonly accessTokens: AccessTokens | undefined
  readonly at: Date
  readonly use: boolean
}

async function holderOfSession(
  token: string,
  { database, rolePermissions, secondFactor, at, use }: Options,
): Promise<Holder | null> {
  const tokenHash = digest(token)
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const row = await trx
      .selectFrom('core.session')
      .innerJoin('core.account', 'core.account.id', 'core.session.accountId')
      .leftJoin('core.secondFactor', 'core.secondFactor.accountId', 'core.account.id')
      .select([
        'core.account.id',
        'core.account.username',
        'core.account.displayName as name',
        'core.account.regionId',
        'core.account.lo',
        'core.account.hi',
        'core.account.mustChange',
        'core.session.id as sessionId',
        'core.session.createdAt',
        'core.session.via',
        'core.secondFactor.confirmedAt',
        'core.session.lastSeenAt',
        'core.session.expiresAt',
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
    const { mustChange, lastSeenAt: _, sessionId, createdAt, via, confirmedAt, ...who } = row
    const byPassword = via === 'PASSWORD'
    const held = await grantsOf(trx, row.id, rolePermissions, at)
    const roles = held.map(({ role }) => role)
    const hasSecondFactor = confirmedAt !== null
    const mustSetUpSecondFactor = byPassword && !hasSecondFactor && needsSecondFactor(secondFactor, roles)
    const session = { id: sessionId, createdAt, hasSecondFactor, mustSetUpSecondFactor }
    const holder = { ...who, kind: 'account', mustChangePassword: byPassword && mustChange, session } as const
    return { ...holder, grants: limitOf(holder) === null ? held : [] }
  })
}

/** The grants of an account that hold now. */
async function grantsOf(
  trx: Transaction<CoreTables>,
  accountId: string,
  rolePermissions: RolePermissions,
  at: Date,
): Promise<readonly HeldGrant[]> {
  const rows = await trx
    .selectFrom('core.roleGrant')
    .select(['id', 'role', 'regionId', 'lo', 'hi', 'organisationId', 'hallId'])
    .where('accountId', '=', accountId)
    .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', at)]))
    .orderBy('id')
    .execute()
  return rows.flatMap(({ role, ...unit }) =>
    isRole(role) ? [{ ...unit, role, permissions: rolePermissions[role] }] : [],
  )
}

function holderOf({ kind, secret }: Credential, options: Options): Promise<Holder | null> {
  if (kind === 'session') return holderOfSession(secret, options)
  return kind === 'key' ? holderOfKey(secret, options) : holderOfToken(secret, options)
}

/** What was found, and when it ends by itself, by `performance.now()`. */
type Found = { readonly holder: Holder | null; readonly ends: number }

/** Makes the look-up of holders, with its short memory. */
export function createPrincipals(
  database: ScopedDatabase,
  rolePermissions: RolePermissions,
  now: Now = () => new Date(),
  secondFactor: SecondFactorPolicy = 'optional',
  accessTokens?: AccessTokens,
): Principals {
  const known = new Map<string, { readonly until: number; readonly found: Promise<Found> }>()
  const familiar = new Set<string>()

  function remember(name: string, isGood: boolean): void {
    familiar.delete(name)
    if (!isGood) return
    const [oldest] = familiar
    if (familiar.size >= CACHE_SIZE && oldest !== undefined) familiar.delete(oldest)
    familiar.add(name)
  }

  async function lookUp(credential: Credential, use: boolean): Promise<Found> {
    const at = await now()
    const asked = performance.now()
    const holder = await holderOf(credential, { database, rolePermissions, secondFactor, accessTokens, at, use })
    remember(credentialName(credential), holder !== null)
    const left = holder?.expiresAt == null ? Infinity : holder.expiresAt.getTime() - at.getTime()
    return { holder, ends: asked + left }
  }

  function look(credential: Credential, use: boolean): Promise<Found> {
    const name = `${use ? 'use' : 'look'} ${credentialName(credential)}`
    const hit = known.get(name)
    if (hit !== undefined && hit.until > performance.now()) return hit.found
    const found = lookUp(credential, use)
    if (known.size >= CACHE_SIZE) known.clear()
    known.set(name, { until: performance.now() + (use ? FIND_MS : CHECK_MS), found })
    found.catch(() => known.delete(name))
    return found
  }

  function forget(credential: Credential): void {
    known.delete(`use ${credentialName(credential)}`)
    known.delete(`look ${credentialName(credential)}`)
  }

  const still = ({ holder, ends }: Found) => (ends > performance.now() ? holder : null)

  return {
    find: async (credential) => (credential === null ? null : still(await look(credential, true))),
    isFamiliar: (credential) => familiar.has(credentialName(credential)),
    standing: async (credential) => {
      const holder = still(await look(credential, false))
      if (holder === null) forget(credential)
      return holder === null ? null : standingOf(holder)
    },
    left: async (credential) => (await look(credential, false)).ends - performance.now(),
    forget,
  }
}
