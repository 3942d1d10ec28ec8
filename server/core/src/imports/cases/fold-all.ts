import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { foldDeltas } from '../../indicators/fold.ts'

const ASK_MS = 100

/** Folds what is pending now; where a server runs that folds already, waits for it. */
export async function foldAll(
  database: Database,
  {
    onRest = () => undefined,
    signal,
  }: { readonly onRest?: (rest: number) => void; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { newest, count } = await pending(database)
  let rest = count
  while (await isPending(database, newest)) {
    signal?.throwIfAborted()
    const lock = await database.tryLock('folder')
    if (lock === undefined) {
      await delay(ASK_MS)
      continue
    }
    try {
      for (let folded = 1; folded > 0 && signal?.aborted !== true;) {
        folded = await database.withScope({ mode: 'engine' }, foldDeltas)
        rest = Math.max(0, rest - folded)
        onRest(rest)
      }
    } finally {
      await lock.release()
    }
  }
}

/** How many deltas wait, and the newest of them. */
const pending = (database: Database) =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql<{ count: number; newest: number }>`select count(*)::int as count,
      coalesce(max(id), 0) as newest from core.measure_delta`.execute(trx)
    return rows[0] ?? { count: 0, newest: 0 }
  })

const isPending = (database: Database, upTo: number): Promise<boolean> =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql`select 1 from core.measure_delta where id <= ${upTo} limit 1`.execute(trx)
    return rows.length > 0
  })
