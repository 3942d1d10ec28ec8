import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

import { startEmbedded } from '../database/embedded/index.ts'
import { socketVariable } from './database.ts'

/** One embedded PostgreSQL for a whole run of tests; a database that a test leaves behind fails the run. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'zk-test-'))
  const remove = () => rmSync(dataFolder, { recursive: true, force: true })
  const server = await startEmbedded({ dataFolder, durable: false }).catch((error: unknown) => {
    remove()
    throw error
  })
  await server.database('zhikong') // makes the owner's login, too
  process.env[socketVariable] = server.socketFolder
  return async () => {
    const left = await databasesLeft(server.socketFolder)
    await server.stop()
    remove()
    if (left.length === 0) return
    process.exitCode = 1
    throw new Error(`Tests left databases behind (close what createTestDatabase gives): ${left.join(', ')}`)
  }
}

async function databasesLeft(host: string): Promise<string[]> {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' })
  await client.connect()
  const result = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'test\\_%'`,
  )
  await client.end()
  return result.rows.map((row) => row.datname)
}
