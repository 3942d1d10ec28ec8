import type { Generated } from 'kysely'
import type { ExampleEvents } from './contract.ts'

/** The visitors of one hall on one day. */
export type VisitTable = {
  hallId: number
  /** A local day in Asia/Shanghai, YYYY-MM-DD. */
  day: string
  visitors: number
  /** What was recorded before the last change; 0 at first. */
  previous: Generated<number>
  /** The seat of the hall when the day was first recorded; it decides who may see the row. */
  regionId: number
  areaCode: number
  scopeKey: number
}

/** The day of a hall with the most visitors. */
export type BusiestDayTable = { hallId: number; day: string; visitors: number; scopeKey: number }

export type ExampleTables = {
  'example.visit': VisitTable
  'example.busiestDay': BusiestDayTable
}

/** What this plugin is made of, as types. */
export type Example = {
  Tables: ExampleTables
  Emits: ExampleEvents
  Hears: ExampleEvents
  Permissions: 'example.read' | 'example.record'
}
