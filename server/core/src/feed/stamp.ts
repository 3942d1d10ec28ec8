import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { LONGEST_LIST, NEWS_CHANNEL } from './announced.ts'
import type { FeedTables } from './tables.ts'

/** How many events one stamp numbers at most. */
export const STAMP_LIMIT = 1_000

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

/** Whether something has been committed that has no number yet. */
export async function isAnyUnnumbered(trx: Transaction<FeedTables>): Promise<boolean> {
  const waiting = await sql`select 1 from core.outbox where seq is null limit 1`.execute(trx)
  return waiting.rows.length > 0
}

/**
 * Numbers what has been committed and has no number yet, in the order of id, and says so once. Gives how many.
 * The state row is locked in a statement of its own: the one that numbers then sees all that an earlier stamp did, so
 * no two stamps can give the same event two numbers or leave a gap, whoever runs them. Both are asked for at once. Throws
 * Superseded when the epoch is not `epoch` any more; then nothing was numbered.
 */
export async function stamp(trx: Transaction<FeedTables>, epoch: string): Promise<number> {
  const [mine, stamped] = await Promise.all([
    sql`select 1 from core.feed_state where epoch = ${epoch} for update`.execute(trx),
    sql<{ count: number }>`with fresh as (
      select id, topic, scope_key, row_number() over (order by id) as place
      from (select id, topic, scope_key from core.outbox where seq is null order by id limit ${STAMP_LIMIT}) as next
    ), found as (
      select count(*) as count, string_agg(distinct topic || ':' || scope_key, ',') as keys from fresh
    ), state as (
      update core.feed_state set last_seq = last_seq + found.count
      from found where epoch = ${epoch} and found.count > 0
      returning last_seq, last_seq - found.count as before, found.count, found.keys
    ), numbered as (
      update core.outbox set seq = state.before + fresh.place from fresh, state where core.outbox.id = fresh.id
    )
    select count, pg_notify(${NEWS_CHANNEL}, ${epoch} || ' ' || last_seq || ' ' || before || ' ' ||
      case when octet_length(keys) <= ${LONGEST_LIST} then keys else '' end) from state`.execute(trx),
  ])
  if (mine.rows.length === 0) throw new Superseded('Another sequencer has taken over.')
  return stamped.rows[0]?.count ?? 0
}
