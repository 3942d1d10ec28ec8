import { startSealer, startSealWatch, startTrimmer, type AuditLog } from './access/audit/sealer.ts'
import type { Vault } from './access/personal/vault.ts'
import { lockedVault } from './access/personal/vault.ts'
import { createEngineSource } from './cases/engine-source.ts'
import type { Composition, Declarations } from './compose.ts'
import { composePlugins } from './compose.ts'
import { startDailyWork } from './daily-work.ts'
import type { CoreServices } from './core-services.ts'
import type { Database } from './database/database.ts'
import type { Closable } from './database/listen.ts'
import { channelsOf, type Senders } from './notify/messages/senders.ts'
import { startMessages } from './notify/messages/worker.ts'
import { startWebhooks } from './notify/webhooks/worker.ts'
import type { Reachable } from './notify/webhooks/target.ts'
import { afterAppending } from './feed/after-appending.ts'
import { openFeed } from './feed/feed.ts'
import type { Feed } from './feed/feed.ts'
import { startHandlers } from './feed/handlers.ts'
import type { OnError } from './feed/lead.ts'
import type { Sequencer } from './feed/sequencer.ts'
import { startSequencer } from './feed/sequencer.ts'
import type { Clock } from './platform-clock.ts'
import { databaseClock } from './platform-clock.ts'
import { countNewMeasures } from './indicators/count-new-measures.ts'
import { createRegisters } from './registers/registers.ts'
import { startCalendarCatchUp, startEngineWatch, startEscalation, startFolder, startWatch } from './workers.ts'

/** Whoever opens the platform says by what people can be sent messages; without it nobody is sent any. */
export type PlatformOptions = Senders & {
  readonly database: Database
  readonly declarations: Declarations
  readonly onError: OnError
  /** Tests replace it; else the database's. */
  readonly clock?: Clock
  /** From `openVault`; without one nothing personal can be taken or read. */
  readonly vault?: Vault
  /** How the audit log is sealed and kept; without it entries wait for a process that has the key. */
  readonly audit?: AuditLog
  /** Where webhooks may go; the public internet by https unless told. */
  readonly reachable?: Reachable
  /** How long somebody waits before urging on the same card again; milliseconds, half an hour unless told. */
  readonly urgePauseMs?: number
  /** Where the console is reached, for messages. */
  readonly publicUrl?: URL | undefined
}

/** Core and its plugins over one open database: what API, workers and commands share. */
export type Platform = CoreServices &
  Composition &
  Senders & {
    readonly feed: Feed
    readonly audit?: AuditLog
    readonly reachable: Reachable
    /** Starts folder, thresholds, sequencer and handlers; each works in one process of all. */
    readonly startWorkers: () => Workers
    readonly close: () => Promise<void>
  }

export type Workers = { readonly sequencer: Sequencer; readonly stop: () => Promise<void> }

/** Opens the platform over a prepared database (see `prepareData`). */
export const openPlatform = async ({ declarations, onError, ...options }: PlatformOptions): Promise<Platform> => {
  let sequencer: Sequencer | undefined
  const database = afterAppending(options.database, () => sequencer?.poke())
  const clock = options.clock ?? databaseClock(database)
  const vault = options.vault ?? lockedVault
  const { audit, mail, sms, reachable = { loopback: false } } = options
  const senders: Senders = { ...(mail === undefined ? {} : { mail }), ...(sms === undefined ? {} : { sms }) }
  const link = options.publicUrl?.href ?? null
  const registers = createRegisters((work) => database.withScope({ mode: 'engine' }, work))
  await registers.snapshot()
  await countNewMeasures(database, declarations.caseMeasures)
  const news = await database.listen('zhikong_registers', () => registers.changed())
  const openEngine = createEngineSource(database, registers, declarations, vault)
  const shared = { database, registers, clock, openEngine, declarations, vault }
  const services: CoreServices =
    options.urgePauseMs === undefined ? shared : { ...shared, urgePauseMs: options.urgePauseMs }
  const feed = await openFeed(database, onError)
  const composition = composePlugins(declarations.plugins, { database, clock, registers, vault })
  return {
    ...services,
    ...composition,
    feed,
    reachable,
    ...senders,
    ...(audit === undefined ? {} : { audit }),
    startWorkers: () => {
      const started = startSequencer(database, { onError })
      sequencer = started
      const running: readonly Closable[] = [
        startFolder(services, onError),
        startWatch(services, onError),
        startEscalation(services, onError),
        startEngineWatch(services, onError),
        startCalendarCatchUp(services, onError),
        startHandlers(database, composition.handlers, feed),
        startDailyWork(database, composition.dailies, onError),
        ...(audit === undefined ? [] : [startSealer(services, audit, onError), startTrimmer(services, audit, onError)]),
        startSealWatch(services, onError),
        startWebhooks({ ...services, reachable }, onError),
        ...(channelsOf(senders).length === 0 ? [] : [startMessages({ ...services, ...senders, link }, onError)]),
      ]
      return {
        sequencer: started,
        stop: async () => {
          await Promise.all([started.stop(), ...running.map((worker) => worker.close())])
        },
      }
    },
    close: async () => {
      await Promise.all([feed.close(), news.close()])
    },
  }
}
