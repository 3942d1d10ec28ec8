import type { HallEntry } from '../registers/register-index.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Region } from '../registers/region.ts'
import { hasAuthority } from './rules/standing.ts'
import type { Scored } from './score-tables.ts'

/** What has a score, with the region of which its figures are. */
export type Subject = { readonly kind: Scored; readonly region: Region; readonly hall: HallEntry | null }

export const subjectId = ({ region, hall }: Subject): number => hall?.id ?? region.id

/** The province that sets the weights of a region. */
export const provinceOf = (tree: RegionTree, region: Region): Region => tree.ancestorsOf(region)[0] ?? region

/** Everything in a region that has a score: provinces, cities, counties and all halls. */
export const subjectsIn = ({ tree, index }: RegisterSnapshot, within: Region): readonly Subject[] => {
  const regions = (region: Region): readonly Subject[] =>
    hasAuthority(region) ? [{ kind: 'REGION', region, hall: null }, ...tree.childrenOf(region).flatMap(regions)] : []
  const halls = index.halls.flatMap((hall): Subject[] => {
    const isIn = hall.scopeKey >= within.scopeKey && hall.scopeKey < within.scopeEnd
    const region = isIn ? tree.byId(hall.regionId) : undefined
    return region === undefined ? [] : [{ kind: 'HALL', region, hall }]
  })
  return [...regions(within), ...halls]
}

/** What is ranked in a region: cities or counties right below it; or halls that are seated in it or right below it. */
export const rankedIn = ({ tree, index }: RegisterSnapshot, within: Region, kind: Scored): readonly Subject[] => {
  const children = tree.childrenOf(within)
  if (kind === 'REGION') return children.filter(hasAuthority).map((region) => ({ kind, region, hall: null }))
  return [within, ...children].flatMap((region) =>
    index.hallsSeatedIn(region.id).map((hall) => ({ kind, region, hall })),
  )
}
