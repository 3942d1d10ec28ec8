/** A version of a calendar; the newest of an id is in force, the older ones stay readable. */
export type CalendarTable = {
  id: string
  version: number
  /** The subtree whose cases run on it; the nearest one wins. */
  regionId: number
  /** JSON as text: what `makeCalendar` takes. */
  content: string
  publishedUntil: string
  createdAt: Date
}

export type ClockTables = { 'core.calendar': CalendarTable }
