import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'

import type { Address } from './address.ts'
import { openPool, queryBuilder } from './pools.ts'
import type { PoolLimits } from './pools.ts'
import { checkAppLogin } from './server-checks.ts'
import type { CoreTables } from './tables.ts'

/** Where a copy of the database is, and how old it may be to be read. */
export type ReplicaSettings = Pick<Address, 'host' | 'port' | 'ssl'> & { readonly longestLagMs: number }

/** How far behind the copy is, in milliseconds; null while it cannot be reached. */
export type ReplicaState = { readonly lagMs: number | null; readonly inUse: boolean }

/** A copy of the database that follows it, for reads that may be a moment old. */
export type Replica = {
  /** Runs a read on the copy; on the primary, by `otherwise`, while the copy is away or behind, or when it fails. */
  read<Result>(work: (db: Kysely<CoreTables>) => Promise<Result>, otherwise: () => Promise<Result>): Promise<Result>
  state(): ReplicaState
  close(): Promise<void>
}

const LOOK_MS = 1_000
const LOOK_TIMEOUT_MS = 3_000

/**
 * Follows how old the copy is: each second the end of the primary's log is noted, and the copy is as old as the newest
 * note that it has reached. The age that the copy itself tells would grow while nothing happens, and would not while its
 * line to the primary is cut.
 */
export function openReplica(
  app: Address,
  { longestLagMs, ...where }: ReplicaSettings,
  limits: PoolLimits,
  primary: Kysely<CoreTables>,
): Replica {
  const pool = queryBuilder<CoreTables>(openPool({ ...app, ...where }, { ...limits, name: 'replica' }))
  const looking = queryBuilder<CoreTables>(
    openPool({ ...app, ...where }, { name: 'replica look', max: 1, statementTimeoutMs: LOOK_TIMEOUT_MS }),
  )
  const stopping = new AbortController()
  let notes: readonly Note[] = []
  let freshAt: number | null = null
  let checked = false

  const look = async (): Promise<void> => {
    const at = performance.now()
    const end = await endOfLog(primary)
    notes = [...notes, { at, end }]
    if (!checked) await checkAppLogin(looking)
    checked = true
    const reached = await replayed(looking)
    const last = notes.findLastIndex((note) => note.end <= reached)
    if (last < 0) return
    freshAt = notes[last]?.at ?? null
    notes = notes.slice(last)
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch(() => (freshAt = null))
      notes = notes.slice(-MOST_NOTES)
      await delay(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  const lagMs = (): number | null => (freshAt === null ? null : Math.max(0, performance.now() - freshAt))
  const inUse = (): boolean => {
    const lag = lagMs()
    return lag !== null && lag <= longestLagMs
  }
  return {
    read: async (work, otherwise) => {
      if (!inUse()) return otherwise()
      try {
        return await work(pool)
      } catch (error) {
        if (!isOfTheCopy(error)) throw error
        return otherwise()
      }
    },
    state: () => ({ lagMs: lagMs(), inUse: inUse() }),
    close: async () => {
      stopping.abort()
      await running
      await Promise.all([pool.destroy(), looking.destroy()])
    },
  }
}

/** Where the primary's log ended at a moment. */
type Note = { readonly at: number; readonly end: number }

const MOST_NOTES = 1_000

async function endOfLog(db: Kysely<CoreTables> | Transaction<CoreTables>): Promise<number> {
  const { rows } = await sql<{ end: number }>`select (pg_current_wal_insert_lsn() - '0/0')::bigint as end`.execute(db)
  return rows[0]?.end ?? Number.POSITIVE_INFINITY
}

/** A server that is no copy any more (it was promoted) has reached nothing: it must not be read. */
async function replayed(db: Kysely<CoreTables>): Promise<number> {
  const { rows } = await sql<{ end: number | null }>`select case when pg_is_in_recovery()
    then (pg_last_wal_replay_lsn() - '0/0')::bigint end as end`.execute(db)
  const end = rows[0]?.end ?? null
  if (end === null) throw new Error('The replica follows nothing.')
  return end
}

const TOOK_TOO_LONG = '57014'

/**
 * Whatever the copy or the line to it says may be no fault of the request: a connection that is lost, a row that the
 * primary has cleaned away, a table that has not come yet, a write. The same on the primary tells. What took too long
 * would only take as long again.
 */
function isOfTheCopy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === TOOK_TOO_LONG) return false
  return /^[0-9A-Z]{5}$/u.test(code) || /^E[A-Z]+$/u.test(code) || /connection|timeout/iu.test(error.message)
}
