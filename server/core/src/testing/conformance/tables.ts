import { sql, type Kysely } from 'kysely'

/** A table as the catalogue shows it. */
type TableRow = {
  readonly schema: string
  readonly table: string
  readonly forced: boolean
  readonly policies: number
  /** Schemas that its foreign keys lead to. */
  readonly leadsTo: readonly string[]
}

/** All tables of a database but the system's own. */
export async function readTables<Tables>(db: Kysely<Tables>): Promise<readonly TableRow[]> {
  const { rows } = await sql<TableRow>`select n.nspname as schema, c.relname as table,
      c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      array(select distinct fn.nspname::text from pg_constraint k
        join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
        where k.conrelid = c.oid and k.contype = 'f') as "leadsTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    order by 1, 2`.execute(db)
  return rows
}

/** What a plugin's migrations left outside of its schema, open, or tied to another plugin. */
export function tableFaults(
  plugin: string,
  tables: readonly TableRow[],
  ofCoreAlone: readonly TableRow[],
): readonly string[] {
  const core = new Set(ofCoreAlone.map(nameOf))
  const ofCore = new Set(ofCoreAlone.map(({ schema }) => schema))
  const added = tables.filter((table) => !core.has(nameOf(table)))
  return [
    ...added.filter(({ schema }) => schema !== plugin).map((it) => `${nameOf(it)} is not in the schema "${plugin}"`),
    ...added.filter(({ forced }) => !forced).map((it) => `${nameOf(it)} has no forced row-level security`),
    ...added.filter(({ policies }) => policies === 0).map((it) => `${nameOf(it)} has no policy`),
    ...added.flatMap((it) =>
      it.leadsTo
        .filter((schema) => schema !== plugin && !ofCore.has(schema))
        .map((schema) => `${nameOf(it)} has a foreign key to the schema "${schema}"`),
    ),
  ]
}

function nameOf({ schema, table }: TableRow): string {
  return `${schema}.${table}`
}
