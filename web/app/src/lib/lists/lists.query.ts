import type { CardLevel, CaseState, Limit, RegionRef } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'
import { alertFields, type ListedAlert } from '#lib/overview/overview.query.ts'

type Named = { readonly name: string; readonly nameEn: string | null }
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

export type ListedCase = {
  readonly id: string
  readonly externalId: string
  readonly source: string
  readonly state: CaseState
  readonly matter: Named
  readonly hall: Named
  readonly region: RegionRef
  readonly channel: { readonly name: string; readonly nameEn: string | null } | null
  readonly acceptedAt: string | null
  readonly closedAt: string | null
  readonly promised: Limit | null
  readonly dueAt: string | null
  readonly overdue: boolean
  readonly overDays: number | null
  readonly closedLate: boolean | null
  readonly cardLevel: CardLevel | null
  readonly flags: readonly string[]
}

/** As the API takes it; built from the address by `case-filter.ts`. */
export type CaseFilter = Readonly<Record<string, string | boolean | readonly string[]>>

export const listedCaseFields =
  'id externalId source state matter { name nameEn } hall { name nameEn } region { code name nameEn level } channel { name nameEn } acceptedAt closedAt promised { amount unit } dueAt overdue overDays closedLate cardLevel flags'

export const casesQuery = query<
  { cases: { total: number; nodes: ListedCase[]; pageInfo: PageInfo } },
  { within: string; filter: CaseFilter; first: number; after: string | null }
>(`query Cases($within: RegionCode!, $filter: CaseFilter, $first: Int!, $after: String) {
  cases(within: $within, filter: $filter, first: $first, after: $after) {
    total pageInfo { hasNextPage endCursor }
    nodes { ${listedCaseFields} }
  }
}`)

export const channelsQuery = query<{ channels: { code: string; name: string; nameEn: string | null }[] }>(
  `query Channels { channels { code name nameEn } }`,
)

export const alertsQuery = query<
  { alertList: { total: number; nodes: ListedAlert[]; pageInfo: PageInfo } },
  { within: string; filter: CaseFilter; first: number; after: string | null }
>(`query Alerts($within: RegionCode!, $filter: AlertFilter, $first: Int!, $after: String) {
  alertList(within: $within, filter: $filter, first: $first, after: $after) { total pageInfo { hasNextPage endCursor } nodes { ${alertFields} } }
}`)
