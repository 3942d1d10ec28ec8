import { sql, type Kysely } from 'kysely'
import { secure, type TableAccess } from '../../database/policies.ts'
import type { ScopeMode } from '../../database/scope.ts'

/**
 * Secures a table to which the serving login may add and from which it may read, nothing else: it has neither the
 * grant nor a policy to change or delete a row.
 */
export async function appendOnly<Tables>(
  db: Kysely<Tables>,
  table: string,
  read: TableAccess['read'] | Omit<TableAccess, 'write'>,
  inserters: readonly ScopeMode[],
): Promise<void> {
  await secure(db, table, typeof read === 'string' ? { read, write: [] } : { ...read, write: [] })
  const modes = sql.raw(inserters.map((mode) => `'${mode}'`).join(', '))
  await sql`create policy inserts on ${sql.raw(table)} for insert
    with check (current_setting('zhikong.mode', true) = any (array[${modes}]))`.execute(db)
  await grant(db, table, 'insert')
}

/** Gives the serving login a privilege more, and notes it for a login that comes later. */
export async function grant<Tables>(db: Kysely<Tables>, table: string, privilege: string): Promise<void> {
  const { rows } = await sql<{ role: string }>`select role from core.app_login`.execute(db)
  for (const { role } of rows) {
    await sql`grant ${sql.raw(privilege)} on ${sql.raw(table)} to ${sql.id(role)}`.execute(db)
  }
  await sql`update core.app_grant set privileges = privileges || ', ' || ${privilege}
    where table_name = ${table}`.execute(db)
}
