import { sql, type Kysely } from 'kysely'

/** A table as the catalogue of the database shows it; partitions are part of their table. */
export type SecuredTable = {
  /** As SQL names it: `core."case"`. */
  readonly name: string
  readonly schema: string
  readonly table: string
  readonly isPartitioned: boolean
  readonly columns: readonly Column[]
  /** The text of each CHECK. */
  readonly checks: readonly string[]
  /** What the serving login was granted, as `SELECT`. */
  readonly grants: readonly string[]
  /** Policies that hold the serving login; the owner's own is left out. */
  readonly policies: readonly Policy[]
}

export type Column = {
  readonly name: string
  /** As `format_type` names it: `bigint`, `timestamp with time zone`. */
  readonly type: string
  readonly notNull: boolean
  /** The database makes a value by itself. */
  readonly defaulted: boolean
}

export type Policy = {
  readonly command: 'select' | 'insert' | 'update' | 'delete' | 'all'
  readonly permissive: boolean
  readonly using: string | null
  readonly check: string | null
}

/** Migrations are noted in two tables of each schema that Kysely keeps; no grant leads there. */
const KEPT_BY_KYSELY = ['kysely_migration', 'kysely_migration_lock']

/** All tables of core and the plugins. Read on the owner's connection. */
export async function readSecuredTables<Tables>(db: Kysely<Tables>): Promise<readonly SecuredTable[]> {
  const { rows } = await sql<SecuredTable>`select format('%I.%I', n.nspname, c.relname) as name,
      n.nspname::text as schema, c.relname::text as table, c.relkind = 'p' as "isPartitioned",
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'notNull', a.attnotnull, 'defaulted', a.atthasdef or a.attidentity <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      array(select privilege from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES',
        'TRIGGER']) privilege, core.app_login l where has_table_privilege(l.role, c.oid, privilege)) as grants,
      array(select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c') as checks,
      coalesce((select json_agg(json_build_object(
          'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
            when 'd' then 'delete' else 'all' end,
          'permissive', p.polpermissive,
          'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)))
        from pg_policy p where p.polrelid = c.oid and not (c.relowner = any (p.polroles))), '[]') as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\\_%'
      and n.nspname <> 'information_schema' and not (c.relname = any (${KEPT_BY_KYSELY}))
    order by 1`.execute(db)
  return rows
}
