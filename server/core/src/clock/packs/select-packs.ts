import type { Transaction } from 'kysely'
import type { ScopeRange } from '../../graphql/context.ts'
import type { Region } from '../../registers/region.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import type { PackRow } from './plan-pack.ts'
import type { RulePackTables } from './tables.ts'

/** A stored version with its place. */
export type PackView = { readonly row: PackRow; readonly region: Region }

/** Whoever works in a place knows the rules of that place, of all within it, and of those above, which hold there too. */
const concerns = (region: Region, { lo, hi }: ScopeRange): boolean =>
  (region.scopeKey <= lo && region.scopeEnd >= hi) || (region.scopeKey >= lo && region.scopeEnd <= hi)

/** The newest version of each pack that concerns a range, the widest place first. */
export const selectPacks = async (
  trx: Transaction<RulePackTables>,
  tree: RegionTree,
  range: ScopeRange,
): Promise<readonly PackView[]> => {
  const rows = await trx
    .selectFrom('core.rulePack')
    .distinctOn('id')
    .selectAll()
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const views = rows.flatMap((row): PackView[] => {
    const region = tree.byId(row.regionId)
    return region !== undefined && concerns(region, range) ? [{ row, region }] : []
  })
  const span = ({ region }: PackView): number => region.scopeEnd - region.scopeKey
  return views.toSorted((a, b) => span(b) - span(a) || a.region.scopeKey - b.region.scopeKey)
}

/** A version, the newest unless told; null for none and for one that does not concern the range alike. */
export const selectPack = async (
  trx: Transaction<RulePackTables>,
  tree: RegionTree,
  { id, version }: { readonly id: string; readonly version: number | null },
  range: ScopeRange,
): Promise<PackView | null> => {
  const row = await trx
    .selectFrom('core.rulePack')
    .selectAll()
    .where('id', '=', id)
    .$if(version !== null, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const region = row && tree.byId(row.regionId)
  return row !== undefined && region !== undefined && concerns(region, range) ? { row, region } : null
}
