import type { CardLevel } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import type { Trigger } from './triggers.ts'

export type Named = { readonly code: string; readonly name: string; readonly nameEn: string | null }
export type TimeBase = 'ACCEPTANCE' | 'ISSUE' | 'REVOCATION'
export type Act = 'INACTION' | 'SLOW' | 'ARBITRARY'
export type RecordState = 'OPEN' | 'HEARD' | 'DECIDED' | 'CARRIED_OUT' | 'CLOSED' | 'WITHDRAWN'
export type StepKind = 'HEARD' | 'DECIDED' | 'CARRIED_OUT' | 'CLOSED' | 'WITHDRAWN'
export type Measure = 'ADMONITION' | 'CRITICISM' | 'ORDERED_TO_CORRECT' | 'REFERRED' | 'NONE'
export type Breakdown = 'REGION' | 'ORGANISATION' | 'ACT' | 'MONTH'
/** What a record is opened from. */
export type Origin = { readonly lead: string } | { readonly alert: string }

export type Lead = {
  readonly id: string
  readonly trigger: Trigger
  readonly state: 'PROPOSED' | 'CONFIRMED' | 'DISMISSED'
  readonly organisation: Named | null
  readonly hall: Named | null
  readonly caseId: string
  readonly caseNumber: string
  readonly words: string
  readonly evidence: string | null
  readonly foundBy: string
  readonly foundAt: string
  readonly canJudge: boolean
}
export type RecordHead = {
  readonly id: string
  readonly act: Act
  readonly state: RecordState
  readonly organisation: Named | null
  readonly hall: Named | null
  readonly person: string | null
  readonly caseId: string
  readonly caseNumber: string
  readonly cardRevoked: boolean
  readonly openedAt: string
}
export type Shown = RecordHead & {
  readonly ground: string
  readonly citedRule: string
  readonly measure: Measure | null
  readonly decisionNumber: string | null
  readonly possibleSteps: readonly StepKind[]
  readonly trail: readonly {
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly state: RecordState
    readonly words: string
  }[]
}
export type Counts = {
  readonly key: string | null
  readonly name: string | null
  readonly nameEn: string | null
  readonly issued: number
  readonly revoked: number
  readonly upheld: number
  readonly opened: number
  readonly decided: number
  readonly admonition: number
  readonly criticism: number
  readonly orderedToCorrect: number
  readonly referred: number
  readonly none: number
}
/** A case that a lead may be about. */
export type AccusedCase = {
  readonly id: string
  readonly externalId: string
  readonly matter: Named
  readonly organisation: Named | null
  readonly hall: Named
}
export type Offender = {
  readonly organisation: Named | null
  readonly hall: Named | null
  readonly person: string | null
  readonly records: number
  readonly inaction: number
  readonly slow: number
  readonly arbitrary: number
  readonly lastMeasure: Measure | null
  readonly recordIds: readonly string[]
}
type PageInfo = { readonly endCursor: string | null; readonly hasNextPage: boolean }

const UNIT = 'organisation { code name nameEn } hall { code name nameEn }'
const HEAD = `id act state ${UNIT} person caseId caseNumber cardRevoked openedAt`
const PAGE = 'pageInfo { endCursor hasNextPage }'

export const leadsQuery = query<
  { accountabilityLeads: { total: number; nodes: readonly Lead[]; pageInfo: PageInfo } },
  { code: string; after: string | null }
>(`query AccountabilityLeads($code: RegionCode!, $after: String) {
  accountabilityLeads(within: $code, first: 20, after: $after) {
    total nodes { id trigger state ${UNIT} caseId caseNumber words evidence foundBy foundAt canJudge } ${PAGE} }
}`)

export const recordsQuery = query<
  { accountabilityRecords: { total: number; nodes: readonly RecordHead[]; pageInfo: PageInfo } },
  { code: string; filter: { state?: RecordState }; after: string | null }
>(`query AccountabilityRecords($code: RegionCode!, $filter: AccountabilityFilter, $after: String) {
  accountabilityRecords(within: $code, filter: $filter, first: 20, after: $after) { total nodes { ${HEAD} } ${PAGE} }
}`)

export const recordQuery = query<{ accountabilityRecord: Shown | null }, { id: string }>(
  `query AccountabilityRecord($id: ID!) { accountabilityRecord(id: $id) {
    ${HEAD} ground citedRule measure decisionNumber possibleSteps trail { id at actor state words } } }`,
)

export const numbersQuery = query<
  { accountabilityStatistics: { rows: readonly Counts[] }; repeatOffenders: readonly Offender[] },
  { code: string; from: string; to: string; timeBase: TimeBase; by: Breakdown }
>(`query AccountabilityNumbers($code: RegionCode!, $from: Date!, $to: Date!, $timeBase: AccountabilityTimeBase!, $by: AccountabilityBreakdown!) {
  accountabilityStatistics(within: $code, from: $from, to: $to, timeBase: $timeBase, by: $by) {
    rows { key name nameEn issued revoked upheld opened decided admonition criticism orderedToCorrect referred none } }
  repeatOffenders(within: $code, from: $from, to: $to, timeBase: $timeBase) {
    ${UNIT} person records inaction slow arbitrary lastMeasure recordIds }
}`)

const OUTCOME = (name: string) => `__typename ... on ${name}Payload { id } ... on InputError { message path }`

const CASE = `id externalId matter { code name nameEn } ${UNIT}`

export const casesQuery = query<
  { cases: { nodes: readonly AccusedCase[] } },
  { code: string; text: string }
>(`query AccusedCases($code: RegionCode!, $text: String!) {
  cases(within: $code, filter: { text: $text }, first: 8) { nodes { ${CASE} } }
}`)

type Card = { readonly id: string; readonly level: CardLevel; readonly text: string; readonly raisedAt: string }

export const cardQuery = query<{ case: (AccusedCase & { readonly alerts: readonly Card[] }) | null }, { id: string }>(
  `query AccusedCards($id: ID!) { case(id: $id) { ${CASE} alerts { id level text raisedAt } } }`,
)

export const proposeMutation = mutation<
  { readonly id: string },
  { case: string; trigger: Trigger; words: string; evidence: string | null }
>(`mutation ProposeLead($input: ProposeAccountabilityLeadInput!) {
  outcome: proposeAccountabilityLead(input: $input) { ${OUTCOME('ProposeAccountabilityLead')} } }`)

export const judgeMutation = mutation<{ readonly id: string }, { id: string; confirm: boolean; reason: string }>(
  `mutation JudgeLead($input: JudgeAccountabilityLeadInput!) {
  outcome: judgeAccountabilityLead(input: $input) { ${OUTCOME('JudgeAccountabilityLead')} } }`,
)

export const detectMutation = mutation<{ readonly proposed: number }, { region: string; from: string; to: string }>(
  `mutation DetectLeads($input: DetectAccountabilityLeadsInput!) {
  outcome: detectAccountabilityLeads(input: $input) {
    __typename ... on DetectAccountabilityLeadsPayload { proposed } ... on InputError { message path } } }`,
)

export const openMutation = mutation<
  { readonly id: string },
  Origin & { act: Act; ground: string; citedRule: string; staff: string | null }
>(`mutation OpenAccountability($input: OpenAccountabilityInput!) {
  outcome: openAccountability(input: $input) { ${OUTCOME('OpenAccountability')} } }`)

export const hearMutation = mutation<
  { readonly id: string },
  { id: string; hearing: 'HELD' | 'WAIVED'; at: string; statement: string }
>(`mutation HearAccountability($input: HearAccountabilityInput!) {
  outcome: hearAccountability(input: $input) { ${OUTCOME('HearAccountability')} } }`)

export const decideMutation = mutation<
  { readonly id: string },
  { id: string; measure: Measure; number: string; words: string }
>(`mutation DecideAccountability($input: DecideAccountabilityInput!) {
  outcome: decideAccountability(input: $input) { ${OUTCOME('DecideAccountability')} } }`)

export const carryOutMutation = mutation<
  { readonly id: string },
  { id: string; servedAt: string; at: string; words: string }
>(`mutation CarryOutAccountability($input: CarryOutAccountabilityInput!) {
  outcome: carryOutAccountability(input: $input) { ${OUTCOME('CarryOutAccountability')} } }`)

export const closeMutation = mutation<{ readonly id: string }, { id: string; words: string }>(
  `mutation CloseAccountability($input: CloseAccountabilityInput!) {
  outcome: closeAccountability(input: $input) { ${OUTCOME('CloseAccountability')} } }`,
)

export const withdrawMutation = mutation<{ readonly id: string }, { id: string; words: string }>(
  `mutation WithdrawAccountability($input: WithdrawAccountabilityInput!) {
  outcome: withdrawAccountability(input: $input) { ${OUTCOME('WithdrawAccountability')} } }`,
)
