import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

import { StartRefused } from '../../operations/start-refused.ts'
import type { Address } from '../address.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster, superuser } from './cluster.ts'
import { clearLeftBehind } from './left-behind.ts'
import { claimDataFolder, dropOwnership, isOwnerAlive, noteOwnership, readOwnership } from './ownership.ts'
import type { Ownership } from './ownership.ts'
import { relocate } from './relocate.ts'
import { chooseRunAs } from './run-as.ts'
import { startServer } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

/** The embedded PostgreSQL: ours, or that of a process beside us. */
export type EmbeddedServer = {
  readonly socketFolder: string
  /** Settles when the server ended without being asked to; never for a server that is not ours. */
  readonly ended: Promise<void>
  /** Makes a database when it is not there yet, and gives the owner's login to it. */
  database(name: string): Promise<Address>
  /** Stops the server if it is ours. */
  stop(): Promise<void>
  /** Ends the server at once if it is ours; the next start recovers. */
  kill(): void
}

export type EmbeddedOptions = {
  readonly dataFolder: string
  /** false only in tests: a crash of the machine may then lose data. */
  readonly durable?: boolean
  /** Told when the data had to be kept somewhere else. */
  readonly onNotice?: (sentence: string) => void
}

const port = 5432
const owner = 'zhikong_owner'

/** Starts PostgreSQL on a data folder, recovering from a run that was killed. Throws StartRefused. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataFolder = makeDataFolder(options.dataFolder)
  const before = claimDataFolder(dataFolder)
  try {
    const server = await start(dataFolder, before, options)
    let stopping = false
    return {
      ...administer(server.socketFolder),
      ended: new Promise((resolve) => void server.ended.then(() => (stopping ? undefined : resolve()))),
      stop: async () => {
        stopping = true
        await server.stop()
        dropOwnership(dataFolder)
      },
      kill: () => server.kill(),
    }
  } catch (error) {
    dropOwnership(dataFolder)
    throw error
  }
}

async function start(
  dataFolder: string,
  before: Ownership | undefined,
  options: EmbeddedOptions,
): Promise<ServerProcess> {
  const wanted = { binaries: findBinaries(), cluster: join(dataFolder, 'postgres') }
  const direct = chooseRunAs(wanted.binaries, wanted.cluster)
  const place = direct ? wanted : relocate(wanted)
  const runAs = direct ?? chooseRunAs(place.binaries, place.cluster)
  if (!runAs) throw new StartRefused('The embedded database cannot run as another user here: set DATABASE_URL instead.')
  if (!direct)
    options.onNotice?.(`The database's user cannot reach ${dataFolder}: its data is kept in ${place.cluster}.`)
  await clearLeftBehind(place.cluster, before)
  prepareCluster(place.cluster, place.binaries, runAs, options.durable ?? true)
  const server = await onceFree(() => {
    const begun = startServer(place, runAs, join(dataFolder, 'postgres.log'), options.durable ?? true)
    noteOwnership(dataFolder, { server: begun.pid })
    return begun
  })
  noteOwnership(dataFolder, { server: server.pid, socketFolder: server.socketFolder })
  return server
}

/** For so long what belonged to a server that was killed may still be at work: it notices when its statement is done. */
const lastOnesMs = 30_000

/** Starts a server, again and again while the data is still in the hands of one that was killed. Throws StartRefused. */
async function onceFree(begin: () => ServerProcess): Promise<ServerProcess> {
  for (const end = Date.now() + lastOnesMs; ;) {
    const server = begin()
    const refused = await server.ready.then(
      () => null,
      (error: unknown) => error,
    )
    if (refused === null) return server
    if (!isStillInUse(refused) || Date.now() > end) throw refused
    await server.ended
    await delay(100)
  }
}

const isStillInUse = (error: unknown): boolean =>
  error instanceof StartRefused && error.message.includes('pre-existing shared memory block')

/** The server of another process on this data folder, for commands beside it; undefined when none runs. */
export function findRunning(dataFolder: string): EmbeddedServer | undefined {
  const ownership = readOwnership(dataFolder)
  if (!ownership?.socketFolder || !isOwnerAlive(ownership)) return undefined
  return {
    ...administer(ownership.socketFolder),
    ended: new Promise(() => undefined),
    stop: async () => undefined,
    kill: () => undefined,
  }
}

function makeDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    return realpathSync(folder)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartRefused(`The data folder ${folder} cannot be made or opened (${reason}): set DATA_DIR to another.`)
  }
}

function administer(socketFolder: string): Pick<EmbeddedServer, 'socketFolder' | 'database'> {
  return {
    socketFolder,
    database: async (name) => {
      const client = new pg.Client({ host: socketFolder, port, user: superuser, database: 'postgres' })
      await client.connect().catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        throw new StartRefused(`The embedded database takes no connection (${reason}). Try again in a moment.`)
      })
      try {
        await prepareDatabase(client, name)
      } finally {
        await client.end()
      }
      return { host: socketFolder, port, user: owner, database: name }
    },
  }
}

/** The owner is no superuser, so that row security means the same here as on any other server. */
async function prepareDatabase(client: pg.Client, name: string): Promise<void> {
  const roles = await client.query('select 1 from pg_roles where rolname = $1', [owner])
  if (roles.rowCount === 0) await client.query(`create role ${owner} login createdb createrole`)
  const databases = await client.query('select 1 from pg_database where datname = $1', [name])
  if (databases.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)} owner ${owner}`)
}
