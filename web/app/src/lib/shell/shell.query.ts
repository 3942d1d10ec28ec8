import type { Platform, RegionPath, Viewer } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

const ref = 'code name nameEn level'

export const entryQuery = query<{ platform: Platform; viewer: Viewer | null }>(`query Entry {
  platform { name version mode now demoProgress }
  viewer {
    id name username permissions mustChangePassword mustSetUpSecondFactor secondFactor region { ${ref} ancestors { ${ref} } }
    scopes { id roles permissions current region { ${ref} } organisation { code name nameEn } hall { code name nameEn } }
  }
}`)

export const placeQuery = query<{ region: RegionPath | null }, { code: string }>(`query Place($code: RegionCode!) {
  region(code: $code) { ${ref} kind children { ${ref} } ancestors { ${ref} children { ${ref} } } }
}`)

export const cardsQuery = query<
  { alertList: { total: number } },
  { within: string }
>(`query OpenCards($within: RegionCode!) {
  alertList(within: $within, filter: { level: [YELLOW, RED], state: [TO_CONFIRM, ISSUED] }, first: 1) { total }
}`)

export type SearchHit =
  | {
      __typename: 'Region'
      regionCode: string
      name: string
      regionNameEn: string
      ancestors: { name: string; nameEn: string }[]
    }
  | {
      __typename: 'Hall'
      id: string
      name: string
      nameEn: string | null
      region: { code: string; name: string; nameEn: string }
    }
  | { __typename: 'Matter'; id: string; code: string; name: string; nameEn: string | null }
  | {
      __typename: 'Organisation'
      id: string
      code: string
      name: string
      nameEn: string | null
      region: { code: string; name: string; nameEn: string }
    }
  | {
      __typename: 'Case'
      id: string
      externalId: string
      state: string
      matter: { name: string; nameEn: string | null }
    }

export const searchQuery = query<{ search: SearchHit[] }, { text: string }>(`query Search($text: String!) {
  search(text: $text, first: 12) {
    __typename
    ... on Region { regionCode: code name regionNameEn: nameEn ancestors { name nameEn } }
    ... on Hall { id name nameEn region { code name nameEn } }
    ... on Matter { id code name nameEn }
    ... on Organisation { id code name nameEn region { code name nameEn } }
    ... on Case { id externalId state matter { name nameEn } }
  }
}`)
