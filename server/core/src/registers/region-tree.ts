import type { Region } from './region.ts'
import { makeRegionSearch } from './region-search.ts'

/** All regions in memory, never changed: a change of the register makes a new tree. */
export type RegionTree = {
  /** In the order of their scope keys: every region before what is within it. */
  readonly all: readonly Region[]
  readonly roots: readonly Region[]
  readonly byId: (id: number) => Region | undefined
  /** By 12-digit code; a code that a region had in former times finds it too. */
  readonly byCode: (code: string) => Region | undefined
  readonly parentOf: (region: Region) => Region | undefined
  /** The regions right below, in the order of their scope keys, ended ones included. */
  readonly childrenOf: (region: Region) => readonly Region[]
  /** From the province down to the parent. */
  readonly ancestorsOf: (region: Region) => readonly Region[]
  /** The region and all below it, in the order of their scope keys. */
  readonly subtreeOf: (region: Region) => readonly Region[]
  /** The region to which a scope key belongs: the deepest whose range holds it. */
  readonly byScopeKey: (scopeKey: number) => Region | undefined
  /** By name, English name, pinyin, initials or code; see `makeRegionSearch`. */
  readonly search: (text: string, first: number) => readonly Region[]
}

/** Whether a region counts as one on a local day 'YYYY-MM-DD'. */
export function isValidOn(row: { readonly validFrom: string; readonly validTo: string | null }, day: string): boolean {
  return row.validFrom <= day && (row.validTo === null || day < row.validTo)
}

/** Builds the tree; `formerCodes` leads from codes of former times to ids. */
export function makeRegionTree(rows: readonly Region[], formerCodes: ReadonlyMap<string, number>): RegionTree {
  const all = rows.toSorted((a, b) => a.scopeKey - b.scopeKey)
  const ids = new Map(all.map((region) => [region.id, region]))
  const codes = new Map(all.map((region) => [region.code, region]))
  const children = Map.groupBy(all, (region) => region.parentId)
  const search = makeRegionSearch(all)

  const parentOf = (region: Region) => (region.parentId === null ? undefined : ids.get(region.parentId))
  const indexFrom = (scopeKey: number) => lowerBound(all, scopeKey)

  return {
    all,
    roots: children.get(null) ?? [],
    byId: (id) => ids.get(id),
    byCode: (code) => codes.get(code) ?? ids.get(formerCodes.get(code) ?? -1),
    parentOf,
    childrenOf: (region) => children.get(region.id) ?? [],
    ancestorsOf: (region) => {
      const above: Region[] = []
      for (let up = parentOf(region); up !== undefined; up = parentOf(up)) above.unshift(up)
      return above
    },
    subtreeOf: (region) => all.slice(indexFrom(region.scopeKey), indexFrom(region.scopeEnd)),
    byScopeKey: (scopeKey) => {
      let region = all[indexFrom(scopeKey + 1) - 1]
      while (region !== undefined && region.scopeEnd <= scopeKey) region = parentOf(region)
      return region
    },
    search,
  }
}

/** The first place whose scope key is not below `scopeKey`. */
function lowerBound(regions: readonly Region[], scopeKey: number): number {
  let low = 0
  let high = regions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((regions[middle]?.scopeKey ?? 0) < scopeKey) low = middle + 1
    else high = middle
  }
  return low
}
