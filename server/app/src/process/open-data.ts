import { findRunning, openDatabase, parseAddress, startEmbedded } from '@zhikong/core'
import type { Address, Config, Database, EmbeddedServer, MigrationSet, ReplicaSettings } from '@zhikong/core'

import { demoDatabase } from './demo-database.ts'

/** The open database and, when it is embedded, its server. */
export type Data = { readonly database: Database; readonly server: EmbeddedServer | undefined }

export type OpenDataOptions = {
  /** Of core and of every plugin. */
  readonly migrations: readonly MigrationSet[]
  /** For commands: use the embedded server that runs already, if one does. */
  readonly besideServer?: boolean
  readonly onNotice?: (sentence: string) => void
}

/** Opens the database that the settings name and brings it up to date. Throws StartRefused. */
export async function openData(config: Config, options: OpenDataOptions): Promise<Data> {
  const { migrations, onNotice, besideServer } = options
  if (config.databaseUrl !== undefined) {
    const named = parseAddress('DATABASE_URL', config.databaseUrl)
    const owner = config.demo ? await demoDatabase(named) : named
    const app = config.databaseAppUrl === undefined ? undefined : appAddress(config.databaseAppUrl, owner)
    const replica = besideServer ? undefined : replicaOf(config)
    return { database: await openDatabase({ owner, app, migrations, replica }), server: undefined }
  }
  const server =
    (besideServer ? findRunning(config.dataFolder) : undefined) ??
    (await startEmbedded({ dataFolder: config.dataFolder, ...(onNotice ? { onNotice } : {}) }))
  try {
    const owner = await server.database(config.demo ? 'zhikong_demo' : 'zhikong')
    return { database: await openDatabase({ owner, migrations }), server }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The serving login works in the same database as the owner, the demo's or the real one. */
const appAddress = (url: string, owner: Address): Address => ({
  ...parseAddress('DATABASE_APP_URL', url),
  database: owner.database,
})

/** Only where it is: the serving login and the database are those of the primary. */
function replicaOf({ databaseReplicaUrl, replicaLagSeconds }: Config): ReplicaSettings | undefined {
  if (databaseReplicaUrl === undefined) return undefined
  const { host, port, ssl } = parseAddress('DATABASE_REPLICA_URL', databaseReplicaUrl)
  return { host, port, ssl, longestLagMs: replicaLagSeconds * 1_000 }
}

/** Closes the database, and the server if it is ours. */
export async function closeData({ database, server }: Data): Promise<void> {
  await database.close()
  await server?.stop()
}
