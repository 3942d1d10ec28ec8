import type { Principal, ScopeRange } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { CorePermission } from '../../permission.ts'
import type { Now, ScopedDatabase } from '../administration.ts'
import { textFault } from '../../registers/save/fields.ts'
import { changeAs, type Change } from '../audit/change.ts'
import { ENGINE } from '../audit/record.ts'
import type { Text } from '../../text.ts'
import { liesWithin, notHeldBy, type GrantedRegion } from '../grant.ts'

/** By which clock something is issued, changed or revoked, and how that is written into the audit log. */
export type Issuing = { readonly now: Now; readonly change: Change }

/** The platform itself issues: in demonstrations and tests. */
export const byEngine = (database: ScopedDatabase): Issuing => ({
  now: () => new Date(),
  change: changeAs(database, ENGINE),
})

/** What a system is to be given. Checking that the grantor holds it is the caller's: `checkGiven`. */
export type Given = {
  /** What it is for, 1 to 100 characters. */
  readonly name: string
  readonly region: GrantedRegion
  readonly permissions: readonly string[]
  readonly expiresAt?: Date | null | undefined
}

const LONGEST_NAME = 100

/** Every range; of the command line and the platform itself. */
export const EVERYWHERE: ScopeRange = { lo: 0, hi: Number.MAX_SAFE_INTEGER }

/**
 * What no system is given: who issues rights, watches over them, decides about cards or opens personal data for a stated
 * reason is a person.
 * A secret that could make secrets would outlive its own revocation.
 */
const FOR_PEOPLE: ReadonlySet<string> = new Set<CorePermission>([
  'core.manage-people',
  'core.issue-keys',
  'core.authorise',
  'core.audit',
  'core.reveal',
  'core.decide',
])

/** Whether a system may hold a permission. */
export const mayBeGiven = (permission: string): boolean => !FOR_PEOPLE.has(permission)

/**
 * Where a principal issues and revokes: the region of its working scope. One who is bound to an organisation or a hall
 * issues nothing, because what a system holds is bound to neither.
 */
export function issuedWithin({ lo, hi, organisationId, hallId }: Principal): ScopeRange {
  return organisationId === null && hallId === null ? { lo, hi } : { lo, hi: lo }
}

/**
 * Nobody gives more than they hold, nor outside of where they hold it. Answers the region of what is given.
 * @throws NOT_FOUND for a region that is unknown or out of range, FORBIDDEN for a permission that is not held or is for
 * people
 */
export function checkGiven(
  grantor: Principal,
  wanted: {
    readonly region: GrantedRegion | undefined
    readonly code: string
    readonly permissions: readonly string[]
  },
): GrantedRegion {
  const { region, code, permissions } = wanted
  if (region === undefined || !liesWithin(region, issuedWithin(grantor))) {
    throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
  }
  checkHeld(grantor, permissions, ['input', 'permissions'])
  checkForSystem(permissions)
  return region
}

/** Who gives something to a system. */
export type Grantor = Pick<Principal, 'permissions'>

/** Throws FORBIDDEN for a permission that the grantor does not hold: nobody gives what they do not have. */
export function checkHeld(grantor: Grantor, permissions: readonly string[], path: readonly string[]): void {
  const [missing] = notHeldBy(grantor, permissions)
  if (missing === undefined) return
  throw notToBeGiven(
    {
      'zh-CN': `您自己没有权限“${missing}”，不能授予。`,
      en: `You do not hold "${missing}" yourself and cannot give it.`,
    },
    path,
  )
}

/** Throws FORBIDDEN for a permission that no system is given. */
export function checkForSystem(permissions: readonly string[]): void {
  const personal = permissions.find((name) => !mayBeGiven(name))
  if (personal === undefined) return
  throw notToBeGiven(
    {
      'zh-CN': `权限“${personal}”只授予人员，不授予系统。`,
      en: `"${personal}" is for people; no system is given it.`,
    },
    ['input', 'permissions'],
  )
}

function notToBeGiven(detail: Text, path: readonly string[]) {
  return fault('FORBIDDEN', { detail }, path)
}

/** Throws INVALID_INPUT for a name that is none and an end that has passed. */
export function checkNameAndEnd({ name, expiresAt }: Given, now: Date): void {
  const detail = textFault(name.trim(), LONGEST_NAME)
  if (detail !== null) throw invalid(detail, ['input', 'name'])
  if (expiresAt instanceof Date && expiresAt <= now) {
    throw invalid({ 'zh-CN': '到期时间须在将来。', en: 'The expiry must lie in the future.' }, ['input', 'expiresAt'])
  }
}
