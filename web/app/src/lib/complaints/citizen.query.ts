import { mutation, query } from '@zhikong/ui/query'
import type { Category, Judgement, Kind, State, Type } from './words.ts'

export type Unit = {
  readonly kind: 'HALL' | 'ORGANISATION'
  readonly code: string
  readonly name: string
  readonly region: string
}

export const unitsQuery = query<{ complaintUnits: readonly Unit[] }, { text: string }>(
  `query ComplaintUnits($text: String!) { complaintUnits(text: $text) { kind code name region } }`,
)

export const submitMutation = mutation<
  { receipt: string },
  {
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
    photos: readonly string[]
  }
>(`mutation SubmitComplaint($input: SubmitComplaintInput!) {
  outcome: submitComplaint(input: $input) { __typename ... on SubmitComplaintPayload { receipt } ... on InputError { message path } }
}`)

export type Followed = {
  readonly kind: Kind
  readonly category: Category
  readonly state: State
  readonly receivedAt: string
  readonly stepDue: string | null
  readonly judgement: Judgement | null
  readonly reply: string | null
  readonly review: string | null
  readonly additions: readonly string[]
  readonly mayAdd: boolean
  readonly mayAppeal: boolean
}

export const followQuery = query<{ followComplaint: Followed | null }, { receipt: string }>(
  `query FollowComplaint($receipt: String!) { followComplaint(receipt: $receipt) { kind category state receivedAt stepDue
    judgement reply review additions mayAdd mayAppeal } }`,
)

export const addMutation = mutation<object, { receipt: string; words: string }>(
  `mutation AddToComplaint($input: AddToComplaintInput!) { outcome: addToComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)

export const appealMutation = mutation<object, { receipt: string; words: string }>(
  `mutation AppealComplaint($input: AppealComplaintInput!) { outcome: appealComplaint(input: $input) { __typename ... on InputError { message path } } }`,
)
