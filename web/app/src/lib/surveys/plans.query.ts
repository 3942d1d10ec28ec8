import type { RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import type { Mode } from './surveys.query.ts'

/** How plans were carried out; only windows that have ended are due. */
export type Execution = {
  readonly due: number
  readonly onTime: number
  readonly late: number
  readonly notDone: number
  readonly rate: number | null
}
export type Plan = {
  readonly id: string
  readonly clause: string
  readonly title: string
  readonly mode: Mode
  readonly windowMonths: number
  readonly minimumCount: number
  readonly from: string
  readonly to: string
  readonly stoppedAt: string | null
  readonly stopReason: string | null
  readonly region: RegionRef
  readonly execution: Execution
}
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

const FIGURES = '{ due onTime late notDone rate }'
const DONE = (name: string): string => `__typename ... on ${name}Payload { id } ... on InputError { message path }`

export const plansQuery = query<
  { plans: { total: number; nodes: readonly Plan[]; pageInfo: PageInfo } },
  { within: string; first: number; after: string | null }
>(`query Plans($within: RegionCode!, $first: Int!, $after: String) {
  plans(within: $within, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id clause title mode windowMonths minimumCount from to stoppedAt stopReason
      region { code name nameEn level } execution ${FIGURES} } } }`)

export const executionQuery = query<{ planExecution: Execution }, { within: string; from: string; to: string }>(
  `query PlanExecution($within: RegionCode!, $from: Date!, $to: Date!) {
  planExecution(within: $within, from: $from, to: $to) ${FIGURES} }`,
)

export const makePlanMutation = mutation<
  { readonly id: string },
  {
    region: string
    clause: string
    title: string
    mode: Mode
    windowMonths: number
    minimumCount: number
    from: string
    to: string
  }
>(`mutation MakePlan($input: MakePlanInput!) { outcome: makePlan(input: $input) { ${DONE('MakePlan')} } }`)

export const recordExecutionMutation = mutation<
  { readonly id: string },
  { plan: string; doneOn: string; words: string }
>(`mutation RecordPlanExecution($input: RecordPlanExecutionInput!) {
  outcome: recordPlanExecution(input: $input) { ${DONE('RecordPlanExecution')} } }`)

export const stopPlanMutation = mutation<{ readonly id: string }, { id: string; reason: string }>(
  `mutation StopPlan($input: StopPlanInput!) { outcome: stopPlan(input: $input) { ${DONE('StopPlan')} } }`,
)
