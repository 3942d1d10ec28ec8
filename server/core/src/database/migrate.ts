import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'

import { grantSchema } from './app-login.ts'
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
  const isNew = await prepareSchema(owner, name)
  const migrator = new Migrator({
    db: owner,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableSchema: name,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw new Error(`The migrations of "${name}" failed.`, { cause: error })
  if (isNew) {
    await closeTable(owner, `${name}.kysely_migration`)
    await closeTable(owner, `${name}.kysely_migration_lock`)
  }
  return results.map((result) => `${name}/${result.migrationName}`)
}

async function prepareSchema<Tables>(owner: Kysely<Tables>, name: string): Promise<boolean> {
  await owner.transaction().execute(async (trx) => {
    // Two processes that start at once would both write the same row of the catalogue, of which one fails.
    await sql`select pg_advisory_xact_lock(hashtextextended('zhikong_schemas', 4300))`.execute(trx)
    const login = await sql<{ role: string }>`select role from core.app_login`.execute(trx)
    await sql`create schema if not exists ${sql.id(name)}`.execute(trx)
    const [row] = login.rows
    if (row) await grantSchema(trx, name, row.role)
  })
  const found = await sql<{ closed: boolean }>`select exists (select 1 from pg_policy
    where polrelid = to_regclass(${`${name}.kysely_migration`})) as closed`.execute(owner)
  return found.rows[0]?.closed !== true
}
