import type { PlaceRef, RegionRef } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

type Places = { readonly total: number; readonly nodes: readonly PlaceRef[] }

export const findRegionsQuery = query<
  { searchRegions: readonly (RegionRef & { readonly ancestors: readonly RegionRef[] })[] },
  { text: string }
>(`query FindRegions($text: String!) {
  searchRegions(text: $text, first: 50) { code name nameEn level ancestors { code name nameEn level } }
}`)

/** What a role may be bound to within a region; asked only for what the role takes. */
export const placesWithinQuery = query<
  { organisations: Places; halls: Places },
  { within: string }
>(`query PlacesWithin($within: RegionCode!) {
  organisations(within: $within, first: 200) { total nodes { code name nameEn } }
  halls(within: $within, first: 200) { total nodes { code name nameEn } }
}`)
