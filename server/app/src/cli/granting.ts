import { createRegisters, IMPERSONAL_ROLES, isRole, mayBeGiven, ROLE_NAMES } from '@zhikong/core'
import type { Database, Declarations, GrantedRegion, RegionTree, Role } from '@zhikong/core'

import { UsageError } from './command.ts'

/** The regions as they are now. */
export const regionsOf = (database: Database): Promise<RegionTree> =>
  createRegisters((work) => database.withScope({ mode: 'engine' }, work)).tree()

/** The region of `--region`: 12 digits, or the first 2, 4, 6 or 9. Throws UsageError. */
export function regionNamed(tree: RegionTree, code: string | undefined): GrantedRegion {
  if (code === undefined) throw new UsageError('Say which region: --region 430100.')
  if (tree.all.length === 0) throw new UsageError('There are no regions yet: start the server once to load them.')
  const region = tree.byCode(code.padEnd(12, '0'))
  if (!region) throw new UsageError(`There is no region with the code "${code}".`)
  return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
}

/** The names of `--permissions`, joined by commas; `all` stands for every one that a system may have. Throws UsageError. */
export function permissionsNamed(list: string, { permissions }: Declarations): readonly string[] {
  const known = Object.keys(permissions).filter(mayBeGiven)
  if (list === 'all') return known
  const wanted = list.split(',').map((name) => name.trim())
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`There is no permission "${unknown}" for a system. There are: ${known.join(', ')}.`)
  return wanted
}

/** The roles that people are given. */
export const PERSONAL_ROLES = ROLE_NAMES.filter((role) => !IMPERSONAL_ROLES.has(role))

/** The role of `--role`. Throws UsageError. */
export function roleNamed(name: string): Role {
  const role = name.trim().toUpperCase()
  if (isRole(role) && !IMPERSONAL_ROLES.has(role)) return role
  throw new UsageError(`There is no role "${name}" to be given. There are: ${PERSONAL_ROLES.join(', ')}.`)
}

/** Runs work whose faults are wrong arguments: what was wrong is said, and the usage printed. */
export async function asUsage<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'inputPath' in error) throw new UsageError(error.message)
    throw error
  }
}
