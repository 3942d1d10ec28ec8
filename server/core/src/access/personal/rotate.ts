import { commandActor } from '../audit/command-actor.ts'
import { recordAudit, WHOLE_PLATFORM } from '../audit/record.ts'
import type { Database } from '../../database/database.ts'
import type { Resealed } from './sealed-places.ts'
import { SEALED_PLACES } from './sealed-places.ts'
import type { Vault } from './vault.ts'

type Handle = Pick<Database, 'withScope'>

const BATCH = 500

/** How many values are sealed under each key. */
export const countSealed = async (database: Handle): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>()
  for (const { mode, count } of SEALED_PLACES) {
    for (const { keyId, n } of await database.withScope({ mode }, count))
      counts.set(keyId, (counts.get(keyId) ?? 0) + n)
  }
  return counts
}

/** Writes into the audit log that somebody on the server's command line had everything sealed again. */
export const noteRotation = (database: Handle, keyId: string, sealed: number): Promise<void> =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    const actor = commandActor()
    const subject = { type: 'PersonalKey', id: keyId }
    const entry = { action: 'core.personal-key.rotated', subject, scopeKey: WHOLE_PLATFORM, after: { sealed } }
    await recordAudit(trx, actor, entry, new Date())
  })

/**
 * Seals everything that is under another key again under the first of the ring, with its blind indexes, while the
 * platform runs: some hundred rows to a transaction. May be stopped and begun again. `broken` counts values that do not
 * open and stay as they are.
 */
export const resealAll = async (
  database: Handle,
  vault: Vault,
  { onDone, signal }: { readonly onDone: (more: number) => void; readonly signal: AbortSignal },
): Promise<{ readonly done: number; readonly broken: number }> => {
  let [done, broken] = [0, 0]
  for (const { mode, reseal } of SEALED_PLACES) {
    let after: readonly unknown[] | null = null
    do {
      signal.throwIfAborted()
      const from: readonly unknown[] | null = after
      const batch: Resealed = await database.withScope({ mode }, (trx) => reseal(trx, vault, from, BATCH))
      done += batch.done
      broken += batch.broken
      after = batch.next
      onDone(batch.done)
    } while (after !== null)
  }
  return { done, broken }
}
