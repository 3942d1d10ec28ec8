import type { RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export const CONTROL_STATES = ['KEPT', 'LATE', 'MISSED', 'OWED', 'OFF'] as const
export type ControlState = (typeof CONTROL_STATES)[number]

export type ControlLog = {
  readonly id: string
  readonly measures: string
  readonly problems: readonly string[]
  readonly findings: readonly string[]
  readonly keptAt: string
  readonly keptBy: string
}
export type ControlDay = {
  readonly day: string
  readonly state: ControlState
  readonly logs: readonly ControlLog[]
  readonly hall: {
    readonly code: string
    readonly name: string
    readonly nameEn: string | null
    readonly region: RegionRef
  }
}

export const controlHallsQuery = query<
  {
    controlHalls: {
      total: number
      nodes: readonly ControlDay[]
      pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  },
  { within: string; day: string; first: number; after: string | null }
>(`query ControlHalls($within: RegionCode!, $day: Date!, $first: Int!, $after: String) {
  controlHalls(within: $within, day: $day, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { day state logs { id measures problems findings keptAt keptBy }
      hall { code name nameEn region { code name nameEn level } } } } }`)

export const keepControlLogMutation = mutation<
  { readonly id: string },
  { hall: string; day: string; measures: string; problems: readonly string[] }
>(`mutation KeepControlLog($input: KeepControlLogInput!) { outcome: keepControlLog(input: $input) {
  __typename ... on KeepControlLogPayload { id } ... on InputError { message path } } }`)
