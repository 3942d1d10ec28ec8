import type { Figure, Indicator } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

export type AnalysisRow = {
  readonly key: string
  readonly label: string
  readonly organisation: { readonly id: string; readonly name: string; readonly nameEn: string | null } | null
  readonly channel: { readonly code: string; readonly name: string; readonly nameEn: string | null } | null
  readonly day: string | null
  readonly figure: Figure
}
export type Analysed = { readonly indicator: Indicator; readonly total: Figure; readonly rows: readonly AnalysisRow[] }
export type Cut = 'ORGANISATION' | 'CHANNEL' | 'DAY'

export const analysisQuery = query<
  { rollups: readonly Analysed[] },
  { code: string; indicators: readonly string[]; from: string; to: string; by: Cut }
>(`query Analysis($code: RegionCode!, $indicators: [String!]!, $from: Date!, $to: Date!, $by: RollupBy!) {
  rollups(region: $code, indicators: $indicators, from: $from, to: $to, by: $by) {
    indicator { code clause title unit better target comparator }
    total { value n display noData meetsTarget asOf }
    rows { key label organisation { id name nameEn } channel { code name nameEn } day figure { value n display noData meetsTarget asOf } }
  }
}`)

export const indicatorsQuery = query<{
  indicators: readonly { code: string; clause: string; title: string; description: string }[]
}>(`query EfficiencyIndicators { indicators { code clause title description } }`)
