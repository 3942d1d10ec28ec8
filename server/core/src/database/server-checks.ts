import { sql } from 'kysely'
import type { Kysely } from 'kysely'

import { StartRefused } from '../operations/start-refused.ts'

const oldestVersion = 150_000

/** Refuses a server that is too old or answers a commit before it is safe on disk. */
export async function checkServer<Tables>(db: Kysely<Tables>): Promise<void> {
  const result = await sql<{ version: string; commit: string; encoding: string }>`select
    current_setting('server_version_num') as version,
    current_setting('synchronous_commit') as commit,
    current_setting('server_encoding') as encoding`.execute(db)
  const [row] = result.rows
  if (Number(row?.version) < oldestVersion) throw new StartRefused('The database server is older than PostgreSQL 15.')
  if (row?.commit === 'off') {
    throw new StartRefused('synchronous_commit is off: the database could lose cases that it has acknowledged.')
  }
  if (row?.encoding !== 'UTF8') throw new StartRefused('The encoding of the database is not UTF8.')
}

/** Refuses a serving login that row security would not hold. */
export async function checkAppLogin<Tables>(db: Kysely<Tables>): Promise<void> {
  const result = await sql<{ role: string; bypasses: boolean; owns: number; owner: boolean }>`select
    current_user as role,
    (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
    (select count(*) from pg_class c where pg_has_role(current_user, c.relowner, 'member')
      and c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace not in ('pg_catalog'::regnamespace,
      'information_schema'::regnamespace)) as owns`.execute(db)
  const [row] = result.rows
  if (!row || row.bypasses)
    throw new StartRefused(`The login "${row?.role}" can bypass row security: it must not serve.`)
  if (row.owns > 0) throw new StartRefused(`The login "${row.role}" owns tables: it must not serve.`)
}
