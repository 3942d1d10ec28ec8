import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../access/reach-condition.ts'
import type { StoredEvent, Stretch } from './reads.ts'
import type { FeedTables } from './tables.ts'

/** Reads a stretch in a transaction in its reader's scope; the reach is asked for as well, so that an index serves. */
export async function selectStretch<Tables extends FeedTables>(
  trx: Transaction<Tables>,
  { topic, reader, filter, after, upTo, limit }: Stretch,
): Promise<readonly StoredEvent[]> {
  const { lo, hi, organisationId = null, hallId = null } = reader
  const reach = { lo, hi, organisationId, hallId }
  const { rows } = await sql<Omit<StoredEvent, 'payload'> & { payload: string }>`
    select seq, created_at as at, kind, level, payload from core.outbox
    where seq > ${after} and seq <= ${upTo} and topic = ${topic} and ${withinReach(reach, CASE_REACH)}
      ${filter.levels === undefined ? sql`` : sql`and level = any (${filter.levels}::text[])`}
      ${filter.kinds === undefined ? sql`` : sql`and kind = any (${filter.kinds}::text[])`}
      ${filter.exceptKinds === undefined ? sql`` : sql`and kind <> all (${filter.exceptKinds}::text[])`}
    order by seq limit ${limit}`.execute(trx)
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
}
