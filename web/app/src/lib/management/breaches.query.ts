import type { RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export type Breach = {
  readonly id: string
  readonly indicator: string
  readonly clause: string
  readonly title: string
  readonly since: string
  readonly until: string | null
  readonly from: string
  readonly to: string
  readonly display: string
  readonly target: number
  readonly comparator: 'AT_LEAST' | 'AT_MOST'
  readonly n: number
  readonly region: RegionRef
}

export const breachesQuery = query<
  {
    breaches: {
      total: number
      nodes: readonly Breach[]
      pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  },
  { within: string; alone: boolean; lasting: boolean; first: number; after: string | null }
>(`query Breaches($within: RegionCode!, $alone: Boolean!, $lasting: Boolean!, $first: Int!, $after: String) {
  breaches(within: $within, alone: $alone, lasting: $lasting, first: $first, after: $after) {
    total pageInfo { hasNextPage endCursor }
    nodes { id indicator clause title since until from to display target comparator n region { code name nameEn level } } } }`)

export const lookForBreachesMutation = mutation<{ readonly begun: number; readonly over: number }, { within: string }>(
  `mutation LookForBreaches($input: LookForBreachesInput!) { outcome: lookForBreaches(input: $input) {
  __typename ... on LookForBreachesPayload { begun over } ... on InputError { message path } } }`,
)
