import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

import type { Address } from '../database/address.ts'
import { openDatabase } from '../database/database.ts'
import type { Database } from '../database/database.ts'
import type { MigrationSet } from '../database/migrate.ts'
import { coreMigrations } from '../migrations.ts'
import { migrationSets } from '../compose.ts'

/** How test processes learn where the run's server is. */
export const socketVariable = 'TEST_POSTGRES_SOCKET'

const port = 5432

/** A database of its own, migrated; `owner` is its address for a process that a test starts. */
export type TestDatabase = {
  readonly database: Database
  readonly owner: Address
  /** As `DATABASE_URL` takes it. */
  readonly url: string
  /** Closes the handle and removes the database; throws when connections were left open. */
  close(): Promise<void>
}

export type TestDatabaseOptions = {
  /** Plugins whose tables are there beside core's. */
  readonly plugins?: readonly Partial<MigrationSet>[]
  /** Fills the template once, for all tests that give the same `name`: `{ name: 'regions', fill: loadRegions }`. */
  readonly seed?: { readonly name: string; readonly fill: (database: Database) => Promise<unknown> }
  /** Core as it was earlier: to see what a later migration makes of old data. */
  readonly core?: MigrationSet['migrations']
}

/** A fresh database from a template that is migrated once per run. Close it in `afterAll`. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { plugins = [], seed, core = coreMigrations } = options
  const migrations = migrationSets(plugins, core)
  const template = `template_${keyOf(migrations, seed?.name)}`
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(async (client) => {
    await client.query('select pg_advisory_lock(4300)')
    if (!(await exists(client, template))) await makeTemplate(client, template, migrations, seed)
    await client.query(`create database ${name} template ${template} owner zhikong_owner strategy file_copy`)
  })
  const owner = addressOf(name)
  const database = await openDatabase({ owner, migrations })
  const url = `postgresql://zhikong_owner@localhost/${name}?host=${encodeURIComponent(owner.host)}`
  return { database, owner, url, close: () => remove(database, name) }
}

function keyOf(migrations: readonly MigrationSet[], seed: string | undefined): string {
  const names = migrations.map((set) => [set.name, ...Object.keys(set.migrations)])
  return createHash('sha256')
    .update(JSON.stringify([names, seed]))
    .digest('hex')
    .slice(0, 16)
}

async function makeTemplate(
  client: pg.Client,
  template: string,
  migrations: readonly MigrationSet[],
  seed: TestDatabaseOptions['seed'],
): Promise<void> {
  const draft = `${template}_draft`
  await client.query(`drop database if exists ${draft}`)
  await client.query(`create database ${draft} owner zhikong_owner`)
  const database = await openDatabase({ owner: addressOf(draft), migrations })
  try {
    await seed?.fill(database)
  } finally {
    await database.close()
  }
  await client.query(`alter database ${draft} rename to ${template}`)
}

async function remove(database: Database, name: string): Promise<void> {
  await database.close()
  const left = await asSuperuser(async (client) => {
    const open = await stillOpen(client, name)
    await client.query(`drop database ${name} with (force)`)
    return open
  })
  if (left.length > 0) throw new Error(`Connections were left open: ${left.join(', ')}`)
}

/** A server process ends a moment after its client has gone; what is there after 15 seconds was left open. */
async function stillOpen(client: pg.Client, name: string): Promise<string[]> {
  for (const end = performance.now() + 15_000; ;) {
    const open = await client.query<{ name: string }>(
      'select application_name as name from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    )
    if (open.rows.length === 0 || performance.now() > end) return open.rows.map((row) => row.name)
    await delay(20)
  }
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database])
  return found.rowCount === 1
}

async function asSuperuser<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ ...addressOf('postgres'), user: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function addressOf(database: string): Address {
  const host = process.env[socketVariable]
  if (!host) throw new Error('No test database server: is globalSetup set in vitest.config.ts?')
  return { host, port, user: 'zhikong_owner', database }
}
