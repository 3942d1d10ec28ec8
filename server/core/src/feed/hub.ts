import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { fault } from '../graphql/fault.ts'
import { joined, MOST_KEYS, NEWS_CHANNEL, readAnnounced } from './announced.ts'
import type { Announced } from './announced.ts'
import { createGathering } from './gathering.ts'
import type { OnError } from './lead.ts'
import { createPause } from './pause.ts'
import { readState } from './state.ts'
import type { FeedState, Position } from './state.ts'
import type { Topic } from './tables.ts'
import { createWaitingRoom } from './waiting-room.ts'
import type { Interest, Key } from './waiting-room.ts'

/** Looks even when nothing was heard: a notification may be lost with its connection. */
const SLOW_POLL_MS = 1_000

/** Tells the followers of this process how far the feed goes. It holds no event. */
export type Hub = {
  current(): FeedState
  /** Asks the database now, and tells all who wait. */
  refresh(): Promise<FeedState>
  /**
   * Resolves when there is news after `position` that may be of interest, when `milliseconds` have passed, or on abort;
   * with the place up to which there is certainly nothing of interest. Throws UNAVAILABLE once the hub is closed.
   */
  news(interest: Interest, position: Position, milliseconds: number, signal: AbortSignal): Promise<Position>
  /** How many wait now. */
  waiting(): number
  close(): Promise<void>
}

/** One connection that listens, and one slow poll, for all followers of this process. */
export async function openHub(database: Database, onError: OnError): Promise<Hub> {
  const stopping = new AbortController()
  const { signal } = stopping
  const heard = createPause()
  const room = createWaitingRoom()
  const gathering = createGathering()
  const ask = () => database.withScope({ mode: 'engine' }, readState, 'now', { atOnce: true })
  let published = await ask()
  let rumour: Announced | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let asking: Promise<FeedState> | null = null

  const publish = async (next: FeedState, told: Announced | null = null): Promise<FeedState> => {
    const before = published
    if (next.epoch === before.epoch && next.lastSeq <= before.lastSeq)
      return (published = { ...next, lastSeq: before.lastSeq })
    const sameLine = next.epoch === before.epoch && room.size() > 0
    const known = told !== null && told.from <= before.lastSeq ? told.keys : null
    const keys = sameLine ? (known ?? (await readKeys(database, before.lastSeq, next.lastSeq))) : null
    published = next
    room.tell(positionOf(next), keys)
    return next
  }
  const refresh = (): Promise<FeedState> => {
    asking ??= turn.then(() => {
      asking = null
      return ask().then(publish)
    })
    turn = asking.catch(() => undefined)
    return asking
  }
  const believe = (): Promise<FeedState> => {
    const told = rumour
    rumour = null
    if (told === null || told.epoch !== published.epoch) return refresh()
    const believing = turn.then(() => publish({ ...published, lastSeq: Math.max(published.lastSeq, told.seq) }, told))
    turn = believing.catch(() => undefined)
    return believing
  }
  const eventsAhead = () => (rumour?.epoch === published.epoch ? rumour.seq - published.lastSeq : Infinity)
  const run = async () => {
    let askedAt = performance.now()
    while (!signal.aborted) {
      await heard.wait(SLOW_POLL_MS, signal)
      const early = gathering.waitFor(eventsAhead())
      if (early > 0) await createPause().wait(early, signal)
      if (signal.aborted) return
      const before = published.lastSeq
      if (performance.now() - askedAt >= SLOW_POLL_MS) {
        askedAt = performance.now()
        rumour = null
      }
      await believe().catch(onError)
      if (published.lastSeq !== before) gathering.passedOn(published.lastSeq - before)
    }
  }

  const listening = await database.listen(NEWS_CHANNEL, (payload) => {
    rumour = joined(rumour, readAnnounced(payload))
    heard.wake()
  })
  const running = run()
  return {
    current: () => published,
    refresh,
    news: async (interest, position, milliseconds, stop) => {
      if (signal.aborted) throw fault('UNAVAILABLE')
      const atTheEnd = position.seq >= published.lastSeq && position.epoch === published.epoch
      return atTheEnd ? room.wait(interest, position, milliseconds, stop) : position
    },
    waiting: room.size,
    close: async () => {
      stopping.abort()
      await Promise.all([listening.close(), running])
      await turn
      room.wakeAll()
    },
  }
}

/** For whom the news is, without the news; null when there is too much of it. */
async function readKeys(database: Database, after: number, upTo: number): Promise<readonly Key[] | null> {
  if (upTo - after > MOST_KEYS) return null
  return database.withScope(
    { mode: 'engine' },
    async (trx) => {
      const result = await sql<{ topic: Topic; scopeKey: number }>`select distinct topic, scope_key from core.outbox
      where seq > ${after} and seq <= ${upTo}`.execute(trx)
      return result.rows
    },
    'now',
    { atOnce: true },
  )
}

const positionOf = ({ epoch, lastSeq }: FeedState): Position => ({ epoch, seq: lastSeq })
