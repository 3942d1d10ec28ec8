import type { PlaceRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export type Question = {
  readonly code: string
  readonly text: string
  readonly kind: 'GRADE5' | 'YES_NO' | 'CHOICE' | 'TEXT'
  readonly options: readonly { readonly code: string; readonly text: string }[]
}
export type GivenAnswer = { readonly question: string; readonly value: string }
export type Share = {
  readonly n: number
  readonly count: number
  readonly percent: number | null
  readonly low: number | null
  readonly high: number | null
}
export type CampaignState = 'PLANNED' | 'RUNNING' | 'ENDED'
export type Mode = 'PERIODIC' | 'IRREGULAR' | 'EITHER'
export type Outcome = 'ANSWERED' | 'REFUSED' | 'UNREACHABLE' | 'WRONG_NUMBER'
export type CampaignHead = {
  readonly id: string
  readonly survey: { readonly title: string; readonly clause: string }
  readonly state: CampaignState
  readonly mode: Mode
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly results: { readonly response: Share }
}
export type Campaign = Omit<CampaignHead, 'survey' | 'results'> & {
  readonly region: { readonly code: string }
  readonly seed: string
  readonly frameSize: number | null
  readonly survey: { readonly title: string; readonly clause: string; readonly questions: readonly Question[] }
  readonly results: {
    readonly sampled: number
    readonly ineligible: number
    readonly unhappy: number
    readonly small: boolean
    readonly response: Share
    readonly indices: readonly {
      readonly code: string
      readonly title: string
      readonly small: boolean
      readonly share: Share
    }[]
  }
}
export type Call = {
  readonly id: string
  readonly place: number
  readonly matter: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly name: string | null
  readonly phone: string | null
  readonly ineligible: boolean
  readonly outcome: Outcome | null
  readonly tries: number
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

const SHARE = '{ n count percent low high }'
const QUESTIONS = 'questions { code text kind options { code text } }'
const NAMED = '{ code name nameEn }'
const DONE = (name: string, fields = 'id') =>
  `__typename ... on ${name}Payload { ${fields} } ... on InputError { message path }`

export const surveysQuery = query<{ surveys: readonly { readonly code: string; readonly title: string }[] }, object>(
  `query Surveys { surveys { code title } }`,
)

export const campaignsQuery = query<
  { surveyCampaigns: { total: number; nodes: readonly CampaignHead[]; pageInfo: PageInfo } },
  { within: string; first: number; after: string | null }
>(`query SurveyCampaigns($within: RegionCode!, $first: Int!, $after: String) {
  surveyCampaigns(within: $within, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id survey { title clause } state mode from to dueOn results { response ${SHARE} } } }
}`)

export const campaignQuery = query<{ surveyCampaign: Campaign | null }, { id: string }>(
  `query SurveyCampaign($id: ID!) { surveyCampaign(id: $id) { id state mode from to dueOn seed frameSize region { code }
    survey { title clause ${QUESTIONS} } results { sampled ineligible unhappy small response ${SHARE}
      indices { code title small share ${SHARE} } } } }`,
)

export const callsQuery = query<
  { surveyCalls: { total: number; nodes: readonly Call[]; pageInfo: PageInfo } },
  { campaign: string; filter: Outcome | 'OPEN' | null; first: number; after: string | null }
>(`query SurveyCalls($campaign: ID!, $filter: SurveyCallFilter, $first: Int!, $after: String) {
  surveyCalls(campaign: $campaign, filter: $filter, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id place matter ${NAMED} hall ${NAMED} name phone ineligible outcome tries } }
}`)

export const planMutation = mutation<
  { readonly id: string },
  {
    survey: string
    region: string
    from: string
    to: string
    sampleSize: number
    restDays: number
    mode: Mode
    dueOn: string
  }
>(`mutation PlanSurveyCampaign($input: PlanSurveyCampaignInput!) {
  outcome: planSurveyCampaign(input: $input) { ${DONE('PlanSurveyCampaign')} } }`)

export const drawMutation = mutation<{ readonly id: string }, { id: string }>(
  `mutation DrawSurveySample($input: DrawSurveySampleInput!) { outcome: drawSurveySample(input: $input) { ${DONE('DrawSurveySample')} } }`,
)

export const endMutation = mutation<{ readonly id: string }, { id: string }>(
  `mutation EndSurveyCampaign($input: EndSurveyCampaignInput!) { outcome: endSurveyCampaign(input: $input) { ${DONE('EndSurveyCampaign')} } }`,
)

export const contactMutation = mutation<{ readonly id: string }, { id: string; outcome: Outcome }>(
  `mutation RecordSurveyContact($input: RecordSurveyContactInput!) {
  outcome: recordSurveyContact(input: $input) { ${DONE('RecordSurveyContact')} } }`,
)

export const answersMutation = mutation<{ readonly id: string }, { id: string; answers: readonly GivenAnswer[] }>(
  `mutation RecordSurveyAnswers($input: RecordSurveyAnswersInput!) {
  outcome: recordSurveyAnswers(input: $input) { ${DONE('RecordSurveyAnswers')} } }`,
)

export const linkMutation = mutation<{ readonly token: string }, { id: string }>(
  `mutation IssueSurveyLink($input: IssueSurveyLinkInput!) { outcome: issueSurveyLink(input: $input) { ${DONE('IssueSurveyLink', 'token')} } }`,
)

export const revealMutation = mutation<
  { readonly name: string; readonly phone: string },
  { call: string; reason: string } | { returnVisit: string; reason: string }
>(`mutation RevealSurveyContact($input: RevealSurveyContactInput!) {
  outcome: revealSurveyContact(input: $input) { ${DONE('RevealSurveyContact', 'name phone')} } }`)

export type PublicSurvey = {
  readonly title: string
  readonly state: 'OPEN' | 'ANSWERED' | 'EXPIRED'
  readonly matter: string | null
  readonly hall: string | null
  readonly questions: readonly Question[]
}

export const publicSurveyQuery = query<{ publicSurvey: PublicSurvey | null }, { token: string }>(
  `query PublicSurvey($token: String!) { publicSurvey(token: $token) { title state matter hall ${QUESTIONS} } }`,
)

export const answerSurveyMutation = mutation<
  { readonly thanks: boolean },
  { token: string; answers: readonly GivenAnswer[] }
>(
  `mutation AnswerSurvey($input: AnswerSurveyInput!) { outcome: answerSurvey(input: $input) { ${DONE('AnswerSurvey', 'thanks')} } }`,
)
