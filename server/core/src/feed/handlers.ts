import type { BoundHandler } from '../compose.ts'
import type { Database } from '../database/database.ts'
import type { Closable } from '../database/listen.ts'
import { consume } from './consume.ts'
import type { Feed } from './feed.ts'
import { forgetOtherConsumers } from './handler-cursor.ts'
import { lead } from './lead.ts'

/** A handler that is busy when it is to stop has so long to finish; else it will hear the event again. */
const GRACE_MS = 5_000

/**
 * Runs the handlers of plugins, in one process of all: each consumer hears its kinds of events in order and at least
 * once, from where it stopped, whatever happens to others. A new consumer begins with the oldest event there is.
 * A handler that fails is tried again, ever more slowly, and holds up nobody but its own consumer; after a number of
 * tries an alert about the engine is opened, and closed when it succeeds.
 */
export function startHandlers(database: Database, handlers: readonly BoundHandler[], feed: Feed): Closable {
  const consumers = Map.groupBy(handlers, ({ consumer }) => consumer)
  const work = async (signal: AbortSignal): Promise<void> => {
    await database.withScope({ mode: 'engine' }, (trx) => forgetOtherConsumers(trx, [...consumers.keys()]))
    const running = [...consumers].map(([consumer, own]) =>
      consume({ database, feed, consumer, handlers: own }, signal),
    )
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    const late = new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())
    await Promise.race([Promise.all(running), late])
  }
  return lead(database, 'feed handlers', work, feed.onError)
}
