import type { RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export const DUTIES = ['PRIMARY_LEADER', 'LEADER', 'MEMBER'] as const
export type Duty = (typeof DUTIES)[number]
export type Comparator = 'AT_LEAST' | 'AT_MOST'

export type Member = {
  readonly id: string
  readonly duty: Duty
  readonly name: string
  readonly post: string
  readonly validFrom: string
  readonly validTo: string | null
  readonly holds: boolean
}
export type Group = {
  readonly id: string
  readonly name: string
  readonly document: string
  readonly validFrom: string
  readonly validTo: string | null
  readonly controlMeasures: string
  readonly improvementPlan: string
  readonly leaderUntil: string | null
  readonly leader: Member | null
  readonly members: readonly Member[]
}
export type Objective = {
  readonly id: string
  readonly indicator: string
  readonly comparator: Comparator
  readonly target: number
  readonly from: string
  readonly to: string
  readonly withdrawnAt: string | null
  readonly withdrawnReason: string | null
  readonly judgedAt: string | null
  readonly met: boolean | null
  readonly display: string | null
  readonly region: RegionRef
}
export type Indicator = { readonly code: string; readonly title: string }
type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

const MEMBER = '{ id duty name post validFrom validTo holds }'
const DONE = (name: string): string => `__typename ... on ${name}Payload { id } ... on InputError { message path }`

export const groupQuery = query<{ qualityGroup: Group | null }, { region: string }>(
  `query QualityGroup($region: RegionCode!) { qualityGroup(region: $region) {
    id name document validFrom validTo controlMeasures improvementPlan leaderUntil leader ${MEMBER} members ${MEMBER} } }`,
)

export const objectivesQuery = query<
  {
    indicators: readonly Indicator[]
    objectives: { total: number; nodes: readonly Objective[]; pageInfo: PageInfo }
  },
  { within: string; first: number; after: string | null }
>(`query Objectives($within: RegionCode!, $first: Int!, $after: String) {
  indicators { code title }
  objectives(within: $within, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id indicator comparator target from to withdrawnAt withdrawnReason judgedAt met display
      region { code name nameEn level } } } }`)

export const setUpGroupMutation = mutation<
  { readonly id: string },
  {
    region: string
    name: string
    document: string
    validFrom: string
    validTo: string | null
    controlMeasures: string
    improvementPlan: string
  }
>(`mutation SetUpQualityGroup($input: SetUpQualityGroupInput!) {
  outcome: setUpQualityGroup(input: $input) { ${DONE('SetUpQualityGroup')} } }`)

export const nameMemberMutation = mutation<
  { readonly id: string },
  { region: string; duty: Duty; name: string; post: string; validFrom: string; validTo: string | null }
>(`mutation NameGroupMember($input: NameGroupMemberInput!) {
  outcome: nameGroupMember(input: $input) { ${DONE('NameGroupMember')} } }`)

export const endMemberMutation = mutation<{ readonly id: string }, { id: string; validTo: string }>(
  `mutation EndGroupMember($input: EndGroupMemberInput!) {
  outcome: endGroupMember(input: $input) { ${DONE('EndGroupMember')} } }`,
)

export const setObjectiveMutation = mutation<
  { readonly id: string },
  { region: string; indicator: string; comparator: Comparator; target: number; from: string; to: string }
>(
  `mutation SetObjective($input: SetObjectiveInput!) { outcome: setObjective(input: $input) { ${DONE('SetObjective')} } }`,
)

export const withdrawObjectiveMutation = mutation<{ readonly id: string }, { id: string; reason: string }>(
  `mutation WithdrawObjective($input: WithdrawObjectiveInput!) {
  outcome: withdrawObjective(input: $input) { ${DONE('WithdrawObjective')} } }`,
)
