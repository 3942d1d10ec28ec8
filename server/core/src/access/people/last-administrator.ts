import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { refused } from './administering.ts'

/**
 * Throws FORBIDDEN when nobody else could give roles in the whole province any more: no other account that is not
 * stopped holds the security administrator's role there, without an end.
 */
export async function checkNotLast(
  trx: Transaction<CoreTables>,
  accountId: string,
  province: ScopeRange,
): Promise<void> {
  const holders = await trx
    .selectFrom('core.roleGrant as held')
    .innerJoin('core.account', 'core.account.id', 'held.accountId')
    .select('held.accountId')
    .where('held.role', '=', 'SECURITY_ADMINISTRATOR')
    .where('held.lo', '<=', province.lo)
    .where('held.hi', '>=', province.hi)
    .where('held.expiresAt', 'is', null)
    .where('disabledAt', 'is', null)
    .execute()
  const ids = new Set(holders.map((holder) => holder.accountId))
  if (!ids.has(accountId) || ids.size > 1) return
  throw refused({
    'zh-CN': '这是全省最后一名安全管理员。请先将该角色授予他人。',
    en: 'This is the last security administrator of the province. Give the role to somebody else first.',
  })
}
