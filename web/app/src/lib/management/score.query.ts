import type { RegionRef } from '@zhikong/ui'
import { query } from '@zhikong/ui/query'

export type ScorePart = {
  readonly indicator: string
  readonly title: string
  readonly display: string
  readonly n: number
  readonly points: number | null
  readonly weight: number
  readonly contribution: number | null
  readonly missing: string | null
}
export type Standing = {
  readonly place: number
  readonly of: number
  readonly low: number | null
  readonly median: number | null
  readonly high: number | null
}
export type Score = {
  readonly value: number | null
  readonly coverage: number
  readonly rescaled: boolean
  readonly provisional: boolean
  readonly weights: { readonly fromMonth: string; readonly reason: string }
  readonly standing: Standing | null
  readonly parts: readonly ScorePart[]
}
export type Ranked = Pick<Score, 'value' | 'provisional'> & { readonly region: RegionRef }

export const scoreQuery = query<
  { score: Score | null; scores: { total: number; nodes: readonly Ranked[] } },
  { region: string; month: string }
>(`query CompositeScore($region: RegionCode!, $month: Date!) {
  score(region: $region, month: $month) {
    value coverage rescaled provisional weights { fromMonth reason } standing { place of low median high }
    parts { indicator title display n points weight contribution missing } }
  scores(within: $region, month: $month, first: 50) { total nodes {
    value provisional region { code name nameEn level } } } }`)
