import { sql } from 'kysely'
import type { Database } from './database/database.ts'

/** What time it is. There is one for the whole platform; tests replace it. */
export type Clock = { readonly now: () => Promise<Date> }

/** The clock of the database, so that all processes agree. Ask once per batch and pass the answer on. */
export function databaseClock(database: Pick<Database, 'withScope'>): Clock {
  return {
    now: () =>
      database.withScope({ mode: 'engine' }, async (trx) => {
        const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
        const [row] = rows
        if (row === undefined) throw new Error('The database did not say what time it is.')
        return row.now
      }),
  }
}
