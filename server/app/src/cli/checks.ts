import { sql } from 'kysely'
import type { Database, Declarations } from '@zhikong/core'

/** Something that must hold at any moment; gives one sentence for each thing that does not. */
export type Check = {
  readonly name: string
  run(database: Database, declarations: Declarations): Promise<readonly string[]>
}

const rowSecurity: Check = {
  name: 'row security is forced on every table',
  run: (database) =>
    database.withOwner(async (db) => {
      const open = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\\_%' and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(db)
      return open.rows.map(({ name }) => `Row security is not forced on ${name}.`)
    }),
}

/** What `pnpm zhikong check` looks at, in this order. */
export const checks: readonly Check[] = [rowSecurity]
