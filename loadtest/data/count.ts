import type { Database } from '@zhikong/core'
import { DEMO_SOURCE } from '@zhikong/server'
import { sql } from 'kysely'

/** How many rows there are. */
export type Counts = {
  readonly cases: number
  readonly events: number
  /** Cases that have not ended. */
  readonly open: number
  readonly late: number
  readonly cards: number
}

/** Counts the made-up cases row by row, and all events and cards. */
export const countStored = (database: Database): Promise<Counts> =>
  database.withOwner(async (db) => {
    const { rows } = await sql<Counts>`select count(*) as cases, count(*) filter (where ended_at is null) as open,
      count(*) filter (where overdue_at is not null) as late, (select count(*) from core.case_event) as events,
      (select count(*) from core.alert) as cards from core."case" where source = ${DEMO_SOURCE}`.execute(db)
    const [counts] = rows
    if (counts === undefined) throw new Error('Nothing was counted.')
    return counts
  })
