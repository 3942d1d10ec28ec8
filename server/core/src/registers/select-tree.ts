import type { Transaction } from 'kysely'
import { makeRegionTree, type RegionTree } from './region-tree.ts'
import type { RegistersTables } from './tables.ts'

/** Reads all regions and the codes of former times; some 150 ms for a province. */
export async function selectRegionTree(trx: Transaction<RegistersTables>): Promise<RegionTree> {
  const rows = await trx.selectFrom('core.region').selectAll().execute()
  const former = await trx.selectFrom('core.regionHistory').select(['code', 'regionId']).orderBy('validTo').execute()
  return makeRegionTree(rows, new Map(former.map((row) => [row.code, row.regionId])))
}
