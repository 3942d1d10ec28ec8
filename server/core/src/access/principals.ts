import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { HeldGrant } from '../graphql/context.ts'
import { ADMINISTRATION, type Now, type ScopedDatabase } from './administration.ts'
import type { Credential } from './credential.ts'
import { limitOf, type Holder } from './holder.ts'
import { rememberHolders, type Principals } from './remembered-holders.ts'
import { isRole, type RolePermissions } from './roles.ts'
import { IDLE_LIMIT_MS } from './sessions.ts'
import { needsSecondFactor, type SecondFactorPolicy } from './sign-in/second-factor-policy.ts'
import type { AccessTokens } from './third-parties/access-token.ts'
import { holderOfToken } from './third-parties/client-holder.ts'
import { holderOfKey } from './third-parties/key-holder.ts'
import { digest } from './tokens.ts'

export type { Principals } from './remembered-holders.ts'

/** How often the last use of a session is written. */
const USE_WRITTEN_MS = 60_000

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
export async function grantsOf(
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

/** Makes the look-up of holders, with its short memory. */
export function createPrincipals(
  database: ScopedDatabase,
  rolePermissions: RolePermissions,
  now: Now = () => new Date(),
  secondFactor: SecondFactorPolicy = 'optional',
  accessTokens?: AccessTokens,
): Principals {
  return rememberHolders(async (credential, use) => {
    const at = await now()
    const asked = performance.now()
    const holder = await holderOf(credential, { database, rolePermissions, secondFactor, accessTokens, at, use })
    const left = holder?.expiresAt == null ? Infinity : holder.expiresAt.getTime() - at.getTime()
    return { holder, ends: asked + left }
  })
}
