import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { insertAccount, type KeptPassword, type NewPerson } from '../accounts.ts'
import { liesWithin } from '../grant.ts'
import { closeSessionsOf } from '../sessions.ts'
import { dropSecondFactor } from '../sign-in/second-factor.ts'
import { findManaged, findReset, oneAtATime, type Administrator } from './administering.ts'
import { checkNotLast } from './last-administrator.ts'
import { selectPerson, type Person } from './person.ts'

/** By whom and when somebody's account is changed. */
export type Managing = { readonly administrator: Administrator; readonly at: Date }

async function changed(trx: Transaction<CoreTables>, id: string, { administrator }: Managing): Promise<Person> {
  const person = await selectPerson(trx, id, administrator.range)
  if (person === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return person
}

/** Makes an account without any role. Throws NOT_FOUND for a region out of range, INVALID_INPUT, DUPLICATE_KEY. */
export async function createPerson(
  trx: Transaction<CoreTables>,
  person: NewPerson,
  password: KeptPassword,
  managing: Managing,
): Promise<Person> {
  if (!liesWithin(person.region, managing.administrator.range)) {
    throw fault('NOT_FOUND', { value: String(person.region.id) }, ['input', 'region'])
  }
  return await changed(trx, await insertAccount(trx, person, password, managing.at), managing)
}

/** Stops an account: its sessions end within a second. Its roles stay for the day when it is opened again. */
export async function disablePerson(
  trx: Transaction<CoreTables>,
  id: string,
  managing: Managing,
  province: ScopeRange,
): Promise<Person> {
  await oneAtATime(trx)
  const person = await findManaged(trx, id, managing.administrator, managing.at)
  await checkNotLast(trx, person.id, province)
  await trx
    .updateTable('core.account')
    .set((set) => ({ disabledAt: set.fn.coalesce('disabledAt', set.val(managing.at)) }))
    .where('id', '=', id)
    .execute()
  await closeSessionsOf(trx, id)
  return await changed(trx, id, managing)
}

/** Opens a stopped account again. */
export async function enablePerson(trx: Transaction<CoreTables>, id: string, managing: Managing): Promise<Person> {
  await findManaged(trx, id, managing.administrator, managing.at)
  await trx.updateTable('core.account').set({ disabledAt: null }).where('id', '=', id).execute()
  return await changed(trx, id, managing)
}

/** Gives an account a one-time password; all its sessions end. */
export async function resetPassword(
  trx: Transaction<CoreTables>,
  id: string,
  password: KeptPassword,
  managing: Managing,
): Promise<Person> {
  await findReset(trx, id, managing.administrator, managing.at)
  await trx.updateTable('core.account').set(password).where('id', '=', id).execute()
  await closeSessionsOf(trx, id)
  return await changed(trx, id, managing)
}

/** Takes a second factor away, for who lost phone and recovery codes. Throws INVALID_INPUT when there is none. */
export async function resetSecondFactor(trx: Transaction<CoreTables>, id: string, managing: Managing): Promise<Person> {
  await findReset(trx, id, managing.administrator, managing.at)
  if (!(await dropSecondFactor(trx, id))) {
    const detail = { 'zh-CN': '该人员没有启用动态口令。', en: 'The person has no second factor.' }
    throw invalid(detail, ['input', 'id'])
  }
  await closeSessionsOf(trx, id)
  return await changed(trx, id, managing)
}

/**
 * Lets an account be linked to a person of the identity provider by the user name, or takes that back with the link;
 * then the sessions that the provider opened end.
 */
export async function allowProvider(
  trx: Transaction<CoreTables>,
  id: string,
  allowed: boolean,
  managing: Managing,
): Promise<Person> {
  await findReset(trx, id, managing.administrator, managing.at)
  await trx.updateTable('core.account').set({ byProvider: allowed }).where('id', '=', id).execute()
  if (!allowed) {
    await trx.deleteFrom('core.oidcIdentity').where('accountId', '=', id).execute()
    await trx.deleteFrom('core.session').where('accountId', '=', id).where('via', '=', 'OIDC').execute()
  }
  return await changed(trx, id, managing)
}
