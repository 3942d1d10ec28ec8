import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { ROLES, SEPARATED_ROLES } from '../roles.ts'
import { refused } from './administering.ts'

/**
 * Throws FORBIDDEN when nobody else would hold one of the three administrators' roles in the whole province any more: no
 * other account that is not stopped holds it there, without an end.
 * @param roles which of an account's roles would be gone: all of them unless told
 */
export async function checkNotLast(
  trx: Transaction<CoreTables>,
  accountId: string,
  province: ScopeRange,
  roles: readonly string[] = SEPARATED_ROLES,
): Promise<void> {
  const holders = await trx
    .selectFrom('core.roleGrant as held')
    .innerJoin('core.account', 'core.account.id', 'held.accountId')
    .select(['held.accountId', 'held.role'])
    .where('held.role', 'in', SEPARATED_ROLES)
    .where('held.lo', '<=', province.lo)
    .where('held.hi', '>=', province.hi)
    .where('held.expiresAt', 'is', null)
    .where('disabledAt', 'is', null)
    .execute()
  const last = SEPARATED_ROLES.filter((role) => roles.includes(role)).find((role) => {
    const ids = new Set(holders.filter((holder) => holder.role === role).map((holder) => holder.accountId))
    return ids.has(accountId) && ids.size === 1
  })
  if (last === undefined) return
  const { 'zh-CN': title, en } = ROLES[last]
  throw refused({
    'zh-CN': `这是全省最后一名${title}。请先将该角色授予他人。`,
    en: `This is the last ${en.toLowerCase()} of the province. Give the role to somebody else first.`,
  })
}
