import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'

import { StartRefused } from '../operations/start-refused.ts'
import type { Address } from './address.ts'
import { closeTable } from './policies.ts'

/** The owner's own tables of core, which no migration can make because every migration needs them. */
export type Catalogue = {
  'core.appLogin': { one: boolean; role: string; password: string | null }
  'core.appGrant': { tableName: string; privileges: string }
}

/** Held by whoever changes logins, grants and policies at the start. */
export const CATALOGUE_LOCK = 4_300_001
const longestRoleName = 63

/**
 * Makes sure of the login that serves requests and gives its address: it owns nothing and cannot bypass row security.
 * Its name and password stay in a table that only the owner reads, so that several processes share them.
 */
export async function prepareAppLogin(
  owner: Kysely<Catalogue>,
  ownerAddress: Address,
  given: Address | undefined,
): Promise<Address> {
  return owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${CATALOGUE_LOCK})`.execute(trx)
    await prepareCatalogue(trx)
    const before = await trx.selectFrom('core.appLogin').selectAll().executeTakeFirst()
    const login = given ? { role: given.user, password: null } : await ownLogin(trx, ownerAddress.database, before)
    if (before?.role !== login.role || before.password !== login.password) {
      await trx.deleteFrom('core.appLogin').execute()
      await trx
        .insertInto('core.appLogin')
        .values({ one: true, ...login })
        .execute()
    }
    await grantEverything(trx, login.role)
    return given ?? { ...ownerAddress, user: login.role, password: login.password ?? undefined }
  })
}

async function prepareCatalogue(db: Kysely<Catalogue>): Promise<void> {
  const found = await sql<{ there: boolean }>`select to_regclass('core.app_grant') is not null as there`.execute(db)
  if (found.rows[0]?.there) return
  await sql`create schema if not exists core`.execute(db)
  await sql`create table core.app_login (
    one boolean primary key check (one),
    role text not null,
    password text
  )`.execute(db)
  await closeTable(db, 'core.app_login')
  await sql`create table core.app_grant (table_name text primary key, privileges text not null)`.execute(db)
  await closeTable(db, 'core.app_grant')
}

type Login = { role: string; password: string | null }

async function ownLogin(db: Kysely<Catalogue>, database: string, before: Login | undefined): Promise<Login> {
  const role = before?.password ? before.role : `${database}_app`.slice(-longestRoleName)
  const password = before?.password ?? randomBytes(24).toString('base64url')
  const found = await sql<{ found: number }>`select 1 as found from pg_roles where rolname = ${role}`.execute(db)
  if (found.rows.length > 0 && before?.password) return { role, password }
  const verb = sql.raw(found.rows.length > 0 ? 'alter' : 'create')
  try {
    await sql`${verb} role ${sql.id(role)} login noinherit password ${sql.lit(password)}`.execute(db)
  } catch {
    throw new StartRefused(
      `The owner of the database may not ${found.rows.length > 0 ? 'change' : 'create'} the login "${role}": give a second login in DATABASE_APP_URL.`,
    )
  }
  return { role, password }
}

/** Idempotent; matters when the login changed since the tables were made. */
async function grantEverything(db: Kysely<Catalogue>, role: string): Promise<void> {
  const database = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const name = sql.id(database.rows[0]?.name ?? '')
  await sql`grant connect on database ${name} to ${sql.id(role)}`.execute(db)
  await sql`revoke temporary on database ${name} from public`.execute(db)
  await grantSchema(db, 'core', role)
  const grants = db
    .selectFrom('core.appGrant')
    .selectAll()
    .where(sql<boolean>`to_regclass(table_name) is not null`)
  for (const grant of await grants.execute()) {
    await grantSchema(db, grant.tableName.split('.')[0] ?? 'core', role)
    await sql`grant ${sql.raw(grant.privileges)} on ${sql.raw(grant.tableName)} to ${sql.id(role)}`.execute(db)
  }
}

/** The serving login may look into a schema; without this no grant on its tables helps. */
export async function grantSchema<Tables>(db: Kysely<Tables>, schema: string, role: string): Promise<void> {
  await sql`grant usage on schema ${sql.id(schema)} to ${sql.id(role)}`.execute(db)
}
