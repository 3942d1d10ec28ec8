import type { Figure, Indicator, PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }
type Tag = { readonly code: string; readonly title: string }

export type OrderState =
  | 'OPEN'
  | 'CONTACTED'
  | 'UPHELD'
  | 'UNFOUNDED'
  | 'STRIKE_PROPOSED'
  | 'FIXED'
  | 'EXPLAINED'
  | 'STRUCK_OUT'
  | 'CLOSED'
export type OrderStep =
  | 'CONTACT'
  | 'UPHOLD'
  | 'REJECT'
  | 'PROPOSE_STRIKE'
  | 'STRIKE'
  | 'REFUSE_STRIKE'
  | 'FIX'
  | 'EXPLAIN'
  | 'FOLLOW_UP'
  | 'CLOSE'

export type Voice = {
  readonly caseId: string
  readonly words: string | null
  readonly rater: { readonly name: string; readonly phone: string | null } | null
}

export type RatingNode = {
  readonly id: string
  readonly day: string
  readonly kind: 'FIRST' | 'FOLLOW_UP'
  readonly channel: 'DEVICE' | 'KIOSK' | 'QR' | 'PORTAL' | 'APP' | 'SMS' | 'HOTLINE'
  readonly grade: 1 | 2 | 3 | 4 | 5
  readonly isDefault: boolean
  readonly isRealName: boolean
  readonly verdict: 'UPHELD' | 'UNFOUNDED' | 'STRUCK_OUT' | null
  readonly tags: readonly Tag[]
  readonly hall: PlaceRef | null
  readonly organisation: PlaceRef | null
  readonly matter: { readonly name: string } | null
  readonly voice: Voice | null
}

export type OrderNode = {
  readonly id: string
  readonly state: OrderState
  readonly day: string
  readonly grade: 1 | 2
  readonly contactDue: string
  readonly fixDue: string
  readonly isLate: boolean
  readonly account: string | null
  readonly ground: string | null
  readonly strikeReason: 'MISTAKEN' | 'MALICIOUS' | null
  readonly outcome: string | null
  readonly followUpGrade: 1 | 2 | 3 | 4 | 5 | null
  readonly possibleSteps: readonly OrderStep[]
  readonly tags: readonly Tag[]
  readonly region: RegionRef
  readonly hall: PlaceRef | null
  readonly organisation: PlaceRef | null
}

export const ratingsQuery = query<
  { ratings: { total: number; nodes: readonly RatingNode[]; pageInfo: PageInfo } },
  { within: string; filter: object; after: string | null }
>(`query Ratings($within: RegionCode!, $filter: RatingFilter, $after: String) {
  ratings(within: $within, filter: $filter, first: 50, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id day kind channel grade isDefault isRealName verdict tags { code title } hall { code name nameEn }
      organisation { code name nameEn } matter { name } voice { caseId words rater { name phone } } } }
}`)

export const ordersQuery = query<
  { ratingOrders: { total: number; nodes: readonly OrderNode[]; pageInfo: PageInfo } },
  { within: string; filter: object; after: string | null }
>(`query RatingOrders($within: RegionCode!, $filter: RatingOrderFilter, $after: String) {
  ratingOrders(within: $within, filter: $filter, first: 50, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id state day grade contactDue fixDue isLate account ground strikeReason outcome followUpGrade possibleSteps
      tags { code title } region { code name nameEn level } hall { code name nameEn } organisation { code name nameEn } } }
}`)

export type OrderDetail = {
  readonly rating: { readonly id: string; readonly voice: Voice | null } | null
  readonly trail: readonly {
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly step: OrderStep
    readonly words: string
  }[]
}

export const orderQuery = query<{ ratingOrder: OrderDetail | null }, { id: string }>(
  `query RatingOrder($id: ID!) { ratingOrder(id: $id) { rating { id voice { caseId words rater { name phone } } }
    trail { id at actor step words } } }`,
)

export type SatisfactionRow = {
  readonly indicator: Indicator & { readonly title: string; readonly description: string }
  readonly total: Figure
}

export const satisfactionQuery = query<
  { rollups: readonly SatisfactionRow[] },
  { code: string; indicators: readonly string[]; from: string; to: string }
>(`query Satisfaction($code: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!) {
  rollups(region: $code, indicators: $indicators, from: $from, to: $to) {
    indicator { code clause title description unit better target comparator }
    total { value n display noData meetsTarget asOf }
  }
}`)

export const contactMutation = mutation<object, { id: string; reached: boolean; account: string }>(
  `mutation ContactRater($input: ContactRaterInput!) { outcome: contactRater(input: $input) { __typename ... on InputError { message path } } }`,
)
export const verifyMutation = mutation<
  object,
  { id: string; upheld: boolean | null; strike: 'MISTAKEN' | 'MALICIOUS' | null; ground: string }
>(
  `mutation VerifyRating($input: VerifyRatingInput!) { outcome: verifyRating(input: $input) { __typename ... on InputError { message path } } }`,
)
export const decideMutation = mutation<object, { id: string; agreed: boolean; words: string }>(
  `mutation DecideStrike($input: DecideStrikeInput!) { outcome: decideStrike(input: $input) { __typename ... on InputError { message path } } }`,
)
export const settleMutation = mutation<object, { id: string; outcome: string }>(
  `mutation SettleRating($input: SettleRatingInput!) { outcome: settleRating(input: $input) { __typename ... on InputError { message path } } }`,
)
export const closeMutation = mutation<object, { id: string; words: string }>(
  `mutation CloseRatingOrder($input: CloseRatingOrderInput!) { outcome: closeRatingOrder(input: $input) { __typename ... on InputError { message path } } }`,
)
export const revealMutation = mutation<
  { rater: { readonly name: string; readonly phone: string | null } },
  { rating: string; reason: string }
>(
  `mutation RevealRater($input: RevealRaterInput!) { outcome: revealRater(input: $input) { __typename ... on RevealRaterPayload { rater { name phone } } ... on InputError { message path } } }`,
)
export const followUpMutation = mutation<{ address: string; expiresAt: string }, { id: string; channel: 'SMS' | 'QR' }>(
  `mutation CreateFollowUpLink($input: CreateFollowUpLinkInput!) { outcome: createFollowUpLink(input: $input) { __typename ... on CreateFollowUpLinkPayload { address expiresAt } ... on InputError { message path } } }`,
)
export const linkMutation = mutation<{ address: string; expiresAt: string }, { case: string; channel: 'QR' }>(
  `mutation CreateRatingLink($input: CreateRatingLinkInput!) { outcome: createRatingLink(input: $input) { __typename ... on CreateRatingLinkPayload { address expiresAt } ... on InputError { message path } } }`,
)
