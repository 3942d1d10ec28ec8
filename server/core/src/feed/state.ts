import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { FeedTables } from './tables.ts'

/** A place in the feed: after the event `seq`, as history ran in `epoch`. */
export type Position = { readonly epoch: string; readonly seq: number }

/** Where the feed stands. */
export type FeedState = {
  readonly epoch: string
  readonly lastSeq: number
  readonly trimmedSeq: number
  readonly secret: string
  /** In the order they began; the last is `epoch`. */
  readonly epochs: readonly { readonly epoch: string; readonly afterSeq: number }[]
}

/** Reads the state in the engine's scope, all of one moment. */
export async function readState(trx: Transaction<FeedTables>): Promise<FeedState> {
  const found = await sql<Omit<FeedState, 'epochs'> & { names: string[]; starts: number[] }>`
    select state.epoch, state.last_seq, state.trimmed_seq, state.secret,
      array_agg(e.epoch order by e.number) as names, array_agg(e.after_seq order by e.number) as starts
    from core.feed_state as state, core.feed_epoch as e
    group by state.one, state.epoch, state.last_seq, state.trimmed_seq, state.secret`.execute(trx)
  const row = found.rows[0]
  if (row === undefined) throw new Error('The feed has no state: core.feed_state is empty.')
  const { names, starts, ...state } = row
  return { ...state, epochs: names.map((epoch, index) => ({ epoch, afterSeq: starts[index] ?? 0 })) }
}

/**
 * Whether the feed can be continued from here: nothing after it was removed, and it lies on this database's history,
 * which agrees with that of an epoch only up to where the next one began.
 */
export function canContinue(state: FeedState, { epoch, seq }: Position): boolean {
  const index = state.epochs.findIndex((it) => it.epoch === epoch)
  if (index < 0) return false
  const end = state.epochs[index + 1]?.afterSeq ?? state.lastSeq
  return seq >= state.trimmedSeq && seq <= end
}
