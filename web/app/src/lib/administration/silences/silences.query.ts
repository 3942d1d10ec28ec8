import type { PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export type Silence = {
  readonly id: string
  readonly region: RegionRef | null
  readonly hall: PlaceRef | null
  readonly organisation: PlaceRef | null
  readonly clock: string | null
  readonly reason: string
  readonly createdAt: string
  readonly createdBy: string
  readonly endsAt: string
  readonly endedAt: string | null
  readonly endedBy: string | null
  readonly active: boolean
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

export const silencesQuery = query<
  { silences: { total: number; nodes: readonly Silence[]; pageInfo: PageInfo } },
  { within: string; active: boolean | null; first: number; after: string | null }
>(`query Silences($within: RegionCode!, $active: Boolean, $first: Int!, $after: String) {
  silences(within: $within, active: $active, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id region { code name nameEn level } hall { code name nameEn } organisation { code name nameEn } clock reason
      createdAt createdBy endsAt endedAt endedBy active } }
}`)

export const saveSilenceMutation = mutation<
  object,
  {
    id: string | null
    region: string | null
    hall: string | null
    organisation: string | null
    clock: string | null
    reason: string
    endsAt: string
  }
>(`mutation SaveSilence($input: SaveSilenceInput!) {
  outcome: saveSilence(input: $input) { __typename ... on InputError { message path } }
}`)

export const endSilenceMutation = mutation<object, { id: string }>(
  `mutation EndSilence($input: EndSilenceInput!) { outcome: endSilence(input: $input) { __typename ... on InputError { message } } }`,
)
