import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { columnList, unnest } from '../database/bulk.ts'
import type { FeedTables, Topic } from './tables.ts'

/** What a writer says of an event; the database adds the rest. */
export type OutboxEntry = {
  readonly topic: Topic
  /** `<plugin>.<noun>.<past participle>`. */
  readonly kind: string
  /** A card's level; null for everything else. */
  readonly level: string | null
  readonly scopeKey: number
  readonly areaCode: number
  readonly regionId: number
  /** Whose row it is, for readers who are bound to one organisation or hall; null when it is nobody's. */
  readonly organisationId: number | null
  readonly hallId: number | null
  /** All that a subscriber sees; stored as JSON text. */
  readonly payload: object
}

const COLUMNS = {
  topic: 'text',
  kind: 'text',
  level: 'text',
  scopeKey: 'bigint',
  areaCode: 'int',
  regionId: 'int',
  organisationId: 'int',
  hallId: 'int',
  payload: 'text',
} as const

const appended = new WeakSet<object>()

/** Whether events were written in a transaction, so that the sequencer has something to do once it is committed. */
export const hasAppended = (trx: object): boolean => appended.has(trx)

/**
 * Writes events of a change in the transaction of the change; they reach the feed once it commits. The events of one
 * case keep their order as long as its writers take turns, which the lock on its key row makes them do.
 */
export async function appendToOutbox<Tables extends FeedTables>(
  trx: Transaction<Tables>,
  entries: readonly OutboxEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({ ...entry, payload: JSON.stringify(entry.payload) }))
  await sql`insert into core.outbox (${columnList(COLUMNS)}) select * from ${unnest(COLUMNS, rows)}`.execute(trx)
  appended.add(trx)
}
