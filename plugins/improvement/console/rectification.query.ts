import { mutation, query } from '@zhikong/ui/query'

export type Named = { readonly code: string; readonly name: string; readonly nameEn: string | null }
export type State =
  | 'FOUND'
  | 'ASSIGNED'
  | 'ACCEPTED'
  | 'PLANNED'
  | 'DONE'
  | 'FED_BACK'
  | 'REOPENED'
  | 'CLOSED'
  | 'WITHDRAWN'
export type Step = 'ASSIGN' | 'ACCEPT' | 'PLAN' | 'FINISH' | 'FEED_BACK' | 'PASS' | 'FAIL' | 'REPEAT' | 'WITHDRAW'
export type Severity = 'MINOR' | 'SERIOUS' | 'GRAVE'

/** A rectification as the board shows it. */
export type Head = {
  readonly id: string
  readonly number: number
  readonly kind: 'SINGLE' | 'SYSTEMIC'
  readonly title: string
  readonly severity: Severity
  readonly state: State
  readonly isLate: boolean
  readonly stepDue: string
  readonly region: Named
  readonly organisation: Named | null
  readonly hall: Named | null
}

export type Shown = Head & {
  readonly findingId: string | null
  readonly foundAt: string
  readonly assignedAt: string | null
  readonly issuer: string | null
  readonly requirement: string | null
  readonly firstDue: string | null
  readonly due: string | null
  readonly measures: string | null
  readonly responsible: string | null
  readonly outcome: string | null
  readonly evidence: readonly string[]
  readonly feedback: string | null
  readonly recheckDue: string | null
  readonly recheckedBy: string | null
  readonly recheckPassed: boolean | null
  readonly recheckWords: string | null
  readonly closedAt: string | null
  readonly reopenings: number
  readonly effect: 'PENDING' | 'EFFECTIVE' | 'REPEATED' | null
  readonly effectDue: string | null
  readonly possibleSteps: readonly Step[]
  readonly isOfOwnUnit: boolean
  readonly isWatched: boolean
  readonly extensions: readonly {
    readonly id: string
    readonly days: number
    readonly reason: string
    readonly askedBy: string
    readonly state: 'ASKED' | 'APPROVED' | 'REFUSED'
    readonly words: string | null
    readonly canDecide: boolean
  }[]
  readonly trail: readonly {
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly step: Step
    readonly words: string
  }[]
}

type PageInfo = { readonly endCursor: string | null; readonly hasNextPage: boolean }
type Column = { readonly state: State; readonly count: number; readonly late: number }

const NAMED = '{ code name nameEn }'
const HEAD = `id number kind title severity state isLate stepDue region ${NAMED} organisation ${NAMED} hall ${NAMED}`

export const boardQuery = query<{ rectificationBoard: readonly Column[] }, { code: string }>(
  `query RectificationBoard($code: RegionCode!) { rectificationBoard(within: $code) { state count late } }`,
)

export const rectificationsQuery = query<
  { rectifications: { total: number; nodes: readonly Head[]; pageInfo: PageInfo } },
  { code: string; filter: { states?: readonly State[]; late?: boolean; watched?: boolean }; after: string | null }
>(`query Rectifications($code: RegionCode!, $filter: RectificationFilter, $after: String) {
  rectifications(within: $code, filter: $filter, first: 20, after: $after) {
    total nodes { ${HEAD} } pageInfo { endCursor hasNextPage } }
}`)

export const rectificationQuery = query<{ rectification: Shown | null }, { id: string }>(
  `query Rectification($id: ID!) { rectification(id: $id) { ${HEAD} findingId foundAt assignedAt issuer requirement
    firstDue due measures responsible outcome evidence feedback recheckDue recheckedBy recheckPassed recheckWords
    closedAt reopenings effect effectDue possibleSteps isOfOwnUnit isWatched
    extensions { id days reason askedBy state words canDecide } trail { id at actor step words } } }`,
)

const OUTCOME = (name: string): string => `__typename ... on ${name}Payload { id } ... on InputError { message path }`
type Done = { readonly id: string }

export const handOverMutation = mutation<Done, { id: string; requirement: string; organisation: string | null }>(
  `mutation HandOverFinding($input: HandOverFindingInput!) {
  outcome: handOverFinding(input: $input) { ${OUTCOME('HandOverFinding')} } }`,
)

export const acceptMutation = mutation<Done, { id: string }>(
  `mutation AcceptRectification($input: AcceptRectificationInput!) {
  outcome: acceptRectification(input: $input) { ${OUTCOME('AcceptRectification')} } }`,
)

export const planMutation = mutation<Done, { id: string; measures: string; responsible: string }>(
  `mutation PlanRectification($input: PlanRectificationInput!) {
  outcome: planRectification(input: $input) { ${OUTCOME('PlanRectification')} } }`,
)

export const finishMutation = mutation<Done, { id: string; outcome: string; evidence: readonly string[] }>(
  `mutation FinishRectification($input: FinishRectificationInput!) {
  outcome: finishRectification(input: $input) { ${OUTCOME('FinishRectification')} } }`,
)

export const feedBackMutation = mutation<Done, { id: string; feedback: string }>(
  `mutation FeedBackRectification($input: FeedBackRectificationInput!) {
  outcome: feedBackRectification(input: $input) { ${OUTCOME('FeedBackRectification')} } }`,
)

export const recheckMutation = mutation<Done, { id: string; passed: boolean; words: string }>(
  `mutation RecheckRectification($input: RecheckRectificationInput!) {
  outcome: recheckRectification(input: $input) { ${OUTCOME('RecheckRectification')} } }`,
)

export const withdrawMutation = mutation<Done, { id: string; words: string }>(
  `mutation WithdrawRectification($input: WithdrawRectificationInput!) {
  outcome: withdrawRectification(input: $input) { ${OUTCOME('WithdrawRectification')} } }`,
)

export const askExtensionMutation = mutation<Done, { id: string; days: number; reason: string }>(
  `mutation AskExtension($input: AskExtensionInput!) {
  outcome: askExtension(input: $input) { ${OUTCOME('AskExtension')} } }`,
)

export const decideExtensionMutation = mutation<Done, { id: string; approve: boolean; words: string }>(
  `mutation DecideExtension($input: DecideExtensionInput!) {
  outcome: decideExtension(input: $input) { ${OUTCOME('DecideExtension')} } }`,
)

export const urgeMutation = mutation<Done, { id: string; words: string }>(
  `mutation UrgeRectification($input: UrgeRectificationInput!) {
  outcome: urgeRectification(input: $input) { ${OUTCOME('UrgeRectification')} } }`,
)

export const watchMutation = mutation<Done, { id: string; watch: boolean }>(
  `mutation WatchRectification($input: WatchRectificationInput!) {
  outcome: watchRectification(input: $input) { ${OUTCOME('WatchRectification')} } }`,
)
