import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { HeldGrant } from '../graphql/context.ts'
import { ADMINISTRATION, type ScopedDatabase } from './administration.ts'
import { limitOf, type Holder } from './holder.ts'
import { isRole, type RolePermissions } from './roles.ts'
import { IDLE_LIMIT_MS } from './sessions.ts'
import { needsSecondFactor, type SecondFactorPolicy } from './sign-in/second-factor-policy.ts'
import { digest } from './tokens.ts'

/** How often the last use of a session is written. */
const USE_WRITTEN_MS = 60_000

type Options = {
  readonly database: ScopedDatabase
  readonly rolePermissions: RolePermissions
  readonly secondFactor: SecondFactorPolicy
  readonly at: Date
  readonly use: boolean
}

/** The people behind some sessions, by token; those that are unknown, over, idle or stopped are not among them. */
export async function holdersOfSessions(
  tokens: readonly string[],
  { database, rolePermissions, secondFactor, at, use }: Options,
): Promise<ReadonlyMap<string, Holder>> {
  const hashes = new Map(tokens.map((token) => [digest(token), token]))
  return await database.withScope(ADMINISTRATION, async (trx) => {
    const rows = await selectSessions(trx, [...hashes.keys()], at)
    const stale = rows.filter(({ lastSeenAt }) => at.getTime() - lastSeenAt.getTime() >= USE_WRITTEN_MS)
    for (const { tokenHash } of use ? stale : []) {
      await trx.updateTable('core.session').set({ lastSeenAt: at }).where('tokenHash', '=', tokenHash).execute()
    }
    const accounts = [...new Set(rows.map(({ id }) => id))]
    const grants = accounts.length === 0 ? new Map() : await grantsByAccount(trx, accounts, rolePermissions, at)
    return new Map(
      rows.map((row) => {
        const { tokenHash, ...session } = row
        return [hashes.get(tokenHash) ?? '', holderOf(session, grants.get(row.id) ?? [], secondFactor)] as const
      }),
    )
  })
}

type SessionRow = Awaited<ReturnType<typeof selectSessions>>[number]

function holderOf(
  row: Omit<SessionRow, 'tokenHash'>,
  held: readonly HeldGrant[],
  secondFactor: SecondFactorPolicy,
): Holder {
  const { mustChange, lastSeenAt: _, sessionId, createdAt, via, confirmedAt, ...who } = row
  const byPassword = via === 'PASSWORD'
  const roles = held.map(({ role }) => role)
  const hasSecondFactor = confirmedAt !== null
  const mustSetUpSecondFactor = byPassword && !hasSecondFactor && needsSecondFactor(secondFactor, roles)
  const session = { id: sessionId, createdAt, hasSecondFactor, mustSetUpSecondFactor }
  const holder = { ...who, kind: 'account', mustChangePassword: byPassword && mustChange, session } as const
  return { ...holder, grants: limitOf(holder) === null ? [...held] : [] }
}

function selectSessions(trx: Transaction<CoreTables>, hashes: readonly string[], at: Date) {
  return trx
    .selectFrom('core.session')
    .innerJoin('core.account', 'core.account.id', 'core.session.accountId')
    .leftJoin('core.secondFactor', 'core.secondFactor.accountId', 'core.account.id')
    .select([
      'core.session.tokenHash',
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
    .where(sql<boolean>`core.session.token_hash = any(${hashes}::text[])`)
    .where('core.session.expiresAt', '>', at)
    .where('core.session.lastSeenAt', '>', new Date(at.getTime() - IDLE_LIMIT_MS))
    .where('core.account.disabledAt', 'is', null)
    .execute()
}

/** The grants of an account that hold now. */
export async function grantsOf(
  trx: Transaction<CoreTables>,
  accountId: string,
  rolePermissions: RolePermissions,
  at: Date,
): Promise<readonly HeldGrant[]> {
  return (await grantsByAccount(trx, [accountId], rolePermissions, at)).get(accountId) ?? []
}

async function grantsByAccount(
  trx: Transaction<CoreTables>,
  accountIds: readonly string[],
  rolePermissions: RolePermissions,
  at: Date,
): Promise<ReadonlyMap<string, readonly HeldGrant[]>> {
  const rows = await trx
    .selectFrom('core.roleGrant')
    .select(['accountId', 'id', 'role', 'regionId', 'lo', 'hi', 'organisationId', 'hallId'])
    .where(sql<boolean>`account_id = any(${accountIds}::uuid[])`)
    .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', at)]))
    .orderBy('id')
    .execute()
  const grants = new Map<string, HeldGrant[]>()
  for (const { accountId, role, ...unit } of rows) {
    if (!isRole(role)) continue
    const held = grants.get(accountId) ?? []
    held.push({ ...unit, role, permissions: rolePermissions[role] })
    grants.set(accountId, held)
  }
  return grants
}
