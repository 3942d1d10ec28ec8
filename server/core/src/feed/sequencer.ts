import type { Database } from '../database/database.ts'
import { lead } from './lead.ts'
import type { OnError } from './lead.ts'
import { createPause } from './pause.ts'
import { beginEpoch, isAnyUnnumbered, STAMP_LIMIT, stamp } from './stamp.ts'
import { DEFAULT_RETENTION_DAYS, trimFeed } from './trim.ts'

/** From numbering some to the next look: what is committed meanwhile is numbered, and told of, together. */
const SHORTEST_WAIT_MS = 20
const LONGEST_WAIT_MS = 100
const TRIM_EVERY_MS = 3_600_000

export type SequencerOptions = {
  readonly onError: OnError
  /** Events older than this are removed from the feed; 30 unless told. */
  readonly retentionDays?: number
}

export type Sequencer = {
  /** Says that something has been committed in this process; it is numbered at once unless others just were. */
  poke(): void
  stop(): Promise<void>
}

/**
 * Gives every committed event of the outbox its number in the feed. Each process starts one; the one that holds the
 * lock works and the others stand by. It looks every 20 ms while there is something to do and every 100 ms when idle,
 * then also as soon as it is told of something:
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
  wait: (milliseconds: number, signal: AbortSignal) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const epoch = await database.withScope({ mode: 'engine' }, beginEpoch)
  const look = async (isThere: boolean): Promise<number> =>
    isThere || (await atOnce(database, isAnyUnnumbered)) ? atOnce(database, (trx) => stamp(trx, epoch)) : 0
  let idleMs = SHORTEST_WAIT_MS
  let trimAt = 0
  let isThere = false
  while (!signal.aborted) {
    const lookedAt = performance.now()
    const count = await look(isThere)
    isThere = count === STAMP_LIMIT
    if (isThere) continue
    idleMs = count > 0 ? SHORTEST_WAIT_MS : Math.min(idleMs * 1.5, LONGEST_WAIT_MS)
    const isTold = await wait(idleMs, signal)
    isThere = isTold && count === 0 // else what it was told of may have been numbered already
    const early = lookedAt + SHORTEST_WAIT_MS - performance.now()
    if (count > 0 && early > 0) await createPause().wait(early, signal)
    if (performance.now() < trimAt) continue
    trimAt = performance.now() + TRIM_EVERY_MS
    await trimFeed(database, retentionDays, signal).catch(onError)
  }
}

/** All statements of `work` leave in one message. */
const atOnce = <Result>(database: Database, work: Parameters<typeof database.withScope<Result>>[1]): Promise<Result> =>
  database.withScope({ mode: 'engine' }, work, 'now', { atOnce: true })
