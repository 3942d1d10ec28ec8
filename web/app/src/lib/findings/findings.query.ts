import type { PlaceRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export const STATES = ['OPEN', 'REOPENED', 'SETTLED', 'DISMISSED', 'MERGED'] as const
export const SEVERITIES = ['MINOR', 'SERIOUS', 'GRAVE'] as const
export const SOURCES = [
  'INSPECTION',
  'RATING',
  'COMPLAINT',
  'CARD',
  'SURVEY',
  'DETECTOR',
  'SELF_ASSESSMENT',
  'URGING',
  'REPORT',
] as const
export type State = (typeof STATES)[number]
export type Severity = (typeof SEVERITIES)[number]
export type Source = (typeof SOURCES)[number]
export type Step = 'MERGE' | 'PROPOSE_DISMISSAL' | 'DECIDE_DISMISSAL'
export type StepKind =
  | 'RAISED'
  | 'JOINED'
  | 'REOPENED'
  | 'SETTLED'
  | 'MERGED'
  | 'DISMISSAL_PROPOSED'
  | 'DISMISSAL_REFUSED'
  | 'DISMISSED'

export type Kind = { readonly code: string; readonly clause: string; readonly title: string }
type Unit = PlaceRef & { readonly id: string }
export type FindingHead = {
  readonly id: string
  readonly typeCode: string
  readonly type: Kind | null
  readonly title: string
  readonly cause: string
  readonly state: State
  readonly severity: Severity
  readonly source: Source
  readonly organisation: Unit | null
  readonly hall: Unit | null
  readonly region: PlaceRef
  readonly occurrenceCount: number
  readonly lastFoundAt: string
  readonly veiled: boolean
}
export type StoredFile = { readonly id: string; readonly mediaType: string; readonly url: string }
export type Finding = FindingHead & {
  readonly foundAt: string
  readonly raisedBy: string
  readonly mergedInto: string | null
  readonly dismissalBy: string | null
  readonly dismissalReason: string | null
  readonly possibleSteps: readonly Step[]
  readonly occurrences: readonly {
    readonly id: string
    readonly source: Source
    readonly severity: Severity
    readonly title: string
    readonly foundAt: string
    readonly evidence: readonly StoredFile[]
  }[]
  readonly trail: readonly {
    readonly id: string
    readonly at: string
    readonly kind: StepKind
    readonly actor: string
    readonly words: string
  }[]
}
export type FindingFilter = {
  readonly states?: readonly State[]
  readonly severity?: Severity
  readonly source?: Source
  readonly type?: string
  readonly organisation?: string
  readonly hall?: string
  readonly text?: string
  readonly isRepeated?: boolean
}
type Connection = {
  readonly total: number
  readonly nodes: readonly FindingHead[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const UNIT = '{ id code name nameEn }'
const HEAD = `id typeCode type { code clause title } title cause state severity source organisation ${UNIT} hall ${UNIT}
  region { code name nameEn } occurrenceCount lastFoundAt veiled`
const DONE = (name: string) => `__typename ... on ${name}Payload { finding { id } } ... on InputError { message path }`

export const findingsQuery = query<
  { findings: Connection },
  { within: string; filter: FindingFilter; first: number; after: string | null }
>(`query Findings($within: RegionCode!, $filter: FindingFilter, $first: Int!, $after: String) {
  findings(within: $within, filter: $filter, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { ${HEAD} } } }`)

export const findingQuery = query<{ finding: Finding | null }, { id: string }>(`query Finding($id: ID!) {
  finding(id: $id) { ${HEAD} foundAt raisedBy mergedInto dismissalBy dismissalReason possibleSteps
    occurrences { id source severity title foundAt evidence { id mediaType url } }
    trail { id at kind actor words } } }`)

export const kindsQuery = query<{ findingTypes: readonly Kind[] }, object>(
  `query FindingTypes { findingTypes { code clause title } }`,
)

export const unitsQuery = query<{ organisations: { readonly nodes: readonly Unit[] } }, { within: string }>(
  `query FindingUnits($within: RegionCode!) { organisations(within: $within, first: 200) { nodes ${UNIT} } }`,
)

type Done = { readonly finding: { readonly id: string } }
export type Report = {
  readonly region: string
  readonly organisation: string | null
  readonly type: string
  readonly cause: string
  readonly title: string
  readonly severity: Severity | null
  readonly files: readonly string[]
}
export const reportMutation = mutation<Done, Report>(
  `mutation ReportFinding($input: ReportFindingInput!) { outcome: reportFinding(input: $input) { ${DONE('ReportFinding')} } }`,
)
export const mergeMutation = mutation<Done, { id: string; others: readonly string[]; reason: string }>(
  `mutation MergeFindings($input: MergeFindingsInput!) { outcome: mergeFindings(input: $input) { ${DONE('MergeFindings')} } }`,
)
export const proposeMutation = mutation<Done, { id: string; reason: string }>(
  `mutation ProposeFindingDismissal($input: ProposeFindingDismissalInput!) {
    outcome: proposeFindingDismissal(input: $input) { ${DONE('ProposeFindingDismissal')} } }`,
)
export const decideMutation = mutation<Done, { id: string; dismiss: boolean; words: string }>(
  `mutation DecideFindingDismissal($input: DecideFindingDismissalInput!) {
    outcome: decideFindingDismissal(input: $input) { ${DONE('DecideFindingDismissal')} } }`,
)
