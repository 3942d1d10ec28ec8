import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { FeedTables } from './tables.ts'

/** How many events one stamp numbers at most. */
export const STAMP_LIMIT = 1_000

/** Where NOTIFY tells that the feed has news: `<epoch> <last seq>`. */
export const NEWS_CHANNEL = 'zhikong_feed'

/** Another sequencer has begun an epoch: this one must not number anything more. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** Begins an epoch, from which point an older sequencer can stamp no more; gives its name. */
export async function beginEpoch(trx: Transaction<FeedTables>): Promise<string> {
  const epoch = randomBytes(16).toString('hex')
  await sql`select 1 from core.feed_state for update`.execute(trx)
  await sql`insert into core.feed_epoch (epoch, after_seq) select ${epoch}, last_seq from core.feed_state`.execute(trx)
  await sql`update core.feed_state set epoch = ${epoch}`.execute(trx)
  await sql`select pg_notify(${NEWS_CHANNEL}, epoch || ' ' || last_seq) from core.feed_state`.execute(trx)
  return epoch
}

/**
 * Numbers what has been committed and has no number yet, in the order of id, and says so once. Gives how many.
 * The state row is locked in a statement of its own: the one that numbers then sees all that an earlier stamp did, so
 * no two stamps can give the same event two numbers or leave a gap, whoever runs them. Throws Superseded when the
 * epoch is not `epoch` any more.
 */
export async function stamp(trx: Transaction<FeedTables>, epoch: string): Promise<number> {
  const waiting = await sql`select 1 from core.outbox where seq is null limit 1`.execute(trx)
  if (waiting.rows.length === 0) return 0
  const mine = await sql`select 1 from core.feed_state where epoch = ${epoch} for update`.execute(trx)
  if (mine.rows.length === 0) throw new Superseded('Another sequencer has taken over.')
  const stamped = await sql<{ count: number }>`with fresh as (
      select id, row_number() over (order by id) as place
      from (select id from core.outbox where seq is null order by id limit ${STAMP_LIMIT}) as next
    ), state as (
      update core.feed_state set last_seq = last_seq + (select count(*) from fresh)
      returning last_seq, last_seq - (select count(*) from fresh) as before
    ), numbered as (
      update core.outbox set seq = state.before + fresh.place from fresh, state where core.outbox.id = fresh.id
    )
    select (select count(*) from fresh) as count, pg_notify(${NEWS_CHANNEL}, ${epoch} || ' ' || last_seq) from state`.execute(
    trx,
  )
  return stamped.rows[0]?.count ?? 0
}
