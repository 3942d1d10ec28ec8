import type { Generated } from 'kysely'
import type { EfficiencyEvents } from './contract.ts'

/** A published analysis of a region over a period, as it was computed then. Rows are added and never changed. */
export type ReportTable = {
  id: Generated<number>
  regionId: number
  areaCode: number
  scopeKey: number
  period: 'MONTH' | 'QUARTER' | 'YEAR'
  /** The first day, and the day after the last. */
  fromDay: string
  toDay: string
  /** 1 for the first of a region and period; a corrected one names the one before. */
  edition: number
  replaces: number | null
  /** What the authority says of the figures. */
  conclusion: string
  /** The figures, JSON: see `ReportContent`. */
  content: string
  computedAt: Date
  /** The newest revision of the calendars by which was counted. */
  calendarRevision: number
  /** The versions of the rules by which cards of the period were issued, commas between. */
  ruleVersions: string
  publishedAt: Date
  publishedById: string
  publishedBy: string
}

export type EfficiencyTables = { 'efficiency.report': ReportTable }

/** What this plugin is made of, as types. */
export type Efficiency = {
  Tables: EfficiencyTables
  Emits: EfficiencyEvents
  Permissions: 'efficiency.read' | 'efficiency.handle' | 'efficiency.report'
}
