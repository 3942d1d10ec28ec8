import type { BoundHandler } from '../compose.ts'
import type { Database } from '../database/database.ts'
import { wholeRange } from '../database/scope.ts'
import type { FeedEvent } from '../plugin.ts'
import type { Feed } from './feed.ts'
import { closeHandlerAlert, openHandlerAlert } from './handler-alert.ts'
import { readHandlerCursor, selectForHandlers, writeHandlerCursor } from './handler-cursor.ts'
import { createPause } from './pause.ts'

/** What a consumer works with. */
export type Consumer = {
  readonly database: Database
  readonly feed: Feed
  readonly consumer: string
  readonly handlers: readonly BoundHandler[]
}

const BATCH_LIMIT = 100
const WINDOW = 20_000
const WAIT_MS = 5_000
const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 30_000
/** After so many failures of one event somebody is told: about three seconds. */
const TRIES_BEFORE_ALERT = 6

/** Hears the feed from the consumer's cursor until the signal aborts; rides out a database that is away. */
export async function consume(consumer: Consumer, signal: AbortSignal): Promise<void> {
  const engine = <T>(work: Parameters<typeof consumer.database.withScope<T>>[1]) =>
    consumer.database.withScope({ mode: 'engine' }, work)
  let seq: number | null = null
  while (!signal.aborted) {
    try {
      seq ??= await engine((trx) => readHandlerCursor(trx, consumer.consumer))
      seq = await advance(consumer, seq, signal)
    } catch (error) {
      seq = null
      consumer.feed.onError(error)
      await createPause().wait(1_000, signal)
    }
  }
}

/** One step: hears a batch, or waits for news; gives how far the consumer has come. */
async function advance(consumer: Consumer, after: number, signal: AbortSignal): Promise<number> {
  const { database, feed, consumer: name, handlers } = consumer
  const { epoch, lastSeq } = feed.hub.current()
  if (after >= lastSeq) {
    await feed.hub.news(wholeRange, { epoch, seq: after }, WAIT_MS, signal)
    return after
  }
  const upTo = Math.min(lastSeq, after + WINDOW)
  const kinds = handlers.map(({ kind }) => kind)
  const events = await database.withScope({ mode: 'engine' }, (trx) =>
    selectForHandlers(trx, kinds, { after, upTo, limit: BATCH_LIMIT }),
  )
  let heard = after
  for (const event of events) {
    if (!(await hear(consumer, event, signal))) break
    heard = event.seq
  }
  const all = heard === (events.at(-1)?.seq ?? after)
  if (all && events.length < BATCH_LIMIT) heard = upTo
  await database.withScope({ mode: 'engine' }, async (trx) => {
    await writeHandlerCursor(trx, name, heard)
    if (all && events.length > 0) await closeHandlerAlert(trx, name)
  })
  return heard
}

/** Gives an event to its handler until it is taken; false when the signal aborted before. */
async function hear(
  { database, feed, consumer, handlers }: Consumer,
  event: FeedEvent<unknown>,
  signal: AbortSignal,
): Promise<boolean> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      for (const { kind, handle } of handlers) if (kind === event.kind) await handle(event)
      return true
    } catch (error) {
      feed.onError(error)
      if (tries === TRIES_BEFORE_ALERT - 1) {
        await database
          .withScope({ mode: 'engine' }, (trx) => openHandlerAlert(trx, consumer, event))
          .catch(feed.onError)
      }
      await createPause().wait(Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS), signal)
    }
  }
  return false
}
