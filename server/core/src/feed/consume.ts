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

const BATCH_LIMIT = 500
const WINDOW = 20_000
const WAIT_MS = 5_000
/** Between two looks at what is new. */
const REST_MS = 200
const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 30_000
/** After so many failures of one event somebody is told: about three seconds. */
const TRIES_BEFORE_ALERT = 6

/** How far a consumer has come, and how far that is noted. */
type Progress = { readonly heard: number; readonly noted: number }

/** Hears the feed from the consumer's cursor until the signal aborts; rides out a database that is away. */
export async function consume(consumer: Consumer, signal: AbortSignal): Promise<void> {
  let progress: Progress | null = null
  while (!signal.aborted) {
    try {
      progress ??= await begin(consumer)
      progress = await advance(consumer, progress, signal)
    } catch (error) {
      progress = null
      consumer.feed.onError(error)
      await createPause().wait(1_000, signal)
    }
  }
}

async function begin({ database, consumer }: Consumer): Promise<Progress> {
  const seq = await database.withScope({ mode: 'engine' }, (trx) => readHandlerCursor(trx, consumer))
  return { heard: seq, noted: seq }
}

/** One step: hears a batch and rests, or waits for news. */
async function advance(consumer: Consumer, progress: Progress, signal: AbortSignal): Promise<Progress> {
  const { database, feed, handlers } = consumer
  const { epoch, lastSeq } = feed.hub.current()
  const after = progress.heard
  if (after >= lastSeq) {
    await feed.hub.news(wholeRange, { epoch, seq: after }, WAIT_MS, signal)
    return progress
  }
  const upTo = Math.min(lastSeq, after + WINDOW)
  const kinds = handlers.map(({ kind }) => kind)
  const events = await database.withScope({ mode: 'engine' }, (trx) =>
    selectForHandlers(trx, kinds, { after, upTo, limit: BATCH_LIMIT }),
  )
  let heard = (await hear(consumer, events, signal)) ?? after
  const all = heard === (events.at(-1)?.seq ?? after)
  const isLast = events.length < BATCH_LIMIT
  if (all && isLast) heard = upTo
  const idle = events.length === 0 && heard - progress.noted < WINDOW
  if (!idle) await note(consumer, heard, all && events.length > 0)
  const noted = idle ? progress.noted : heard
  // Many kinds are rare: nobody asks for them after each of thousands of others.
  if (isLast) await createPause().wait(REST_MS, signal)
  return { heard, noted }
}

/** Notes how far a consumer has come; one that took what it was given fails no more. */
async function note({ database, consumer }: Consumer, heard: number, works: boolean): Promise<void> {
  await database.withScope({ mode: 'engine' }, async (trx) => {
    await writeHandlerCursor(trx, consumer, heard)
    if (works) await closeHandlerAlert(trx, consumer)
  })
}

/** Gives events to their handlers, together where that goes well; gives the seq of the last that was taken. */
async function hear(
  consumer: Consumer,
  events: readonly FeedEvent<unknown>[],
  signal: AbortSignal,
): Promise<number | undefined> {
  let heard: number | undefined
  for (const run of runsOf(events)) {
    if (signal.aborted) return heard
    if (run.length > 1 && (await takes(consumer, run))) heard = run.at(-1)?.seq
    else {
      // One of them cannot be taken, or there is but one: each by itself, until it is.
      for (const event of run) {
        if (!(await insist(consumer, event, signal))) return heard
        heard = event.seq
      }
    }
  }
  return heard
}

/** Events of the same kind that follow each other. */
function runsOf(events: readonly FeedEvent<unknown>[]): readonly (readonly FeedEvent<unknown>[])[] {
  const runs: FeedEvent<unknown>[][] = []
  for (const event of events) {
    const last = runs.at(-1)
    if (last?.[0]?.kind === event.kind) last.push(event)
    else runs.push([event])
  }
  return runs
}

/** Whether the handlers took these events, all of one kind. */
async function takes({ feed, handlers }: Consumer, events: readonly FeedEvent<unknown>[]): Promise<boolean> {
  try {
    for (const { kind, handle } of handlers) if (kind === events[0]?.kind) await handle(events)
    return true
  } catch (error) {
    feed.onError(error)
    return false
  }
}

/** Gives an event to its handlers until it is taken; false when the signal aborted before. */
async function insist(consumer: Consumer, event: FeedEvent<unknown>, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; !signal.aborted; tries++) {
    if (await takes(consumer, [event])) return true
    if (tries === TRIES_BEFORE_ALERT - 1) {
      await consumer.database
        .withScope({ mode: 'engine' }, (trx) => openHandlerAlert(trx, consumer.consumer, event))
        .catch(consumer.feed.onError)
    }
    await createPause().wait(Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS), signal)
  }
  return false
}
