import { grantsOf } from '../../access/principals.ts'
import type { RolePermissions } from '../../access/roles.ts'
import { contains } from '../../access/scope.ts'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { HeldGrant } from '../../graphql/context.ts'
import type { CorePermission } from '../../permission.ts'
import type { WebhookRow } from './webhook.ts'

/** What an owner must hold over the whole region of a webhook for as long as it is told anything. */
const NEEDED: readonly CorePermission[] = ['core.issue-keys', 'core.read']

/**
 * The grants of a webhook's owner, for the veil; null when the account was stopped or no longer holds what it takes over
 * the region. Asked before every delivery, and not remembered.
 */
export async function rightsOfOwner(
  trx: Transaction<CoreTables>,
  { ownerId, lo, hi }: WebhookRow,
  rolePermissions: RolePermissions,
  now: Date,
): Promise<readonly HeldGrant[] | null> {
  const account = await trx
    .selectFrom('core.account')
    .select('id')
    .where('id', '=', ownerId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  if (account === undefined) return null
  const grants = await grantsOf(trx, ownerId, rolePermissions, now)
  const region = { lo, hi, organisationId: null, hallId: null }
  const held = new Set(grants.filter((grant) => contains(grant, region)).flatMap(({ permissions }) => [...permissions]))
  return NEEDED.every((permission) => held.has(permission)) ? grants : null
}
