import type { Principal, ScopeRange } from '../graphql/context.ts'
import { fault } from '../graphql/fault.ts'

/**
 * The range that a principal reads: its own, narrowed to `region` when one is named.
 * Unknown and out of scope are the same answer, byte for byte: give `null` for an unknown region.
 * @param named the code as the caller wrote it, for the message
 * @throws UNAUTHENTICATED without a principal, NOT_FOUND when nothing of the region is in the principal's range
 */
export function readerScope(
  principal: Principal | null,
  region?: ScopeRange | null,
  named = '',
  path: readonly string[] = ['within'],
): ScopeRange {
  if (principal === null) throw fault('UNAUTHENTICATED')
  if (region === undefined) return { lo: principal.lo, hi: principal.hi }
  if (region !== null) {
    const lo = Math.max(region.lo, principal.lo)
    const hi = Math.min(region.hi, principal.hi)
    if (lo < hi) return { lo, hi }
  }
  throw fault('NOT_FOUND', { value: named }, path)
}
