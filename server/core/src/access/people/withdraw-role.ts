import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import { oneAtATime, refused, type Administrator } from './administering.ts'
import { checkNotLast } from './last-administrator.ts'
import { selectPerson, type Person, type PersonGrant } from './person.ts'
import { isUuid } from '../../uuid.ts'

async function selectGrant(trx: Transaction<CoreTables>, id: string, { lo, hi }: ScopeRange) {
  if (!isUuid(id)) return undefined
  return await trx
    .selectFrom('core.roleGrant')
    .selectAll()
    .where('id', '=', id)
    .where('lo', '>=', lo)
    .where('hi', '<=', hi)
    .executeTakeFirst()
}

/**
 * Takes a role away; what it opened ends within a second. Throws NOT_FOUND for a grant of another range, FORBIDDEN for
 * one's own and for the last of each of the three administrators of the province.
 */
export async function withdrawRole(
  trx: Transaction<CoreTables>,
  id: string,
  administrator: Administrator,
  province: ScopeRange,
): Promise<{ readonly person: Person; readonly grant: PersonGrant }> {
  await oneAtATime(trx)
  const grant = await selectGrant(trx, id, administrator.range)
  const person = grant && (await selectPerson(trx, grant.accountId, administrator.range))
  if (grant === undefined || person === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  if (person.id === administrator.id) {
    throw refused({ 'zh-CN': '不能变更自己的角色。', en: 'Nobody changes their own roles.' })
  }
  const isProvinces = grant.lo <= province.lo && grant.hi >= province.hi
  if (isProvinces) await checkNotLast(trx, person.id, province, [grant.role])
  await trx.deleteFrom('core.roleGrant').where('id', '=', id).execute()
  return { person, grant }
}
