import { fault } from '../graphql/fault.ts'
import { decodeFeedCursor, encodeFeedCursor } from './cursor.ts'
import type { Feed } from './feed.ts'
import { BATCH_LIMIT, endOf, FRESH_CURSOR_MS, RECHECK_MS, stretchFrom } from './pace.ts'
import { persistently } from './persistently.ts'
import { pulledStream } from './pulled-stream.ts'
import type { PulledStream } from './pulled-stream.ts'
import type { EventFilter, StoredEvent, StretchReader } from './reads.ts'
import { canContinue } from './state.ts'
import type { Position } from './state.ts'
import type { Topic } from './tables.ts'

/** What a subscriber gets at once: events in order, and where to continue after them. */
export type Batch = { readonly events: readonly StoredEvent[]; readonly cursor: string }

export type FollowOptions = {
  /** For whom: a cursor serves nobody else. */
  readonly principalId: string
  readonly topic: Topic
  readonly filter?: EventFilter
  /** What may be seen now; asked before every batch and about once a second. Null: nothing any more. */
  readonly scope: () => Promise<StretchReader | null> | StretchReader | null
  /** Continue behind this cursor; without one, from now on. */
  readonly after?: string | null
  readonly signal?: AbortSignal
  /**
   * Follows together with others once everything is read, as long as that goes; gives how far that came, or null when it
   * told nothing.
   */
  readonly together?: ((position: Position, signal: AbortSignal) => Promise<Position | null>) | undefined
  /** A subscriber that does not ask for its next batch for so long is let go; 60,000 unless told. */
  readonly patienceMs?: number
}

/**
 * Follows a topic of the feed: first what came after the cursor, then what comes, with no gap between. The first batch
 * comes at once, empty if nothing is there, so that its cursor can be kept from the start. Nothing is read ahead: a
 * subscriber that does not ask costs no memory. A cursor is a place and grants nothing: behind it, too, a reader gets
 * what it may see now.
 * Throws RESYNC_REQUIRED when the cursor cannot be continued from, here or later in the stream; the stream throws
 * UNAUTHENTICATED when the rights are gone or are others now and LIMIT_EXCEEDED after it was left alone for too long.
 */
export async function follow(feed: Feed, options: FollowOptions): Promise<PulledStream<Batch>> {
  const { principalId, topic, filter = {}, scope, after = null, together, patienceMs = 60_000 } = options
  const state = await feed.hub.refresh()
  let position: Position = { epoch: state.epoch, seq: state.lastSeq }
  if (after !== null) {
    const kept = decodeFeedCursor(state.secret, principalId, after)
    if (kept === null || !canContinue(state, kept)) throw fault('RESYNC_REQUIRED')
    position = kept
  }
  let given = { at: Number.NEGATIVE_INFINITY, seq: -1 }

  const give = (events: readonly StoredEvent[]): Batch => {
    given = { at: performance.now(), seq: position.seq }
    return { events, cursor: encodeFeedCursor(state.secret, principalId, position) }
  }
  const isCursorOld = () => position.seq !== given.seq && performance.now() - given.at > FRESH_CURSOR_MS

  /** One look: a batch, or null when there is nothing to tell yet. */
  const look = async (signal: AbortSignal): Promise<Batch | null> => {
    const reader = await scope()
    if (reader === null) throw fault('UNAUTHENTICATED')
    const now = feed.hub.current()
    if (position.epoch !== now.epoch && !canContinue(now, position)) throw fault('RESYNC_REQUIRED')
    if (position.seq < now.lastSeq) {
      if (position.seq < now.trimmedSeq) throw fault('RESYNC_REQUIRED')
      const stretch = stretchFrom(position.seq, now.lastSeq)
      const events = await feed.read({ topic, reader, filter, ...stretch, limit: BATCH_LIMIT })
      position = { epoch: now.epoch, seq: endOf(stretch, events) }
      return events.length > 0 ? give(events) : null
    }
    position = { epoch: now.epoch, seq: position.seq }
    if (given.seq < 0 || isCursorOld()) return give([])
    const told = (await together?.(position, signal)) ?? null
    if (told !== null) {
      position = told
      given = { at: performance.now(), seq: told.seq }
      return null
    }
    const { lo, hi } = reader
    position = await feed.hub.news({ topic, lo, hi }, position, RECHECK_MS, signal)
    return null
  }
  return pulledStream(persistently(look, feed.onError), {
    patienceMs,
    ...(options.signal && { signal: options.signal }),
  })
}
