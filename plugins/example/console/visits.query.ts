import { query } from '@zhikong/ui/query'

/** One recorded day of a hall. */
export type Visit = {
  readonly hall: string
  readonly hallName: string
  readonly day: string
  readonly visitors: number
}

export const visitsQuery = query<
  { readonly visits: { readonly total: number; readonly nodes: readonly Visit[] } },
  { readonly code: string; readonly from: string; readonly to: string }
>(`query Visits($code: RegionCode!, $from: Date!, $to: Date!) {
  visits(within: $code, from: $from, to: $to, first: 100) { total nodes { hall hallName day visitors } }
}`)
