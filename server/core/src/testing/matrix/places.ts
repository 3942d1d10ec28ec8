import type { Reach } from '../../graphql/context.ts'
import type { RegionTree } from '../../registers/region-tree.ts'

/** Where the data of the matrix lie: a hall in a region, and the organisation that decides there. */
export type Place = {
  /** Letters and digits; stands in every canary of the place. */
  readonly name: string
  /** The code of the region, 12 digits. */
  readonly region: string
  readonly hall: string
  readonly organisation: string
}

const CITY = '430100000000'
const COUNTY = '430102000000'
const TOWNSHIP = '430102001000'
const SIBLING = '430103000000'
const OTHER_CITY = '430200000000'
const THERE = '430202000000'

/** Two halls and two organisations of a county, and around it whatever a reader may be to it. */
export const PLACES: readonly Place[] = [
  { name: 'ProvinceA', region: '430000000000', hall: 'H-PROVINCE', organisation: 'O-PROVINCE' },
  { name: 'CityA', region: CITY, hall: 'H-CITY', organisation: 'O-CITY' },
  { name: 'CountyA', region: COUNTY, hall: 'H-COUNTY-1', organisation: 'O-COUNTY-1' },
  { name: 'CountyB', region: COUNTY, hall: 'H-COUNTY-1', organisation: 'O-COUNTY-2' },
  { name: 'CountyC', region: COUNTY, hall: 'H-COUNTY-2', organisation: 'O-COUNTY-1' },
  { name: 'TownshipA', region: TOWNSHIP, hall: 'H-TOWNSHIP', organisation: 'O-TOWNSHIP' },
  { name: 'SiblingA', region: SIBLING, hall: 'H-SIBLING', organisation: 'O-SIBLING' },
  { name: 'ThereA', region: THERE, hall: 'H-THERE', organisation: 'O-THERE' },
]

/** What a reader is to the county: where it has its grant. */
export type Position = {
  readonly name: string
  readonly region: string
  readonly organisation?: string
  readonly hall?: string
}

export const POSITIONS: readonly Position[] = [
  { name: 'ancestor: the province', region: '430000000000' },
  { name: 'ancestor: the city', region: CITY },
  { name: 'self', region: COUNTY },
  { name: 'descendant', region: TOWNSHIP },
  { name: 'sibling', region: SIBLING },
  { name: 'other city', region: OTHER_CITY },
  { name: 'own organisation', region: COUNTY, organisation: 'O-COUNTY-1' },
  { name: 'other organisation', region: COUNTY, organisation: 'O-COUNTY-2' },
  { name: 'own hall', region: COUNTY, hall: 'H-COUNTY-1' },
  { name: 'other hall', region: COUNTY, hall: 'H-COUNTY-2' },
]

/** The range of a region, as a reach that is bound to nothing. @throws Error for a code that no region has */
export function reachOf(tree: RegionTree, code: string): Reach & { readonly regionId: number } {
  const region = tree.byCode(code)
  if (region === undefined) throw new Error(`There is no region ${code}`)
  const { id, scopeKey, scopeEnd } = region
  return { regionId: id, lo: scopeKey, hi: scopeEnd, organisationId: null, hallId: null }
}
