import type { Principal } from '../../graphql/context.ts'
import { fault } from '../../graphql/errors.ts'
import type { Region } from '../region.ts'
import type { RegionTree } from '../region-tree.ts'

type Range = { readonly lo: number; readonly hi: number }

/** Whether a principal may see what belongs to a scope key. */
export function mayRead(principal: Principal | null, scopeKey: number): boolean {
  return principal !== null && scopeKey >= principal.lo && scopeKey < principal.hi
}

/** The region of a code as the argument `within`; throws NOT_FOUND for an unknown one and one out of range alike. */
export function readWithin(tree: RegionTree, principal: Principal | null, code: string): Region {
  const region = tree.byCode(code)
  const inside = region !== undefined && mayRead(principal, region.scopeKey)
  if (!inside) throw fault('NOT_FOUND', { value: code }, ['within'])
  return region
}

/** The region of a code when all of it lies in a range; undefined for an unknown one and one out of range alike. */
export function wholeWithin(tree: RegionTree, range: Range | null, code: string): Region | undefined {
  const region = tree.byCode(code)
  const inside = region !== undefined && range !== null && region.scopeKey >= range.lo && region.scopeEnd <= range.hi
  return inside ? region : undefined
}

/** The rows of a list sorted by scope key that lie in a range. */
export function rowsWithin<Row extends { readonly scopeKey: number }>(rows: readonly Row[], { lo, hi }: Range): Row[] {
  return rows.slice(firstFrom(rows, lo), firstFrom(rows, hi))
}

function firstFrom(rows: readonly { readonly scopeKey: number }[], scopeKey: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.scopeKey ?? 0) < scopeKey) low = middle + 1
    else high = middle
  }
  return low
}
