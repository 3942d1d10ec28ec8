import type { PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import type { Category, Judgement, Kind, State, Step, Type, Way } from './words.ts'

export type ComplaintRow = {
  readonly id: string
  readonly number: number
  readonly isSealed: boolean
  readonly kind: Kind
  readonly category: Category
  readonly state: State
  readonly region: RegionRef
  readonly organisation: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly receivedAt: string
  readonly stepDue: string | null
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }
type List = { readonly total: number; readonly nodes: readonly ComplaintRow[]; readonly pageInfo: PageInfo }
type Wanted = { within: string; state: State | null; isLate: boolean | null; first: number; after: string | null }

export const complaintsQuery = query<{ complaints: List }, Wanted>(
  `query Complaints($within: RegionCode!, $state: ComplaintState, $isLate: Boolean, $first: Int!, $after: String) {
  complaints(within: $within, filter: { state: $state, isLate: $isLate }, first: $first, after: $after) { total
    pageInfo { hasNextPage endCursor } nodes { id number isSealed kind category state receivedAt stepDue
      region { code name nameEn level } organisation { code name nameEn } hall { code name nameEn } } }
}`,
)

export const sealedComplaintsQuery = query<{ sealedComplaints: List }, Wanted>(
  `query SealedComplaints($within: RegionCode!, $state: ComplaintState, $isLate: Boolean, $first: Int!, $after: String) {
  sealedComplaints(within: $within, filter: { state: $state, isLate: $isLate }, first: $first, after: $after) { total
    pageInfo { hasNextPage endCursor } nodes { id number isSealed kind category state receivedAt stepDue
      region { code name nameEn level } organisation { code name nameEn } hall { code name nameEn } } }
}`,
)

export type ComplaintDetail = ComplaintRow & {
  readonly type: Type
  readonly words: string | null
  readonly caseNumber: string | null
  readonly complainant: string | null
  readonly staff: string | null
  readonly handler: string | null
  readonly investigation: string | null
  readonly judgement: Judgement | null
  readonly reply: string | null
  readonly referredTo: string | null
  readonly releasedAt: string | null
  readonly way: Way
  readonly photos: readonly { readonly id: string; readonly url: string }[]
  readonly possibleSteps: readonly Step[]
  readonly trail: readonly {
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly step: Step | 'RECEIVE' | 'ADD' | 'RELEASE'
    readonly words: string
  }[]
}

export const complaintQuery = query<{ complaint: ComplaintDetail | null }, { id: string }>(
  `query Complaint($id: ID!) { complaint(id: $id) { id number isSealed kind type category state receivedAt stepDue words
    caseNumber complainant staff handler investigation judgement reply referredTo releasedAt way photos { id url } possibleSteps
    region { code name nameEn level } organisation { code name nameEn } hall { code name nameEn }
    trail { id at actor step words } } }`,
)

export const handlersQuery = query<
  { complaintHandlers: readonly { readonly id: string; readonly name: string }[] },
  { id: string }
>(`query ComplaintHandlers($id: ID!) { complaintHandlers(id: $id) { id name } }`)

type Plain = { id: string; words: string }

export const acceptMutation = mutation<object, Plain & { category: Category | null }>(
  `mutation AcceptComplaint($input: AcceptComplaintInput!) { outcome: acceptComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const refuseMutation = mutation<object, Plain>(
  `mutation RefuseComplaint($input: RefuseComplaintInput!) { outcome: refuseComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const referMutation = mutation<object, Plain & { to: string }>(
  `mutation ReferComplaint($input: ReferComplaintInput!) { outcome: referComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const assignMutation = mutation<object, Plain & { handler: string }>(
  `mutation AssignComplaint($input: AssignComplaintInput!) { outcome: assignComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const investigateMutation = mutation<object, Plain>(
  `mutation InvestigateComplaint($input: InvestigateComplaintInput!) { outcome: investigateComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const judgeMutation = mutation<object, Plain & { judgement: Judgement }>(
  `mutation JudgeComplaint($input: JudgeComplaintInput!) { outcome: judgeComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const replyMutation = mutation<object, Plain>(
  `mutation ReplyToComplaint($input: ReplyToComplaintInput!) { outcome: replyToComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const reviewMutation = mutation<object, Plain & { confirms: boolean }>(
  `mutation ReviewComplaint($input: ReviewComplaintInput!) { outcome: reviewComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const closeMutation = mutation<object, Plain>(
  `mutation CloseComplaint($input: CloseComplaintInput!) { outcome: closeComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
export const reopenMutation = mutation<object, Plain>(
  `mutation ReopenComplaint($input: ReopenComplaintInput!) { outcome: reopenComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)

export const releaseMutation = mutation<{ readonly id: string }, { id: string; summary: string }>(
  `mutation ReleaseComplaint($input: ReleaseComplaintInput!) {
  outcome: releaseComplaint(input: $input) { __typename ... on ReleaseComplaintPayload { id } ... on InputError { message path } } }`,
)

export const revealMutation = mutation<
  { readonly complainant: { readonly name: string; readonly phone: string | null } },
  { id: string; reason: string }
>(`mutation RevealComplainant($input: RevealComplainantInput!) {
  outcome: revealComplainant(input: $input) { __typename ... on RevealComplainantPayload { complainant { name phone } }
    ... on InputError { message path } } }`)

type Reported = {
  source: string
  number: string
  way: Way
  said: {
    kind: Kind
    type: Type
    category: Category
    hall: string | null
    organisation: string | null
    caseNumber: string | null
    words: string
    staffName: string | null
    name: string | null
    phone: string | null
  }
}

export const reportMutation = mutation<
  { readonly complaints: readonly { readonly receipt: string | null }[] },
  readonly Reported[]
>(`mutation ReportComplaints($input: [ReportedComplaintInput!]!) {
  outcome: reportComplaints(input: $input) { __typename ... on ReportComplaintsPayload { complaints { receipt } }
    ... on InputError { message path } } }`)
