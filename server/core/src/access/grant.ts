import type { Principal } from '../graphql/context.ts'

/** A region as a grant names it: its stable id and its subtree. */
export type GrantedRegion = { readonly id: number; readonly lo: number; readonly hi: number }

/** Reads the comma list of a column. */
export function readPermissions(list: string): ReadonlySet<string> {
  return new Set(list.split(',').filter((name) => name !== ''))
}

/** Writes the comma list of a column. */
export function writePermissions(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(',')
}

/** The permissions among `wanted` that the grantor does not hold: nobody gives what they do not have. */
export function notHeldBy(grantor: Pick<Principal, 'permissions'>, wanted: readonly string[]): readonly string[] {
  return wanted.filter((name) => !grantor.permissions.has(name))
}

/** Whether a region lies within the grantor's working scope. */
export function liesWithin(region: Pick<GrantedRegion, 'lo' | 'hi'>, grantor: Pick<Principal, 'lo' | 'hi'>): boolean {
  return region.lo >= grantor.lo && region.hi <= grantor.hi
}
