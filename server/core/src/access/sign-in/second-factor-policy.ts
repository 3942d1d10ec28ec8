import type { Role } from '../roles.ts'
import { SEPARATED_ROLES } from '../roles.ts'

/** Who must have a second factor to work with a password: by the setting SECOND_FACTOR. */
export type SecondFactorPolicy = 'optional' | 'administrators' | 'everybody'

const ADMINISTRATORS: ReadonlySet<Role> = new Set(SEPARATED_ROLES)

/** Whether somebody with these roles must have one. A provider answers for its own people. */
export function needsSecondFactor(policy: SecondFactorPolicy, roles: readonly (Role | null)[]): boolean {
  if (policy === 'optional') return false
  return policy === 'everybody' || roles.some((role) => role !== null && ADMINISTRATORS.has(role))
}
