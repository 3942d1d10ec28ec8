import type { Region } from '../region.ts'
import { isAbove } from '../region-code.ts'
import type { RegionTree } from '../region-tree.ts'
import { paddedRegionCode } from './references.ts'
import type { RegionDraft } from './region.ts'

/** The tree together with the regions that are being added to it, so that children find their new parents. */
export type RegionsInWork = {
  readonly byCode: (code: string) => Region | undefined
  readonly childrenOf: (region: Region) => readonly Region[]
  /** Whether a county, city or province has this area code: figures are kept apart by it. */
  readonly hasArea: (areaCode: number) => boolean
  /** The end of validity as it will be after the save. */
  readonly endOf: (region: Region) => string | null
  readonly nextId: () => number
  readonly add: (region: Region) => void
}

/** Makes it for one save of these drafts. */
export function regionsInWork(tree: RegionTree, drafts: readonly RegionDraft[]): RegionsInWork {
  const ends = new Map(
    drafts.flatMap(({ code, validTo }) =>
      validTo === undefined ? [] : ([[paddedRegionCode(code), validTo]] as const),
    ),
  )
  let lastId = tree.all.reduce((most, region) => Math.max(most, region.id), 0)
  const areas = new Set(tree.all.flatMap((region) => (isArea(region) ? region.areaCode : [])))
  const byCode = new Map<string, Region>()
  const byParent = new Map<number, Region[]>()
  return {
    byCode: (code) => byCode.get(code) ?? tree.byCode(code),
    childrenOf: (region) => [...tree.childrenOf(region), ...(byParent.get(region.id) ?? [])],
    hasArea: (areaCode) => areas.has(areaCode),
    endOf: (region) => {
      const end = ends.get(region.code)
      return end === undefined ? region.validTo : end
    },
    nextId: () => (lastId += 1),
    add: (region) => {
      byCode.set(region.code, region)
      if (isArea(region)) areas.add(region.areaCode)
      if (region.parentId === null) return
      const siblings = byParent.get(region.parentId)
      if (siblings === undefined) byParent.set(region.parentId, [region])
      else siblings.push(region)
    },
  }
}

const isArea = ({ level }: Region): boolean => isAbove(level, 'TOWNSHIP')
