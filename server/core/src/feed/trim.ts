import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { FeedTables } from './tables.ts'

export const DEFAULT_RETENTION_DAYS = 30

const WINDOW = 10_000

/**
 * Removes events that are older than so many days and that every handler has heard, oldest first, in short
 * transactions. Cursors from before are then answered with RESYNC_REQUIRED.
 */
export async function trimFeed(database: Database, days: number, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const trimmed = await database.withScope({ mode: 'engine' }, (trx) => trimWindow(trx, days))
    if (!trimmed) return
  }
}

/** Removes one window if all of it is old enough; says whether it did. */
async function trimWindow(trx: Transaction<FeedTables>, days: number): Promise<boolean> {
  const old = await sql<{ to: number | null }>`select max(seq) as to from (
      select seq, bool_and(created_at < now() - make_interval(days => ${days})) over (order by seq) as old
      from core.outbox, core.feed_state where seq > trimmed_seq and seq <= trimmed_seq + ${WINDOW}
    ) as next where old and seq <= (select coalesce(min(seq), 9e15) from core.feed_cursor)`.execute(trx)
  const to = old.rows[0]?.to ?? null
  if (to === null) return false
  await sql`delete from core.outbox using core.feed_state where seq > trimmed_seq and seq <= ${to}`.execute(trx)
  await sql`update core.feed_state set trimmed_seq = ${to}`.execute(trx)
  await sql`delete from core.feed_epoch as gone where exists (
      select 1 from core.feed_epoch as next where next.number > gone.number and next.after_seq < ${to})`.execute(trx)
  return true
}
