import type { Region } from '../../registers/region.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import type { ComplaintCategory, ComplaintType } from '../contract.ts'

/** Whether a complaint is kept from its unit: at the wish of the complainant, or because it is about integrity. */
export const isSealed = (type: ComplaintType, category: ComplaintCategory): boolean =>
  type === 'SEALED' || category === 'INTEGRITY'

/** The region whose authority handles a complaint: of a sealed one that above the unit's, so that the unit's own cannot see it. */
export const handlingRegion = (tree: Pick<RegionTree, 'parentOf'>, region: Region, sealed: boolean): Region =>
  sealed ? (tree.parentOf(region) ?? region) : region
