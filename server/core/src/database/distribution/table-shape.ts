import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A unique key, an exclusion or a unique index, by its columns; an expression is written as it is. */
export type UniqueKey = { readonly name: string; readonly columns: readonly string[] }

/** A table as the catalogue of the database knows it; names as SQL writes them (`core."case"`). */
export type TableShape = {
  readonly name: string
  readonly columns: readonly string[]
  /** None for a table without one. */
  readonly primaryKey: readonly string[]
  readonly uniqueKeys: readonly UniqueKey[]
  readonly triggers: readonly string[]
  readonly foreignKeys: readonly { readonly name: string; readonly columns: readonly string[]; readonly to: string }[]
  readonly partitioned: boolean
  /** Its partitions that are partitioned again. */
  readonly nested: readonly string[]
}

/** All tables of core and plugins, without partitions, in the order of their names. */
export async function readTables<Tables>(db: Kysely<Tables>, schemas: readonly string[]): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`select t.oid::regclass::text as name, t.relkind = 'p' as partitioned,
      ${names('pg_attribute', `attrelid = t.oid and attnum > 0 and not attisdropped`, 'attname', 'attnum')} as columns,
      coalesce((select ${KEY} from pg_index i where i.indrelid = t.oid and i.indisprimary), '[]') as primary_key,
      coalesce((select json_agg(json_build_object('name', i.indexrelid::regclass::text, 'columns', ${KEY}))
        from pg_index i where i.indrelid = t.oid and (i.indisunique or i.indisexclusion)), '[]') as unique_keys,
      ${names('pg_trigger', `tgrelid = t.oid and not tgisinternal`, 'tgname', 'tgname')} as triggers,
      coalesce((select json_agg(json_build_object('name', quote_ident(f.conname), 'to', f.confrelid::regclass::text, 'columns', (
          select json_agg(a.attname order by a.attnum) from pg_attribute a
          where a.attrelid = t.oid and a.attnum = any(f.conkey))) order by f.conname)
        from pg_constraint f where f.conrelid = t.oid and f.contype = 'f'), '[]') as foreign_keys,
      coalesce((select json_agg(p.oid::regclass::text) from pg_inherits h join pg_class p on p.oid = h.inhrelid
        where h.inhparent = t.oid and p.relkind = 'p'), '[]') as nested
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind in ('r', 'p') and not t.relispartition and n.nspname = any(${schemas}::text[])
    order by t.oid::regclass::text`.execute(db)
  return rows
}

const KEY = sql.raw(`(select json_agg(pg_get_indexdef(i.indexrelid, place, true) order by place)
  from generate_series(1, i.indnkeyatts) as place)`)

const names = (catalogue: string, where: string, column: string, order: string) =>
  sql.raw(`coalesce((select json_agg(${column} order by ${order}) from ${catalogue} where ${where}), '[]')`)
