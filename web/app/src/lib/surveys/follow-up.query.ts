import type { PlaceRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import type { Share } from './surveys.query.ts'

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }
type List<Node> = { readonly total: number; readonly nodes: readonly Node[]; readonly pageInfo: PageInfo }
type Asked = { within: string; first: number; after: string | null }
type AskedCase = {
  readonly id: string
  readonly caseId: string
  readonly matter: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly organisation: PlaceRef | null
  readonly openedAt: string
  readonly words: string | null
}

export type VisitOutcome = 'CONFIRMED' | 'NOT_CONFIRMED' | 'UNREACHABLE'
export type ReturnVisit = AskedCase & {
  readonly origin: 'SURVEY' | 'RATING'
  readonly name: string | null
  readonly phone: string | null
  readonly questions: readonly string[]
  readonly dueAt: string | null
  readonly outcome: VisitOutcome | null
  readonly settledAt: string | null
  readonly settledBy: string | null
  readonly inTime: boolean | null
  readonly findingId: string | null
}

export type LeadState = 'OPEN' | 'REFERRED' | 'DISMISSED'
export type IntegrityLead = AskedCase & {
  readonly state: LeadState
  readonly decidedAt: string | null
  readonly decidedBy: string | null
}

export type UnitResult = {
  readonly id: string
  readonly title: string
  readonly hall: PlaceRef | null
  readonly organisation: PlaceRef | null
  readonly from: string
  readonly to: string
  readonly response: Share
  readonly indices: readonly {
    readonly code: string
    readonly title: string
    readonly small: boolean
    readonly share: Share
  }[]
}

const NAMED = '{ code name nameEn }'
const SHARE = '{ n count percent low high }'
const OF_CASE = `id caseId matter ${NAMED} hall ${NAMED} organisation ${NAMED} openedAt words`
const PAGE = 'total pageInfo { hasNextPage endCursor }'

export const returnVisitsQuery = query<{ returnVisits: List<ReturnVisit> }, Asked & { open: boolean | null }>(
  `query ReturnVisits($within: RegionCode!, $open: Boolean, $first: Int!, $after: String) {
  returnVisits(within: $within, open: $open, first: $first, after: $after) { ${PAGE} nodes { ${OF_CASE}
    origin name phone questions dueAt outcome settledAt settledBy inTime findingId } } }`,
)

export const settleVisitMutation = mutation<
  { readonly id: string },
  { id: string; outcome: VisitOutcome; words: string }
>(`mutation SettleReturnVisit($input: SettleReturnVisitInput!) {
  outcome: settleReturnVisit(input: $input) { __typename ... on SettleReturnVisitPayload { id } ... on InputError { message path } } }`)

export const leadsQuery = query<{ integrityLeads: List<IntegrityLead> }, Asked & { state: LeadState | null }>(
  `query IntegrityLeads($within: RegionCode!, $state: IntegrityLeadState, $first: Int!, $after: String) {
  integrityLeads(within: $within, state: $state, first: $first, after: $after) { ${PAGE} nodes { ${OF_CASE}
    state decidedAt decidedBy } } }`,
)

export const decideLeadMutation = mutation<{ readonly id: string }, { id: string; refer: boolean; words: string }>(
  `mutation DecideIntegrityLead($input: DecideIntegrityLeadInput!) {
  outcome: decideIntegrityLead(input: $input) { __typename ... on DecideIntegrityLeadPayload { id } ... on InputError { message path } } }`,
)

/** The number stands in the document: with a variable in its place the API counts the most that it might be, which is too much. */
export const unitResultsQuery = query<
  { surveyUnitResults: List<UnitResult> },
  { within: string; after: string | null }
>(
  `query SurveyUnitResults($within: RegionCode!, $after: String) {
  surveyUnitResults(within: $within, first: 20, after: $after) { ${PAGE} nodes { id title hall ${NAMED}
    organisation ${NAMED} from to response ${SHARE} indices { code title small share ${SHARE} } } } }`,
)
