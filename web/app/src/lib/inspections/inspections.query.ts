import type { PlaceRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export const METHODS = ['PHONE', 'ON_SITE', 'UNDERCOVER', 'VIDEO', 'PATROL', 'JOINT', 'DESK'] as const
export const MODES = ['PERIODIC', 'IRREGULAR', 'EITHER'] as const
export const BASES = ['RANDOM', 'NAMED'] as const
export type State = 'PLANNED' | 'FROZEN' | 'DRAWN' | 'DONE' | 'PUBLISHED'
export type CheckState = 'ASSIGNED' | 'STARTED' | 'DONE' | 'REPLACED'
export type IntervalKind = 'NONE' | 'CENSUS' | 'HYPERGEOMETRIC' | 'WILSON' | 'WILSON_EFFECTIVE'

export type CampaignHead = {
  readonly id: string
  readonly title: string
  readonly method: (typeof METHODS)[number]
  readonly state: State
  readonly dueOn: string
  readonly concealed: boolean
  readonly clause: string
  readonly region: PlaceRef
}
export type Result = {
  readonly n: number
  readonly failed: number
  readonly population: number
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
  readonly intervalKind: IntervalKind
}
export type Item = {
  readonly code: string
  readonly text: string
  readonly kind: 'YES_NO' | 'SCORE' | 'COUNT' | 'TEXT'
  readonly most: number | null
}
export type CheckHead = {
  readonly id: string
  readonly campaignId: string
  readonly title: string
  readonly hallName: string
  readonly dueOn: string
  readonly state: CheckState
  readonly concealed: boolean
  readonly failed: boolean | null
}
export type Check = CheckHead & {
  readonly checklist: { readonly title: string; readonly items: readonly Item[] }
  readonly inspectors: readonly { readonly person: string; readonly withdrawnAt: string | null }[]
  readonly answers: readonly Answer[]
}
export type Answer = {
  readonly item: string
  readonly value: string
  readonly words: string | null
  readonly evidence: readonly string[]
}
export type Campaign = CampaignHead & {
  readonly sampleSize: number
  readonly inspectorsPerTarget: number
  readonly frameSize: number | null
  readonly targets: readonly { readonly hall: string; readonly name: string; readonly weight: number }[]
  readonly inspectors: readonly { readonly person: string; readonly name: string }[]
  readonly draws: readonly {
    readonly number: number
    readonly seed: string
    readonly algorithm: string
    readonly algorithmVersion: number
    readonly reason: string | null
    readonly drawnBy: string
    readonly drawnAt: string
  }[]
  readonly checks: readonly (CheckHead & {
    readonly probability: number | null
    readonly inspectors: readonly {
      readonly person: string
      readonly name: string
      readonly withdrawnAt: string | null
    }[]
  })[]
  readonly replacements: readonly {
    readonly kind: 'TARGET' | 'INSPECTOR' | 'RECUSAL'
    readonly replaced: string
    readonly substitute: string
    readonly reason: string
    readonly actor: string
    readonly at: string
  }[]
  readonly result: Result
}
export type Checklist = {
  readonly code: string
  readonly version: number
  readonly clause: string
  readonly title: string
}
type Connection = {
  readonly total: number
  readonly nodes: readonly CampaignHead[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const HEAD = 'id title method state dueOn concealed clause region { code name nameEn }'
const CHECK = 'id campaignId title hallName dueOn state concealed failed'
const DONE = (name: string) => `__typename ... on ${name}Payload { id } ... on InputError { message path }`

export const campaignsQuery = query<
  { inspectionCampaigns: Connection },
  { within: string; first: number; after: string | null }
>(`query InspectionCampaigns($within: RegionCode!, $first: Int!, $after: String) {
  inspectionCampaigns(within: $within, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { ${HEAD} } } }`)

export const campaignQuery = query<{ inspectionCampaign: Campaign | null }, { id: string }>(
  `query InspectionCampaign($id: ID!) { inspectionCampaign(id: $id) { ${HEAD} sampleSize inspectorsPerTarget frameSize
    targets(first: 200) { hall name weight } inspectors { person name }
    draws { number seed algorithm algorithmVersion reason drawnBy drawnAt }
    checks { ${CHECK} probability inspectors { person name withdrawnAt } }
    replacements { kind replaced substitute reason actor at }
    result { n failed population share low high intervalKind } } }`,
)
export const checklistsQuery = query<{ inspectionChecklists: readonly Checklist[] }, object>(
  `query InspectionChecklists { inspectionChecklists { code version clause title } }`,
)
export const myChecksQuery = query<{ myChecks: readonly CheckHead[] }, object>(
  `query MyChecks { myChecks { ${CHECK} } }`,
)
export const checkQuery = query<{ inspectionCheck: Check | null }, { id: string }>(
  `query InspectionCheck($id: ID!) { inspectionCheck(id: $id) { ${CHECK}
    checklist { title items { code text kind most } } inspectors { person withdrawnAt } answers { item value words evidence } } }`,
)

type Done = { readonly id: string }
export type Plan = {
  readonly region: string
  readonly title: string
  readonly method: string
  readonly mode: string
  readonly basis: string
  readonly checklist: string
  readonly checklistVersion: number
  readonly dueOn: string
  readonly sampleSize: number
  readonly inspectorsPerTarget: number
}
export const planMutation = mutation<Done, Plan>(
  `mutation PlanInspection($input: PlanInspectionInput!) { outcome: planInspection(input: $input) { ${DONE('PlanInspection')} } }`,
)
export type Weighted = { readonly hall: string; readonly weight: number }
export const freezeMutation = mutation<Done, { id: string; targets?: readonly Weighted[] }>(
  `mutation FreezeInspectionFrame($input: FreezeInspectionFrameInput!) {
    outcome: freezeInspectionFrame(input: $input) { ${DONE('FreezeInspectionFrame')} } }`,
)
export const drawMutation = mutation<Done, { id: string; seed: string | null }>(
  `mutation DrawInspection($input: DrawInspectionInput!) { outcome: drawInspection(input: $input) { ${DONE('DrawInspection')} } }`,
)
export const redrawMutation = mutation<Done, { id: string; seed: string | null; reason: string }>(
  `mutation RedrawInspection($input: RedrawInspectionInput!) {
    outcome: redrawInspection(input: $input) { ${DONE('RedrawInspection')} } }`,
)
export const replaceMutation = mutation<Done, { id: string; check: string; reason: string }>(
  `mutation ReplaceInspectionTarget($input: ReplaceInspectionTargetInput!) {
    outcome: replaceInspectionTarget(input: $input) { ${DONE('ReplaceInspectionTarget')} } }`,
)
export const recuseMutation = mutation<
  Done,
  { id: string; check: string; inspector?: string; interest: boolean; reason: string }
>(
  `mutation RecuseInspector($input: RecuseInspectorInput!) {
    outcome: recuseInspector(input: $input) { ${DONE('RecuseInspector')} } }`,
)
export const releaseMutation = mutation<Done, { id: string }>(
  `mutation ReleaseInspection($input: ReleaseInspectionInput!) {
    outcome: releaseInspection(input: $input) { ${DONE('ReleaseInspection')} } }`,
)
export const publishMutation = mutation<Done, { id: string; words: string }>(
  `mutation PublishInspection($input: PublishInspectionInput!) {
    outcome: publishInspection(input: $input) { ${DONE('PublishInspection')} } }`,
)
export const answersMutation = mutation<
  Done,
  { id: string; answers: readonly { item: string; value: string; evidence?: readonly string[] }[] }
>(
  `mutation SaveInspectionAnswers($input: SaveInspectionAnswersInput!) {
    outcome: saveInspectionAnswers(input: $input) { ${DONE('SaveInspectionAnswers')} } }`,
)
export const completeMutation = mutation<Done, { id: string }>(
  `mutation CompleteInspectionCheck($input: CompleteInspectionCheckInput!) {
    outcome: completeInspectionCheck(input: $input) { ${DONE('CompleteInspectionCheck')} } }`,
)
