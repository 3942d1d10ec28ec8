import type { Generated } from 'kysely'

/** `ALERT`, `COMPLETION` for the two streams, `EVENT` for what only handlers hear. */
export type Topic = 'ALERT' | 'COMPLETION' | 'EVENT'

/** An event for subscribers and handlers; `seq` is stamped by the one sequencer, without a gap. */
export type OutboxTable = {
  id: Generated<number>
  topic: Topic
  /** The event's name: `efficiency.card.issued`, `cases.case.closed`. */
  kind: string
  level: string | null
  scopeKey: number
  areaCode: number
  regionId: number
  organisationId: number | null
  hallId: number | null
  /** JSON as text: all that a subscriber sees. */
  payload: string
  createdAt: Generated<Date>
  seq: number | null
}

/** How far each handler of a plugin has read the feed. */
export type FeedCursorTable = { consumer: string; seq: number }

/** One row: where the feed stands. */
export type FeedStateTable = {
  one: Generated<boolean>
  /** The epoch that runs now. */
  epoch: string
  lastSeq: number
  /** What is at or before this has been removed; 0 when nothing was. */
  trimmedSeq: number
  /** Hex; cursors are signed with it. */
  secret: string
}

/**
 * Every sequencer that takes over begins an epoch. Cursors name the epoch they were given in, so that a database
 * put back to an earlier state is noticed: history agrees only up to where the next epoch began.
 */
export type FeedEpochTable = {
  epoch: string
  /** In the order they began. */
  number: Generated<number>
  /** The last seq of the epoch before. */
  afterSeq: number
  beganAt: Generated<Date>
}

export type FeedTables = {
  'core.outbox': OutboxTable
  'core.feedCursor': FeedCursorTable
  'core.feedState': FeedStateTable
  'core.feedEpoch': FeedEpochTable
}
