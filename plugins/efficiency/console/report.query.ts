import { mutation, query } from '@zhikong/ui/query'
import type { Handling, TimeSpent, Told, Warnings } from './analysis.query.ts'
import type { ReportPeriod } from './report-periods.ts'

export type ReportHead = {
  readonly id: string | null
  readonly region: { readonly code: string; readonly name: string; readonly nameEn: string }
  readonly period: ReportPeriod
  readonly from: string
  readonly to: string
  readonly edition: number
  readonly replacedBy: string | null
  readonly publishedAt: string | null
  readonly publishedBy: string | null
}
export type Report = ReportHead & {
  readonly replaces: string | null
  readonly conclusion: string
  readonly computedAt: string
  readonly calendarRevision: number
  readonly ruleVersions: string
  readonly figures: readonly Told[]
  readonly handling: Handling | null
  readonly timeSpent: TimeSpent
  readonly warnings: Warnings
}

const LINE = 'key label cases days medianDays share'
const BUCKET = 'above upTo cases share'
const HEAD = 'id region { code name nameEn } period from to edition replacedBy publishedAt publishedBy'
const BODY = `replaces conclusion computedAt calendarRevision ruleVersions
  figures { code clause title description value numerator denominator display noData meetsTarget }
  handling { cases medianDays ninetiethDays onTime buckets { ${BUCKET} } limitUsed { ${BUCKET} } }
  timeSpent { cases sampled days steps { ${LINE} } windows { ${LINE} } halls { ${LINE} } }
  warnings { late lateLoaded lateWarned warnedShare issued acknowledged settled pending answeredShare medianHours }`

export const reportsQuery = query<
  {
    efficiencyReports: {
      total: number
      nodes: readonly ReportHead[]
      pageInfo: { endCursor: string | null; hasNextPage: boolean }
    }
  },
  { code: string; after: string | null }
>(`query EfficiencyReports($code: RegionCode!, $after: String) {
  efficiencyReports(within: $code, first: 20, after: $after) { total nodes { ${HEAD} } pageInfo { endCursor hasNextPage } }
}`)

export const reportQuery = query<{ efficiencyReport: Report | null }, { id: string }>(
  `query EfficiencyReport($id: ID!) { efficiencyReport(id: $id) { ${HEAD} ${BODY} } }`,
)

export const draftQuery = query<
  { efficiencyReportDraft: Report },
  { code: string; period: ReportPeriod; from: string }
>(
  `query EfficiencyReportDraft($code: RegionCode!, $period: ReportPeriod!, $from: Date!) {
  efficiencyReportDraft(within: $code, period: $period, from: $from) { ${HEAD} ${BODY} }
}`,
)

export const publishMutation = mutation<
  { readonly id: string; readonly edition: number },
  { region: string; period: ReportPeriod; from: string; conclusion: string; replaces: string | null }
>(`mutation PublishEfficiencyReport($input: PublishEfficiencyReportInput!) {
  outcome: publishEfficiencyReport(input: $input) {
    __typename
    ... on PublishEfficiencyReportPayload { id edition }
    ... on InputError { message path }
  }
}`)
