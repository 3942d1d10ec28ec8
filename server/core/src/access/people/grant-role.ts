import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { liesWithin, type GrantedRegion } from '../grant.ts'
import { closeSessionsOf } from '../sessions.ts'
import { IMPERSONAL_ROLES, ROLES, SEPARATED_ROLES, type Role } from '../roles.ts'
import { checkReach, findPerson, oneAtATime, refused, type Administrator } from './administering.ts'
import { selectGrants, type Person, type PersonGrant } from './person.ts'

/** A place of the registers, as a role may be bound to it. */
export type BoundPlace = { readonly id: number; readonly scopeKey: number }

/** A role to give. Organisation and hall have been looked up; null for none. */
export type NewRole = {
  readonly person: string
  readonly role: Role
  readonly region: GrantedRegion
  readonly organisation: BoundPlace | null
  readonly hall: BoundPlace | null
  readonly expiresAt: Date | null
}

const SEPARATED: ReadonlySet<Role> = new Set(SEPARATED_ROLES)
/** Roles that reach all of a region or nothing. */
const UNBOUND: ReadonlySet<Role> = new Set([...SEPARATED_ROLES, 'AUTHORITY', 'AUDITOR'])

function checkPlaces({ role, region, organisation, hall }: NewRole): void {
  if (role === 'DEPARTMENT' && organisation === null) {
    throw invalid({ 'zh-CN': '“部门”角色须指明机构。', en: 'The role DEPARTMENT needs an organisation.' }, [
      'input',
      'organisation',
    ])
  }
  if (role === 'WINDOW_STAFF' && hall === null) {
    throw invalid({ 'zh-CN': '“窗口人员”角色须指明大厅。', en: 'The role WINDOW_STAFF needs a hall.' }, [
      'input',
      'hall',
    ])
  }
  if (UNBOUND.has(role) && (organisation !== null || hall !== null)) {
    throw invalid({
      'zh-CN': `“${ROLES[role]['zh-CN']}”角色不限于某个机构或大厅。`,
      en: `The role ${role} is not bound to an organisation or a hall.`,
    })
  }
  for (const [name, place] of Object.entries({ organisation, hall })) {
    if (place !== null && (place.scopeKey < region.lo || place.scopeKey >= region.hi)) {
      throw invalid(
        { 'zh-CN': '所指的机构或大厅不在该区域内。', en: 'The organisation or hall does not lie in the region.' },
        ['input', name],
      )
    }
  }
}

function checkRole({ role, expiresAt }: NewRole, person: Person, held: readonly PersonGrant[], at: Date): void {
  if (IMPERSONAL_ROLES.has(role)) {
    const detail = { 'zh-CN': '此角色不授予人员。', en: `No person is given the role ${role}.` }
    throw invalid(detail, ['input', 'role'])
  }
  if (expiresAt !== null && expiresAt <= at) {
    throw invalid({ 'zh-CN': '到期时间须在将来。', en: 'The expiry must lie in the future.' }, ['input', 'expiresAt'])
  }
  const other = held.find((grant) => grant.role !== role && SEPARATED.has(grant.role as Role))
  if (SEPARATED.has(role) && other !== undefined && !person.founder) {
    const detail = {
      'zh-CN': '系统管理员、安全管理员、审计管理员须由不同的人担任，该人员已担任其中之一。',
      en: 'System, security and audit administrator are three people; this person is one of them already.',
    }
    throw fault('CONFLICT', { detail }, ['input', 'role'])
  }
}

/**
 * Gives a role. With one of the three administrators' all sessions of the person end: who works with it has signed in
 * after it was given. Throws NOT_FOUND for a person or region out of range, FORBIDDEN for oneself,
 * and to make an administrator of a person who reaches further; INVALID_INPUT and CONFLICT for what the role does not allow.
 */
export async function grantRole(
  trx: Transaction<CoreTables>,
  wanted: NewRole,
  administrator: Administrator,
  at: Date,
): Promise<{ readonly person: Person; readonly grant: PersonGrant }> {
  await oneAtATime(trx)
  const person = await findPerson(trx, wanted.person, administrator, ['input', 'person'])
  if (person.id === administrator.id) {
    throw refused({ 'zh-CN': '不能变更自己的角色。', en: 'Nobody changes their own roles.' })
  }
  const { region, organisation, hall, role, expiresAt } = wanted
  if (!liesWithin(region, administrator.range)) {
    throw fault('NOT_FOUND', { value: String(region.id) }, ['input', 'region'])
  }
  checkPlaces(wanted)
  const held = await selectGrants(trx, [person.id], at)
  // Before anything is said of the roles that the person holds: those out of range are not the administrator's to know.
  if (SEPARATED.has(role)) checkReach(held, administrator)
  checkRole(wanted, person, held, at)
  const given = { createdAt: at, createdBy: administrator.name, expiresAt }
  const grant = await trx
    .insertInto('core.roleGrant')
    .values({
      id: randomUUID(),
      accountId: person.id,
      role,
      regionId: region.id,
      lo: region.lo,
      hi: region.hi,
      organisationId: organisation?.id ?? null,
      hallId: hall?.id ?? null,
      ...given,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'role', 'regionId', 'organisationId', 'hallId'])
        .doUpdateSet((set) => ({ ...given, id: set.ref('excluded.id') }))
        .where('core.roleGrant.expiresAt', '<=', at),
    )
    .returningAll()
    .executeTakeFirst()
  if (grant !== undefined) {
    if (SEPARATED.has(role)) await closeSessionsOf(trx, person.id)
    return { person, grant }
  }
  const detail = {
    'zh-CN': '该人员已有此角色。如需改变期限，请先收回。',
    en: 'The person holds this role already. To change its end, withdraw it first.',
  }
  throw fault('CONFLICT', { detail })
}
