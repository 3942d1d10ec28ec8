/** A name and code that a county had before it became a city or district. */
export type FormerRegion = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** The code it has now. */
  readonly now: string
  /** The first local day of the year after the change. */
  readonly until: string
}

/**
 * The counties of Hunan whose codes changed since the maps and lists still in use were made, so that old files find
 * their region. The pairs of codes are those of the map data (`web/core/src/map`); the former names and the years were
 * written down from common knowledge and want checking before anything is counted by them. Nothing is today.
 */
export const FORMER_REGIONS: readonly FormerRegion[] = [
  { code: '430124000000', name: '宁乡县', nameEn: 'Ningxiang County', now: '430182000000', until: '2018-01-01' },
  { code: '430221000000', name: '株洲县', nameEn: 'Zhuzhou County', now: '430212000000', until: '2019-01-01' },
  { code: '430521000000', name: '邵东县', nameEn: 'Shaodong County', now: '430582000000', until: '2020-01-01' },
  { code: '431121000000', name: '祁阳县', nameEn: 'Qiyang County', now: '431181000000', until: '2022-01-01' },
]
