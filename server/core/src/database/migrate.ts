import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'

import { CATALOGUE_LOCK, grantSchema } from './app-login.ts'
import { closeTable } from './policies.ts'

/** The migrations of core or of a plugin; `name` is their Postgres schema, too. */
export type MigrationSet = { readonly name: string; readonly migrations: Readonly<Record<string, Migration>> }

/**
 * Brings every set to its newest migration, in the order given: core first, then plugins, whose order does not matter.
 * Safe to run from several processes at once; all or nothing per set. Gives the names of what ran.
 */
export async function migrate<Tables>(owner: Kysely<Tables>, sets: readonly MigrationSet[]): Promise<string[]> {
  const ran: string[] = []
  for (const set of sets) ran.push(...(await migrateSet(owner, set)))
  return ran
}

async function migrateSet<Tables>(owner: Kysely<Tables>, { name, migrations }: MigrationSet): Promise<string[]> {
  await alone(owner, (trx) => prepareSchema(trx, name))
  const migrator = new Migrator({
    db: owner,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableSchema: name,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw new Error(`The migrations of "${name}" failed.`, { cause: error })
  await alone(owner, (trx) => closeOwnTables(trx, name))
  return results.map((result) => `${name}/${result.migrationName}`)
}

/** Two processes that start together would give the same grant or policy at once, which PostgreSQL refuses. */
function alone<Tables>(owner: Kysely<Tables>, work: (trx: Transaction<Tables>) => Promise<void>): Promise<void> {
  return owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${CATALOGUE_LOCK})`.execute(trx)
    await work(trx)
  })
}

async function prepareSchema<Tables>(trx: Transaction<Tables>, name: string): Promise<void> {
  const login = await sql<{ role: string }>`select role from core.app_login`.execute(trx)
  await sql`create schema if not exists ${sql.id(name)}`.execute(trx)
  const [row] = login.rows
  if (row) await grantSchema(trx, name, row.role)
}

/** The tables in which Kysely keeps what has run. */
async function closeOwnTables<Tables>(trx: Transaction<Tables>, name: string): Promise<void> {
  const found = await sql`select 1 from pg_policy
    where polrelid = to_regclass(${`${name}.kysely_migration`})`.execute(trx)
  if (found.rows.length > 0) return
  await closeTable(trx, `${name}.kysely_migration`)
  await closeTable(trx, `${name}.kysely_migration_lock`)
}
