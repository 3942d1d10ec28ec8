import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { FeedEvent } from '../plugin.ts'
import type { FeedTables } from './tables.ts'

type Trx = Transaction<FeedTables>

/** How far a consumer has come; a new one begins with the oldest event that is kept. */
export async function readHandlerCursor(trx: Trx, consumer: string): Promise<number> {
  const found = await sql<{ seq: number }>`insert into core.feed_cursor (consumer, seq)
    select ${consumer}, trimmed_seq from core.feed_state
    on conflict (consumer) do update set seq = core.feed_cursor.seq returning seq`.execute(trx)
  return found.rows[0]?.seq ?? 0
}

/** Notes how far a consumer has come; never back, should another process have come further. */
export async function writeHandlerCursor(trx: Trx, consumer: string, seq: number): Promise<void> {
  await sql`update core.feed_cursor set seq = greatest(seq, ${seq}) where consumer = ${consumer}`.execute(trx)
}

/** What nobody hears any more must not keep the feed from being trimmed. */
export async function forgetOtherConsumers(trx: Trx, consumers: readonly string[]): Promise<void> {
  await sql`delete from core.feed_cursor where consumer <> all (${consumers}::text[])`.execute(trx)
}

/** The next events of these kinds: after < seq ≤ upTo. */
export async function selectForHandlers(
  trx: Trx,
  kinds: readonly string[],
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly FeedEvent<unknown>[]> {
  const found = await sql<{ seq: number; at: Date; kind: string; payload: string }>`
    select seq, created_at as at, kind, payload from core.outbox
    where seq > ${after} and seq <= ${upTo} and kind = any (${kinds}::text[]) order by seq limit ${limit}`.execute(trx)
  return found.rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
}
