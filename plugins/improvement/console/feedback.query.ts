import { mutation, query } from '@zhikong/ui/query'
import type { Named } from './rectification.query.ts'

type PageInfo = { readonly endCursor: string | null; readonly hasNextPage: boolean }
type List<Node> = { readonly total: number; readonly nodes: readonly Node[]; readonly pageInfo: PageInfo }
type Asked = { code: string; after: string | null }

export type Urge = {
  readonly id: string
  readonly source: 'PUBLIC' | 'AUTHORITY'
  readonly subject: 'CASE' | 'COMPLAINT' | 'RECTIFICATION'
  readonly number: string
  readonly rectificationId: string | null
  readonly ground: 'SLOW' | 'NO_ANSWER' | 'NOT_SETTLED' | 'OTHER'
  readonly words: string | null
  readonly urgedBy: string | null
  readonly region: Named
  readonly organisation: Named | null
  readonly hall: Named | null
  readonly receivedAt: string
  readonly due: string
  readonly answeredAt: string | null
  readonly answeredBy: string | null
  readonly answer: string | null
}

export type Trend = {
  readonly id: string
  readonly region: Named
  readonly findingType: string
  readonly cause: string
  readonly units: number
  readonly findings: number
  readonly state: 'PROPOSED' | 'CONFIRMED' | 'DISMISSED'
}

export type FaultState = 'DETECTED' | 'CONFIRMED' | 'DISMISSED' | 'CORRECTED' | 'CLOSED'
export type FaultKind = 'DEFAULTS' | 'DUPLICATES' | 'BURST' | 'BEFORE_CLOSE' | 'OWN_DEVICE' | 'ALL_BEST' | 'COVERAGE'
export type RatingFault = {
  readonly id: string
  readonly kind: FaultKind
  readonly region: Named
  readonly hall: Named | null
  readonly from: string
  readonly to: string
  readonly part: number
  readonly whole: number
  readonly words: string | null
  readonly state: FaultState
  readonly reason: string | null
  readonly correction: string | null
}

export type MethodChange = {
  readonly id: string
  readonly title: string
  readonly change: string
  readonly reason: string
  readonly inForceOn: string
  readonly recordedBy: string
  readonly effect: string | null
}

const NAMED = '{ code name nameEn }'
const PAGE = 'pageInfo { endCursor hasNextPage }'

export const urgesQuery = query<{ urges: List<Urge> }, Asked>(
  `query Urges($code: RegionCode!, $after: String) { urges(within: $code, first: 20, after: $after) { total nodes {
    id source subject number rectificationId ground words urgedBy region ${NAMED} organisation ${NAMED} hall ${NAMED}
    receivedAt due answeredAt answeredBy answer } ${PAGE} } }`,
)

export const trendsQuery = query<{ trends: List<Trend> }, Asked>(
  `query Trends($code: RegionCode!, $after: String) {
    trends(within: $code, state: PROPOSED, first: 20, after: $after) {
    total nodes { id region ${NAMED} findingType cause units findings state } ${PAGE} } }`,
)

export const ratingFaultsQuery = query<{ ratingFaults: List<RatingFault> }, Asked>(
  `query RatingFaults($code: RegionCode!, $after: String) {
    ratingFaults(within: $code, first: 20, after: $after) { total nodes {
    id kind region ${NAMED} hall ${NAMED} from to part whole words state reason correction } ${PAGE} } }`,
)

export const methodChangesQuery = query<{ methodChanges: List<MethodChange> }, Asked>(
  `query MethodChanges($code: RegionCode!, $after: String) {
    methodChanges(within: $code, first: 20, after: $after) {
    total nodes { id title change reason inForceOn recordedBy effect } ${PAGE} } }`,
)

export const urgedCaseQuery = query<
  { cases: { nodes: readonly { readonly id: string; readonly externalId: string }[] } },
  { code: string; text: string }
>(`query UrgedCase($code: RegionCode!, $text: String!) {
  cases(within: $code, first: 1, filter: { text: $text }) { nodes { id externalId } } }`)

export const urgeTokenQuery = query<{ urgeToken: string | null }, { case: string }>(
  `query UrgeToken($case: ID!) { urgeToken(case: $case) }`,
)

const OUTCOME = (name: string): string => `__typename ... on ${name}Payload { id } ... on InputError { message path }`
type Done = { readonly id: string }
type Said = { id: string; words: string }

export const answerUrgeMutation = mutation<Done, Said>(
  `mutation AnswerUrge($input: AnswerUrgeInput!) { outcome: answerUrge(input: $input) { ${OUTCOME('AnswerUrge')} } }`,
)

export const judgeTrendMutation = mutation<Done, { id: string; confirm: boolean; reason: string }>(
  `mutation JudgeTrend($input: JudgeTrendInput!) { outcome: judgeTrend(input: $input) { ${OUTCOME('JudgeTrend')} } }`,
)

export const detectFaultsMutation = mutation<
  { readonly detected: number },
  { region: string; from: string; to: string }
>(`mutation DetectRatingFaults($input: DetectRatingFaultsInput!) {
  outcome: detectRatingFaults(input: $input) { __typename ... on DetectRatingFaultsPayload { detected } ... on InputError { message path } } }`)

export const judgeFaultMutation = mutation<Done, Said & { confirm: boolean }>(
  `mutation JudgeRatingFault($input: JudgeRatingFaultInput!) {
  outcome: judgeRatingFault(input: $input) { ${OUTCOME('JudgeRatingFault')} } }`,
)

export const correctFaultMutation = mutation<Done, Said>(
  `mutation CorrectRatingFault($input: CorrectRatingFaultInput!) {
  outcome: correctRatingFault(input: $input) { ${OUTCOME('CorrectRatingFault')} } }`,
)

export const closeFaultMutation = mutation<Done, Said>(
  `mutation CloseRatingFault($input: CloseRatingFaultInput!) {
  outcome: closeRatingFault(input: $input) { ${OUTCOME('CloseRatingFault')} } }`,
)

export const recordMethodMutation = mutation<
  Done,
  { region: string; title: string; change: string; reason: string; inForceOn: string }
>(`mutation RecordMethodChange($input: RecordMethodChangeInput!) {
  outcome: recordMethodChange(input: $input) { ${OUTCOME('RecordMethodChange')} } }`)

export const assessMethodMutation = mutation<Done, { id: string; effect: string }>(
  `mutation AssessMethodChange($input: AssessMethodChangeInput!) {
  outcome: assessMethodChange(input: $input) { ${OUTCOME('AssessMethodChange')} } }`,
)
