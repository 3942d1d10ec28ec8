import type { Figure, Indicator, RegionRef } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

export type AnalysisRow = {
  readonly key: string
  readonly label: string
  readonly region: RegionRef | null
  readonly organisation: { readonly id: string; readonly name: string; readonly nameEn: string | null } | null
  readonly channel: { readonly code: string; readonly name: string; readonly nameEn: string | null } | null
  readonly day: string | null
  readonly figure: Figure
}
export type Analysed = { readonly indicator: Indicator; readonly total: Figure; readonly rows: readonly AnalysisRow[] }
export type Cut = 'CHILDREN' | 'ORGANISATION' | 'CHANNEL' | 'DAY'

export const analysisQuery = query<
  { rollups: readonly Analysed[] },
  { code: string; indicators: readonly string[]; from: string; to: string; by: Cut }
>(`query Analysis($code: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!, $by: RollupBy!) {
  rollups(region: $code, indicators: $indicators, from: $from, to: $to, by: $by) {
    indicator { code clause title unit better target comparator }
    total { value n display noData meetsTarget asOf }
    rows { key label region { code name nameEn level } organisation { id name nameEn } channel { code name nameEn } day figure { value n display noData meetsTarget asOf } }
  }
}`)

/** A figure of a region with what it counts. */
export type Told = {
  readonly code: string
  readonly clause: string | null
  readonly title: string
  readonly description: string
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  readonly display: string
  readonly noData: string | null
  readonly meetsTarget: boolean | null
}
type Total = Omit<Told, 'code' | 'clause' | 'title' | 'description'>

export const figuresQuery = query<
  { rollups: readonly { indicator: Pick<Told, 'code' | 'clause' | 'title' | 'description'>; total: Total }[] },
  { code: string; indicators: readonly string[]; from: string; to: string }
>(`query EfficiencyFigures($code: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!) {
  rollups(region: $code, indicators: $indicators, from: $from, to: $to) {
    indicator { code clause title description }
    total { value numerator denominator display noData meetsTarget }
  }
}`)

export type Bucket = {
  readonly above: number
  readonly upTo: number | null
  readonly cases: number
  readonly share: number | null
}
export type Handling = {
  readonly cases: number
  readonly medianDays: number | null
  readonly ninetiethDays: number | null
  readonly buckets: readonly Bucket[]
  readonly onTime: number
  readonly limitUsed: readonly Bucket[]
}
export type SpentLine = {
  readonly key: string | null
  readonly label: string
  readonly cases: number
  readonly days: number
  readonly medianDays: number
  readonly share: number | null
}
export type TimeSpent = {
  readonly cases: number
  readonly sampled: number
  readonly days: number
  readonly steps: readonly SpentLine[]
  readonly windows: readonly SpentLine[]
  readonly halls: readonly SpentLine[]
}
export type Warnings = {
  readonly late: number
  readonly lateLoaded: number
  readonly lateWarned: number
  readonly warnedShare: number | null
  readonly issued: number
  readonly acknowledged: number
  readonly settled: number
  readonly pending: number
  readonly answeredShare: number | null
  readonly medianHours: number | null
}
type Span = { readonly code: string; readonly from: string; readonly to: string }

export const handlingQuery = query<{ handlingTimes: Handling | null }, Span>(
  `query HandlingTimes($code: RegionCode!, $from: Date!, $to: Date!) {
  handlingTimes(within: $code, from: $from, to: $to) {
    cases medianDays ninetiethDays onTime buckets { above upTo cases share } limitUsed { above upTo cases share }
  }
}`,
)

export const timeSpentQuery = query<{ timeSpent: TimeSpent }, Span>(
  `query TimeSpent($code: RegionCode!, $from: Date!, $to: Date!) {
  timeSpent(within: $code, from: $from, to: $to) {
    cases sampled days
    steps { key label cases days medianDays share }
    windows { key label cases days medianDays share }
    halls { key label cases days medianDays share }
  }
}`,
)

export const warningsQuery = query<{ warningResponse: Warnings }, Span>(
  `query WarningResponse($code: RegionCode!, $from: Date!, $to: Date!) {
  warningResponse(within: $code, from: $from, to: $to) {
    late lateLoaded lateWarned warnedShare issued acknowledged settled pending answeredShare medianHours
  }
}`,
)
