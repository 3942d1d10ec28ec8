import { sql } from 'kysely'
import type { Database } from './database/database.ts'

/** What time it is. There is one for the whole platform; tests replace it. */
export type Clock = {
  readonly now: () => Promise<Date>
  /** The same for what is only shown, some milliseconds off: asked of the database once a second. `now` without it. */
  readonly nearly?: () => Promise<Date>
}

/** The moment as of which something is shown. */
export const shownNow = ({ now, nearly }: Clock): Promise<Date> => (nearly ?? now)()

const ASK_AGAIN_MS = 1_000

/** The clock of the database, so that all processes agree. Ask once per batch and pass the answer on. */
export function databaseClock(database: Pick<Database, 'withScope'>): Clock {
  const now = (): Promise<Date> =>
    database.withScope(
      { mode: 'engine' },
      async (trx) => {
        const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
        const [row] = rows
        if (row === undefined) throw new Error('The database did not say what time it is.')
        return row.now
      },
      'now',
      { atOnce: true },
    )
  return { now, nearly: carriedOn(now) }
}

/** A clock that goes on by itself for a second from each look at the true one. */
function carriedOn(now: () => Promise<Date>): () => Promise<Date> {
  let seen: { readonly at: number; readonly told: Promise<number> } | undefined
  return async () => {
    const at = performance.now()
    if (seen === undefined || at - seen.at > ASK_AGAIN_MS) {
      const look = { at, told: now().then((time) => time.getTime()) }
      look.told.catch(() => seen === look && (seen = undefined))
      seen = look
    }
    const { told, at: since } = seen
    return new Date((await told) + (at - since))
  }
}
