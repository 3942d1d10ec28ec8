import type {
  AlertState,
  CardLevel,
  CardStep,
  Escalation,
  Figure,
  Indicator,
  Limit,
  RegionRef,
  RollupRow,
} from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

const figure = 'figure { value n display noData meetsTarget asOf }'
const total = 'total { value n display noData meetsTarget asOf }'
const rows = `rows { key label day region { code name nameEn level } ${figure} }`

export type Rolled = { readonly indicator: Indicator; readonly total: Figure; readonly rows: readonly RollupRow[] }
export type Brief = {
  readonly indicator: { readonly code: string }
  readonly total: Figure
  readonly rows: readonly RollupRow[]
}
type Trend = { readonly indicator: { readonly code: string }; readonly rows: readonly RollupRow[] }

export type Overview = {
  readonly now: readonly Rolled[]
  readonly previous: readonly Brief[]
  readonly yearBefore: readonly { readonly indicator: { readonly code: string }; readonly total: Figure }[]
  readonly trend: readonly Trend[]
}

/** Cards of today and cards to act on; asked apart, so that the figures stand when this fails. */
export type TodaysCards = {
  readonly red: { readonly total: number; readonly nodes: readonly { readonly region: RegionRef }[] }
  readonly toSign: { readonly total: number }
}

export type OverviewVariables = {
  code: string
  indicators: readonly string[]
  from: string
  to: string
  previousFrom: string
  previousTo: string
  yearFrom: string
  yearTo: string
  trendFrom: string
  trendTo: string
  trendBy: 'DAY' | 'MONTH'
}

export const indicatorsQuery = query<{ indicators: { code: string }[] }>(`query Indicators { indicators { code } }`)

export const overviewQuery = query<Overview, OverviewVariables>(`query Overview(
  $code: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!, $previousFrom: Date!, $previousTo: Date!
  $yearFrom: Date!, $yearTo: Date!, $trendFrom: Date!, $trendTo: Date!, $trendBy: RollupBy!
) {
  now: rollups(region: $code, indicators: $indicators, from: $from, to: $to, by: CHILDREN) {
    indicator { code clause title unit better target comparator } ${total} ${rows}
  }
  previous: rollups(region: $code, indicators: $indicators, from: $previousFrom, to: $previousTo, by: CHILDREN) { indicator { code } ${total} ${rows} }
  yearBefore: rollups(region: $code, indicators: $indicators, from: $yearFrom, to: $yearTo) { indicator { code } ${total} }
  trend: rollups(region: $code, indicators: $indicators, from: $trendFrom, to: $trendTo, by: $trendBy) { indicator { code } ${rows} }
}`)

export const todaysCardsQuery = query<
  TodaysCards,
  { code: string; today: string }
>(`query TodaysCards($code: RegionCode!, $today: DateTime!) {
  red: alertList(within: $code, filter: { level: [RED], historical: false, raisedFrom: $today }, first: 50) { total nodes { region { code name nameEn level } } }
  toSign: alertList(within: $code, filter: { state: [TO_CONFIRM, ISSUED], historical: false }, first: 1) { total }
}`)

export type CountyRow = { readonly region: RegionRef | null; readonly figure: Figure }
export type CountyRollup = { readonly indicator: { readonly code: string }; readonly rows: readonly CountyRow[] }

/** One answer for several cities: their counties by a few indicators, under the names c0, c1 … */
export const countiesQuery = (cities: number) =>
  query<Record<string, readonly CountyRollup[]>, Record<string, unknown>>(
    `query Counties${cities}($indicators: [String!]!, $from: Date!, $to: Date!, ${Array.from({ length: cities }, (_, at) => `$r${at}: RegionCode!`).join(', ')}) {
${Array.from({ length: cities }, (_, at) => `  c${at}: rollups(region: $r${at}, indicators: $indicators, from: $from, to: $to, by: CHILDREN) { indicator { code } rows { region { code name nameEn level } ${figure} } }`).join('\n')}
}`,
  )

/** The trends of several regions, under the names c0, c1 … */
export const trendsQuery = (regions: number) =>
  query<Record<string, { readonly rows: readonly { readonly figure: Figure }[] } | null>, Record<string, unknown>>(
    `query Trends${regions}($indicator: String!, $from: Date!, $to: Date!, $by: RollupBy!, ${Array.from({ length: regions }, (_, at) => `$r${at}: RegionCode!`).join(', ')}) {
${Array.from({ length: regions }, (_, at) => `  c${at}: rollup(region: $r${at}, indicator: $indicator, from: $from, to: $to, by: $by) { rows { ${figure} } }`).join('\n')}
}`,
  )

type Named = { readonly name: string; readonly nameEn: string | null }

export type ListedAlert = {
  readonly id: string
  readonly level: CardLevel
  readonly clock: string
  readonly state: AlertState
  readonly dueAt: string
  readonly raisedAt: string
  readonly provisional: boolean
  readonly historical: boolean
  readonly region: RegionRef
  readonly text: string
  readonly escalation: Escalation
  readonly escalatesAt: string | null
  readonly feedbackDueAt: string | null
  readonly feedbackOverdue: boolean
  readonly urged: number
  readonly round: number
  /** What the reader may do with it now, as the server says. */
  readonly possibleSteps: readonly CardStep[]
  readonly hall: Named | null
  readonly matter: Named | null
  readonly organisation: (Named & { readonly id: string }) | null
  /** Null when it is about another record. */
  readonly case: {
    readonly id: string
    readonly externalId: string
    readonly promised: Limit | null
    readonly countedDays: number | null
    readonly overDays: number | null
  } | null
}

export const alertFields = `id level clock state dueAt raisedAt provisional historical text escalation escalatesAt feedbackDueAt feedbackOverdue urged round possibleSteps region { code name nameEn level } hall { name nameEn } matter { name nameEn } organisation { id name nameEn } case { id externalId promised { amount unit } countedDays overDays }`

export const newestAlertsQuery = query<
  { alertList: { nodes: ListedAlert[] } },
  { within: string }
>(`query NewestAlerts($within: RegionCode!) {
  alertList(within: $within, filter: { historical: false }, first: 25) { nodes { ${alertFields} } }
}`)
