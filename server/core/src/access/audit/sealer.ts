import { setTimeout as delay } from 'node:timers/promises'
import type { CoreServices } from '../../core-services.ts'
import type { Closable } from '../../database/listen.ts'
import { lead, type OnError } from '../../feed/lead.ts'
import type { AuditKeys } from './seal.ts'
import { sealPending, type SealHead } from './seal-pending.ts'
import { trimLog } from './trim-log.ts'
import { watchSeals } from './watch-seals.ts'

/** How the log is sealed and how long it is kept. */
export type AuditLog = {
  readonly keys: AuditKeys
  /** Days, at least 184. */
  readonly retentionDays: number
  /** Takes each seal to where nobody reaches it over the database. */
  readonly onSealed: (head: SealHead) => Promise<void>
}

type Services = Pick<CoreServices, 'database' | 'clock'>

const SEAL_MS = 10_000
const WATCH_MS = 60_000
const TRIM_MS = 86_400_000

/** Seals what was written, in one process of all; answers how many seals were made. */
export async function sealAll({ database, clock }: Services, { keys, onSealed }: AuditLog): Promise<number> {
  for (let made = 0; ; made += 1) {
    const now = await clock.now()
    const head = await database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, keys, now))
    if (head === undefined) return made
    await onSealed(head)
  }
}

/** Seals some every ten seconds, in one process of all. */
export const startSealer = (services: Services, log: AuditLog, onError: OnError): Closable =>
  lead(services.database, 'audit-seals', (signal) => repeat(() => sealAll(services, log), SEAL_MS, signal), onError)

/** Removes once a day what is past its retention, in one process of all. */
export const startTrimmer = ({ database, clock }: Services, log: AuditLog, onError: OnError): Closable => {
  const trim = async () => {
    const now = await clock.now()
    await database.withOwner((owner) => trimLog(owner, log, now))
  }
  return lead(database, 'audit-retention', (signal) => repeat(trim, TRIM_MS, signal), onError)
}

/** Opens an alert about the engine while the log is not sealed, in one process of all. */
export const startSealWatch = ({ database, clock }: Services, onError: OnError): Closable => {
  const watch = async () => {
    const now = await clock.now()
    await database.withScope({ mode: 'engine' }, (trx) => watchSeals(trx, now))
  }
  return lead(database, 'audit-watch', (signal) => repeat(watch, WATCH_MS, signal), onError)
}

async function repeat(work: () => Promise<unknown>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work()
    await delay(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
