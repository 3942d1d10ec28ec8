import type { Kysely, Transaction } from 'kysely'

import { StartRefused } from '../operations/start-refused.ts'
import type { Address } from './address.ts'
import { tryAdvisoryLock } from './advisory-lock.ts'
import type { AdvisoryLock } from './advisory-lock.ts'
import { prepareAppLogin } from './app-login.ts'
import type { Catalogue } from './app-login.ts'
import { listen } from './listen.ts'
import type { Closable } from './listen.ts'
import { migrate } from './migrate.ts'
import type { MigrationSet } from './migrate.ts'
import { monthPartitions } from './partitions.ts'
import { ownerLimits, readerLimits, workerLimits } from './pool-limits.ts'
import { openPool, queryBuilder } from './pools.ts'
import type { PoolLimits } from './pools.ts'
import { openReplica } from './replica.ts'
import type { ReplicaSettings, ReplicaState } from './replica.ts'
import { runInScope } from './scope.ts'
import type { Scope, TransactionOptions } from './scope.ts'
import { checkAppLogin, checkServer } from './server-checks.ts'
import type { CoreTables } from './tables.ts'

/**
 * now: all that was committed before. recent: for readers, what may be a moment old and comes from the replica while one
 * keeps up; `work` only reads then, and may be run a second time.
 */
export type Freshness = 'now' | 'recent'

/** The one handle of the database. A query builder is only to be had inside a scope. */
export type Database<Tables = CoreTables> = {
  /** The name of the database. */
  readonly name: string
  /** Runs `work` in one transaction under a scope: the serving login, held by row security. Commits when it resolves. */
  withScope<Result>(
    scope: Scope,
    work: (db: Transaction<Tables>) => Promise<Result>,
    freshness?: Freshness,
    how?: Pick<TransactionOptions, 'atOnce' | 'kept'>,
  ): Promise<Result>
  /** The same, all of it seeing the database as of one moment (repeatable read). */
  withSnapshot<Result>(scope: Scope, work: (db: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** For migrations and maintenance only: the owner's login, no scope, no transaction of its own. */
  withOwner<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>
  /** Makes the monthly partitions that these local dates need. Throws DayOutOfRange before anything is made. */
  ensurePartitions(table: string, days: Iterable<string>): Promise<void>
  /** Hears NOTIFY on a direct connection; also called with '' after each (re)connection. */
  listen(channel: string, onNews: (payload: string) => void): Promise<Closable>
  /** A lock that one process of all has, on a direct connection; undefined when another has it. */
  tryLock(name: string): Promise<AdvisoryLock | undefined>
  /** How the replica is; undefined without one. */
  replica(): ReplicaState | undefined
  /** The same handle, seen with the tables of a plugin as well. */
  extend<Own>(): Database<Tables & Own>
  close(): Promise<void>
}

/** Where the database is, and what brings it up to date. Without `app` the owner makes the serving login. */
export type DatabaseSettings = {
  readonly owner: Address
  readonly app?: Address | undefined
  readonly migrations: readonly MigrationSet[]
  /** How many connections read on behalf of principals, all of them together. */
  readonly readers?: number
  /** A copy of the database that follows it, with the same logins. */
  readonly replica?: ReplicaSettings | undefined
}

/** Connects, checks the server, migrates, and refuses to serve with a login that could bypass row security. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const ownerPool = openPool(settings.owner, ownerLimits)
  const owner = queryBuilder<CoreTables>(ownerPool)
  try {
    await ownerPool.query('select 1').catch((error: unknown) => refuseUnreachable(error, settings.owner))
    await checkServer(owner)
    const app = await prepareAppLogin(queryBuilder<Catalogue>(ownerPool), settings.owner, settings.app)
    await migrate(owner, settings.migrations)
    const limits = { ...readerLimits, max: settings.readers ?? readerLimits.max }
    return await openServing(owner, app, limits, settings.replica)
  } catch (error) {
    await owner.destroy()
    throw error
  }
}

async function openServing(
  owner: Kysely<CoreTables>,
  app: Address,
  limits: PoolLimits,
  copy: ReplicaSettings | undefined,
): Promise<Database> {
  const readers = queryBuilder<CoreTables>(openPool(app, limits))
  const workers = queryBuilder<CoreTables>(openPool(app, workerLimits))
  try {
    await checkAppLogin(readers)
  } catch (error) {
    await Promise.all([readers.destroy(), workers.destroy()])
    throw error instanceof StartRefused ? error : refuseUnreachable(error, app)
  }
  const ensurePartitions = monthPartitions(owner)
  const replica = copy === undefined ? undefined : openReplica(app, copy, limits, workers)
  return {
    name: app.database,
    withScope: (scope, work, freshness = 'now', how = {}) => {
      const onPrimary = () => runInScope(scope.mode === 'reader' ? readers : workers, scope, work, how)
      if (replica === undefined || freshness === 'now' || scope.mode !== 'reader') return onPrimary()
      return replica.read((copied) => runInScope(copied, scope, work, how), onPrimary)
    },
    withSnapshot: (scope, work) =>
      runInScope(scope.mode === 'reader' ? readers : workers, scope, work, { isolation: 'repeatable read' }),
    withOwner: (work) => work(owner),
    ensurePartitions,
    listen: (channel, onNews) => listen(app, channel, onNews),
    tryLock: (name) => tryAdvisoryLock(app, name),
    replica: () => replica?.state(),
    extend<Own>() {
      return this as unknown as Database<CoreTables & Own>
    },
    close: async () => {
      await replica?.close()
      await Promise.all([readers.destroy(), workers.destroy(), owner.destroy()])
    },
  }
}

function refuseUnreachable(error: unknown, { user, host, database }: Address): never {
  const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : '') : String(error)
  throw new StartRefused(`The database "${database}" on ${host} cannot be reached as "${user}": ${reason}.`)
}
