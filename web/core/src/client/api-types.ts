import type { Figure, IndicatorUnit } from '../format/figure.ts'

export type Level = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'
export type CardLevel = 'WARNING' | 'YELLOW' | 'RED'
export type AlertState = 'TO_CONFIRM' | 'ISSUED' | 'ACKNOWLEDGED' | 'APPEALED' | 'UPHELD' | 'REVOKED' | 'CLOSED'
/** What people do with cards. */
export type CardStep =
  | 'CONFIRMED'
  | 'REFUSED'
  | 'ACKNOWLEDGED'
  | 'FED_BACK'
  | 'APPEALED'
  | 'UPHELD'
  | 'REVOKED'
  | 'URGED'
/** Who is to act on a card. */
export type Escalation = 'UNIT' | 'HALL' | 'AUTHORITY'
export type CaseState =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'CORRECTION'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'
/** The roles of the standard and of the platform, in the order in which they are shown. */
export const roleNames = [
  'AUTHORITY',
  'HALL_MANAGER',
  'QUALITY_LEADER',
  'DEPARTMENT',
  'INSPECTOR',
  'WINDOW_STAFF',
  'AUDITOR',
  'THIRD_PARTY',
  'PUBLIC',
  'SYSTEM_ADMINISTRATOR',
  'SECURITY_ADMINISTRATOR',
  'AUDIT_ADMINISTRATOR',
] as const
export type Role = (typeof roleNames)[number]
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

export type PlaceRef = { readonly code: string; readonly name: string; readonly nameEn: string | null }

/** Where the reader works: a region with all within it, perhaps bound to one organisation or hall. */
export type WorkingScope = {
  readonly id: string
  readonly region: RegionRef
  readonly organisation: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly roles: readonly Role[]
  readonly permissions: readonly string[]
  readonly current: boolean
}

export type Viewer = {
  readonly id: string
  readonly name: string
  readonly username: string | null
  readonly mustChangePassword: boolean
  readonly mustSetUpSecondFactor: boolean
  readonly secondFactor: boolean
  readonly scopes: readonly WorkingScope[]
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
