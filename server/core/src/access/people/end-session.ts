import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { fault } from '../../graphql/fault.ts'
import type { Administrator } from './administering.ts'
import { selectPerson, type Person } from './person.ts'
import { isUuid } from '../../uuid.ts'

/**
 * Ends a session by its id; its streams end within a second. One's own always; those of others when `authorises` and
 * their home lies in range. Throws NOT_FOUND else: unknown and not one's business are one answer.
 */
export async function endSession(
  trx: Transaction<CoreTables>,
  id: string,
  administrator: Administrator,
  authorises: boolean,
): Promise<Person> {
  const open = isUuid(id)
    ? await trx.selectFrom('core.session').select('accountId').where('id', '=', id).executeTakeFirst()
    : undefined
  const person = open && (await ownerWithin(trx, open.accountId, administrator, authorises))
  if (person === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  await trx.deleteFrom('core.session').where('id', '=', id).execute()
  return person
}

async function ownerWithin(
  trx: Transaction<CoreTables>,
  accountId: string,
  { id, range }: Administrator,
  authorises: boolean,
): Promise<Person | undefined> {
  if (accountId === id) return await selectPerson(trx, accountId, { lo: 0, hi: Number.MAX_SAFE_INTEGER })
  return authorises ? await selectPerson(trx, accountId, range) : undefined
}
