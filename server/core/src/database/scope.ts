import { sql } from 'kysely'
import type { ControlledTransaction, IsolationLevel, Kysely, Transaction } from 'kysely'

/**
 * On whose behalf a transaction runs.
 * reader: a principal's half-open range of scope keys; intake: authorised per item in code, writes intake tables;
 * engine: folder, sequencer, thresholds; administration: registers, accounts, settings.
 */
export type Scope =
  | { readonly mode: 'reader'; readonly lo: number; readonly hi: number }
  | { readonly mode: 'intake' }
  | { readonly mode: 'engine' }
  | { readonly mode: 'administration' }

/** The modes that may be named in a policy. */
export type ScopeMode = Scope['mode']

/** The whole range: above every scope key. */
export const wholeRange = { lo: 0, hi: 9_000_000_000_000_000 } as const

/**
 * One transaction under a scope. The settings live as long as the transaction (is_local), so that a pooled
 * connection never carries a scope on; after the end the builder refuses to run anything.
 */
export async function runInScope<Tables, Result>(
  db: Kysely<Tables>,
  scope: Scope,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  isolation: IsolationLevel = 'read committed',
): Promise<Result> {
  const trx = await db.startTransaction().setIsolationLevel(isolation).execute()
  try {
    await setScope(trx, scope)
    const result = await work(trx)
    await trx.commit().execute()
    return result
  } catch (error) {
    if (!trx.isCommitted && !trx.isRolledBack) await rollBack(trx)
    throw error
  }
}

async function setScope<Tables>(trx: Transaction<Tables>, scope: Scope): Promise<void> {
  const { lo, hi } = scope.mode === 'reader' ? scope : wholeRange
  if (!Number.isSafeInteger(lo) || !Number.isSafeInteger(hi))
    throw new RangeError('A scope is a range of safe integers.')
  await sql`select set_config('zhikong.mode', ${scope.mode}, true), set_config('zhikong.lo', ${String(lo)}, true),
    set_config('zhikong.hi', ${String(hi)}, true)`.execute(trx)
}

async function rollBack<Tables>(trx: ControlledTransaction<Tables>): Promise<void> {
  try {
    await trx.rollback().execute()
  } catch {
    // The connection is gone or stuck; the pool destroys it on release because it is not idle.
  }
}
