import type { Database } from '../database/database.ts'
import { lead } from './lead.ts'
import type { OnError } from './lead.ts'
import { createPause } from './pause.ts'
import { beginEpoch, STAMP_LIMIT, stamp } from './stamp.ts'
import { DEFAULT_RETENTION_DAYS, trimFeed } from './trim.ts'

const SHORTEST_WAIT_MS = 20
const LONGEST_WAIT_MS = 100
const TRIM_EVERY_MS = 3_600_000

export type SequencerOptions = {
  readonly onError: OnError
  /** Events older than this are removed from the feed; 30 unless told. */
  readonly retentionDays?: number
}

export type Sequencer = {
  /** Says that something has been committed in this process; after a quiet time it is looked at at once. */
  poke(): void
  stop(): Promise<void>
}

/**
 * Gives every committed event of the outbox its number in the feed. Each process starts one; the one that holds the
 * lock works and the others stand by. It looks every 20 ms while there is something to do and every 100 ms when idle:
 * writers send no NOTIFY, which would slow their commits 3–7 times at 16–64 clients (measured in the prototypes).
 */
export function startSequencer(database: Database, options: SequencerOptions): Sequencer {
  const pause = createPause()
  const leading = lead(
    database,
    'feed sequencer',
    (signal) => sequence(database, options, pause.wait, signal),
    options.onError,
  )
  return { poke: pause.wake, stop: leading.close }
}

async function sequence(
  database: Database,
  { onError, retentionDays = DEFAULT_RETENTION_DAYS }: SequencerOptions,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const epoch = await database.withScope({ mode: 'engine' }, beginEpoch)
  let idleMs = SHORTEST_WAIT_MS
  let trimAt = 0
  while (!signal.aborted) {
    const lookedAt = performance.now()
    const count = await database.withScope({ mode: 'engine' }, (trx) => stamp(trx, epoch))
    if (count === STAMP_LIMIT) continue
    idleMs = count > 0 ? SHORTEST_WAIT_MS : Math.min(idleMs * 1.5, LONGEST_WAIT_MS)
    await wait(idleMs, signal)
    const early = lookedAt + SHORTEST_WAIT_MS - performance.now()
    if (early > 0) await createPause().wait(early, signal)
    if (performance.now() < trimAt) continue
    trimAt = performance.now() + TRIM_EVERY_MS
    await trimFeed(database, retentionDays, signal).catch(onError)
  }
}
