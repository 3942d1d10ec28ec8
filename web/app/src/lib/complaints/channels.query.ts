import type { PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import type { Way } from './words.ts'

export type Channel = {
  readonly id: string
  readonly way: Way
  readonly title: string
  readonly address: string
  readonly proof: string
  readonly publishedOn: string
  readonly testEvery: number
  readonly region: RegionRef
  readonly hall: PlaceRef | null
  readonly lastTestedAt: string | null
  readonly lastAliveAt: string | null
  readonly isAlive: boolean | null
  readonly nextTestDue: string
  readonly tests: readonly {
    readonly at: string
    readonly tester: string
    readonly isAlive: boolean
    readonly words: string
  }[]
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

export const channelsQuery = query<
  { complaintChannels: { total: number; nodes: readonly Channel[]; pageInfo: PageInfo } },
  { within: string; first: number; after: string | null }
>(`query ComplaintChannels($within: RegionCode!, $first: Int!, $after: String) {
  complaintChannels(within: $within, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id way title address proof publishedOn testEvery lastTestedAt lastAliveAt isAlive nextTestDue
      region { code name nameEn level } hall { code name nameEn } tests { at tester isAlive words } } } }`)

export const saveChannelMutation = mutation<
  { readonly id: string },
  {
    region: string
    way: Way
    title: string
    address: string
    proof: string
    publishedOn: string
    testEvery: number
  }
>(`mutation SaveComplaintChannel($input: SaveComplaintChannelInput!) {
  outcome: saveComplaintChannel(input: $input) { __typename ... on SaveComplaintChannelPayload { id } ... on InputError { message path } } }`)

export const testChannelMutation = mutation<{ readonly id: string }, { id: string; isAlive: boolean; words: string }>(
  `mutation TestComplaintChannel($input: TestComplaintChannelInput!) {
  outcome: testComplaintChannel(input: $input) { __typename ... on TestComplaintChannelPayload { id } ... on InputError { message path } } }`,
)
