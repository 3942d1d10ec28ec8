import type { CalendarWorkTables } from './administration/tables.ts'

/** A version of a calendar; the newest of an id is in force, the older ones stay readable. Versions are only added. */
export type CalendarTable = {
  id: string
  version: number
  /** Counts the versions of all calendars in the order in which they were saved. */
  revision: number
  /** The subtree whose cases run on it; the nearest one wins. */
  regionId: number
  /** JSON as text: what the version states itself, see `readContent`. */
  content: string
  /** First local date that no notice covers; null: as in the calendar above. */
  publishedUntil: string | null
  note: string | null
  /** Why days that had passed already were changed; null when none were. */
  correction: string | null
  createdAt: Date
  createdBy: string
}

export type ClockTables = { 'core.calendar': CalendarTable } & CalendarWorkTables
