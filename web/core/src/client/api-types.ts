import type { Figure, IndicatorUnit } from '../format/figure.ts'

export type Level = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'
export type CardLevel = 'WARNING' | 'YELLOW' | 'RED'
export type AlertState = 'TO_CONFIRM' | 'ISSUED' | 'ACKNOWLEDGED' | 'CLOSED'
export type CaseState =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'CORRECTION'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'
export type LimitUnit = 'WORKING_DAY' | 'CALENDAR_DAY' | 'HOUR' | 'MINUTE'
export type Limit = { readonly amount: number; readonly unit: LimitUnit }

export type RegionRef = { readonly code: string; readonly name: string; readonly nameEn: string; readonly level: Level }
export type RegionNode = RegionRef & { readonly children: readonly RegionRef[] }
/** A region with the way to it from the province, each step with its children, for the breadcrumb. */
export type RegionPath = RegionNode & { readonly kind: string; readonly ancestors: readonly RegionNode[] }

export type Indicator = {
  readonly code: string
  readonly clause: string | null
  readonly title: string
  readonly unit: IndicatorUnit
  readonly better: string
  readonly target: number | null
  readonly comparator: string | null
}

export type RollupRow = {
  readonly key: string
  readonly label: string
  readonly region: RegionRef | null
  readonly day: string | null
  readonly figure: Figure
}

export type Viewer = {
  readonly id: string
  readonly name: string
  readonly username: string | null
  readonly region: RegionRef & { ancestors: readonly RegionRef[] }
  readonly permissions: readonly string[]
}
export type Platform = {
  readonly name: string
  readonly version: string
  readonly mode: string
  readonly now: string
  readonly demoProgress: number | null
}
