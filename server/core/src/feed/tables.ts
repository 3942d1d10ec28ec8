import type { Generated } from 'kysely'

/** An event for subscribers and handlers; `seq` is stamped by the one sequencer, without a gap. */
export type OutboxTable = {
  id: Generated<number>
  /** `ALERT`, `COMPLETION` for the two streams, `EVENT` for what only handlers hear. */
  topic: 'ALERT' | 'COMPLETION' | 'EVENT'
  /** The event's name: `efficiency.card.issued`, `cases.case.closed`. */
  kind: string
  level: string | null
  scopeKey: number
  areaCode: number
  regionId: number
  /** JSON as text: all that a subscriber sees. */
  payload: string
  createdAt: Generated<Date>
  seq: number | null
}

/** How far each handler of a plugin has read the feed. */
export type FeedCursorTable = { consumer: string; seq: number }

/** One row: the epoch of the feed, new after a restore. */
export type FeedStateTable = { one: boolean; epoch: string; lastSeq: number }

export type FeedTables = {
  'core.outbox': OutboxTable
  'core.feedCursor': FeedCursorTable
  'core.feedState': FeedStateTable
}
