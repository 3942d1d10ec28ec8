import { sql, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { Principal, ScopeRange } from '../../graphql/context.ts'
import { fault, type Fault } from '../../graphql/fault.ts'
import type { Text } from '../../text.ts'
import { SEPARATED_ROLES } from '../roles.ts'
import { selectGrants, selectPerson, type Person, type PersonGrant } from './person.ts'
import { isUuid } from '../../uuid.ts'

/** Who administers people: somebody signed in, or the command line, which reaches everybody. */
export type Administrator = {
  /** The account; null on the command line. */
  readonly id: string | null
  readonly name: string
  /** Whose homes and roles are theirs to administer. */
  readonly range: ScopeRange
  /** The roles that they hold themselves; null on the command line, which stands above the three administrators. */
  readonly roles: ReadonlySet<string> | null
}

/** Throws FORBIDDEN with a sentence. */
export function refused(detail: Text, path?: readonly string[]): Fault {
  return fault('FORBIDDEN', { detail }, path)
}

/** Where a principal administers people: its working scope. Bound to an organisation or a hall, it administers nobody. */
export function administratorOf(principal: Principal | null): Administrator {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const { id, username, name, lo, hi, organisationId, hallId, grants } = principal
  const range = organisationId === null && hallId === null ? { lo, hi } : { lo, hi: lo }
  const roles = new Set(grants.flatMap(({ role }) => role ?? []))
  return { id, name: username ?? name, range, roles }
}

/** One change to people at a time, so that the last administrators cannot take each other's role at once. */
export async function oneAtATime(trx: Transaction<CoreTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people', 0))`.execute(trx)
}

/** The person of an id. Throws NOT_FOUND for nobody, and for somebody whose home lies out of range. */
export async function findPerson(
  trx: Transaction<CoreTables>,
  id: string,
  { range }: Pick<Administrator, 'range'>,
  path: readonly string[] = ['input', 'id'],
): Promise<Person> {
  const person = isUuid(id) ? await selectPerson(trx, id, range) : undefined
  if (person === undefined) throw fault('NOT_FOUND', { value: id }, path)
  return person
}

/**
 * Somebody else whose account may be stopped or given a new password. Throws FORBIDDEN for one's own, and for that of a
 * person who holds a role beyond the range: who could sign in as them would hold it too.
 */
export async function findManaged(
  trx: Transaction<CoreTables>,
  id: string,
  administrator: Administrator,
  at: Date,
): Promise<Person> {
  const person = await findPerson(trx, id, administrator)
  if (person.id === administrator.id) {
    throw refused({
      'zh-CN': '不能对自己的账号执行此操作；修改密码请用“修改密码”。',
      en: 'This cannot be done to the own account; to change the own password, use POST /auth/password.',
    })
  }
  checkReach(await selectGrants(trx, [id], at), administrator)
  return person
}

/** Throws FORBIDDEN when one of somebody's roles reaches beyond the range; which one is not said. */
export function checkReach(held: readonly PersonGrant[], { range: { lo, hi } }: Pick<Administrator, 'range'>): void {
  if (held.every((grant) => grant.lo >= lo && grant.hi <= hi)) return
  throw refused({
    'zh-CN': '该人员还担任您辖区以外的角色，请由上级管理员处理。',
    en: 'This person also holds a role beyond your range; ask an administrator above.',
  })
}

/**
 * Somebody else whose way of signing in may be changed. Throws FORBIDDEN also for another one of the three
 * administrators: who could sign in as them would hold their role beside the own one.
 */
export async function findReset(
  trx: Transaction<CoreTables>,
  id: string,
  administrator: Administrator,
  at: Date,
): Promise<Person> {
  const person = await findManaged(trx, id, administrator, at)
  const { roles } = administrator
  const separated = (await selectGrants(trx, [id], at)).filter(({ role }) => SEPARATED.has(role))
  if (roles === null || separated.every(({ role }) => roles.has(role))) return person
  throw refused({
    'zh-CN': '系统管理员、安全管理员、审计管理员互不重置登录方式。请由运维人员在服务器上用命令 accounts 办理。',
    en: 'System, security and audit administrators do not reset how one another sign in. On the server, the command "accounts" does.',
  })
}

const SEPARATED: ReadonlySet<string> = new Set(SEPARATED_ROLES)
