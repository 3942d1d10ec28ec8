import type { ReaderScope } from '../database/scope.ts'
import type { HeldGrant, Principal, Reach, ScopeRange, Unit } from '../graphql/context.ts'
import { fault } from '../graphql/fault.ts'
import { OF_WHOLE_REGIONS } from '../permission.ts'

/**
 * What a principal reaches: its working scope, narrowed to `region` when one is named.
 * Unknown and out of scope are the same answer, byte for byte: give `null` for an unknown region. A region that reaches
 * beyond the scope is out of it: a part of its rows would pass for the whole.
 * @param named the code as the caller wrote it, for the message
 * @throws UNAUTHENTICATED without a principal, NOT_FOUND when the region does not lie in the principal's range
 */
export function readerScope(
  principal: Principal | null,
  region?: ScopeRange | null,
  named = '',
  path: readonly string[] = ['within'],
): Reach {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const { organisationId, hallId } = principal
  if (region === undefined) return { lo: principal.lo, hi: principal.hi, organisationId, hallId }
  if (region !== null && region.lo >= principal.lo && region.hi <= principal.hi) {
    return { lo: region.lo, hi: region.hi, organisationId, hallId }
  }
  throw fault('NOT_FOUND', { value: named }, path)
}

/** The scope of a transaction that reads for a principal; its grants tell the veil what it must not know. */
export function databaseScope(
  { grants }: Pick<Principal, 'grants'>,
  { lo, hi, organisationId, hallId }: Reach,
): ReaderScope {
  return { mode: 'reader', lo, hi, organisationId, hallId, units: grants }
}

/** Where a row belongs; what it does not name is nobody's. */
type Belonging = { readonly scopeKey: number; readonly organisationId?: number | null; readonly hallId?: number | null }

/** Whether somebody reaches a row: `withinReach` for what is at hand already, and for what is about to be written. */
export function reaches(reach: Reach, { scopeKey, organisationId = null, hallId = null }: Belonging): boolean {
  const isIn = scopeKey >= reach.lo && scopeKey < reach.hi
  const isTheirs = (bound: number | null, owner: number | null) => bound === null || bound === owner
  return isIn && isTheirs(reach.organisationId, organisationId) && isTheirs(reach.hallId, hallId)
}

/** The name of a unit as a working scope: `r1`, `r15.o12`, `r15.h7`. */
export function scopeIdOf({ regionId, organisationId, hallId }: Omit<Unit, 'lo' | 'hi'>): string {
  const organisation = organisationId === null ? '' : `.o${organisationId}`
  const hall = hallId === null ? '' : `.h${hallId}`
  return `r${regionId}${organisation}${hall}`
}

/** Whether all of one unit is reached from another. */
export function contains(outer: Reach, inner: Reach): boolean {
  return (
    outer.lo <= inner.lo &&
    inner.hi <= outer.hi &&
    (outer.organisationId === null || outer.organisationId === inner.organisationId) &&
    (outer.hallId === null || outer.hallId === inner.hallId)
  )
}

/** A working scope to choose from: a unit, and what may be done in it. */
export type WorkingScope = Unit & {
  readonly id: string
  readonly grants: readonly HeldGrant[]
  readonly permissions: ReadonlySet<string>
}

/** The units of some grants, each once, the widest first; a grant counts in every unit that it contains. */
export function workingScopes(held: readonly HeldGrant[]): readonly WorkingScope[] {
  const units = new Map(held.map((grant) => [scopeIdOf(grant), grant]))
  return [...units]
    .map(([id, { regionId, lo, hi, organisationId, hallId }]) => {
      const unit = { regionId, lo, hi, organisationId, hallId }
      const grants = held.filter((grant) => contains(grant, unit))
      const given = grants.flatMap(({ permissions }) => [...permissions])
      const permissions = isPart(unit) ? given.filter((name) => !OF_WHOLE_REGIONS.has(name)) : given
      return { ...unit, id, grants, permissions: new Set(permissions) }
    })
    .toSorted(byWidth)
}

/** Whether a unit is but one organisation's or one hall's part of its region. */
function isPart({ organisationId, hallId }: Reach): boolean {
  return organisationId !== null || hallId !== null
}

/** Whole regions before parts of them, wide ones before narrow ones, else by place. */
function byWidth(a: WorkingScope, b: WorkingScope): number {
  const bound = ({ organisationId, hallId }: Unit) => (organisationId === null ? 0 : 1) + (hallId === null ? 0 : 1)
  return bound(a) - bound(b) || b.hi - b.lo - (a.hi - a.lo) || a.lo - b.lo || (a.id < b.id ? -1 : 1)
}
