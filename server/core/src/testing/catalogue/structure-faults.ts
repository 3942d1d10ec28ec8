import { sql, type Kysely } from 'kysely'

/** One thing that must not be in the database: a query for the names of those that are. */
type Rule = { readonly says: string; readonly offenders: string }

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`
const app = `(select role from core.app_login)`
const relations = `pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours}`

const RULES: readonly Rule[] = [
  {
    says: 'has no forced row-level security',
    offenders: `select c.oid::regclass::text from ${relations} and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    says: 'is a view that reads with the rights of its owner',
    offenders: `select c.oid::regclass::text from ${relations} and c.relkind = 'v'
      and not coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on|1)', false)`,
  },
  {
    says: 'is a materialised view or a foreign table: row security does not hold there',
    offenders: `select c.oid::regclass::text from ${relations} and c.relkind in ('m', 'f')`,
  },
  {
    says: 'is a function that runs with the rights of its owner',
    offenders: `select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and p.prosecdef`,
  },
  {
    says: 'is of an enumerated type of Postgres: text and CHECK can be changed in a migration',
    offenders: `select c.oid::regclass::text || '.' || a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and t.typtype = 'e'`,
  },
  {
    says: 'is granted to everybody',
    offenders: `select c.oid::regclass::text from ${relations} and exists
      (select from aclexplode(c.relacl) g where g.grantee = 0)`,
  },
  {
    says: 'may be truncated, referenced or given triggers by the serving login, which row security does not hold',
    offenders: `select c.oid::regclass::text from ${relations} and c.relkind in ('r', 'p')
      and has_table_privilege(${app}, c.oid, 'truncate, references, trigger')`,
  },
  {
    says: 'is a partition that the serving login reads past the policies of its table',
    offenders: `select c.oid::regclass::text from ${relations} and c.relispartition
      and has_table_privilege(${app}, c.oid, 'select, insert, update, delete')`,
  },
  {
    says: 'has a policy that names the serving login or one of its owner open to others',
    offenders: `select p.polrelid::regclass::text || ' ' || p.polname from pg_policy p
      join pg_class c on c.oid = p.polrelid
      where p.polroles <> '{0}' and p.polroles <> array[c.relowner]`,
  },
  {
    says: 'is the serving login, and it is more than a login',
    offenders: `select rolname from pg_roles where rolname = ${app} and (rolsuper or rolbypassrls or rolcreaterole
      or rolcreatedb or rolreplication or not rolcanlogin)`,
  },
  {
    says: 'is owned by the serving login',
    offenders: `select 'object ' || d.objid from pg_shdepend d join pg_roles r on r.oid = d.refobjid
      where r.rolname = ${app} and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database
      where datname = current_database()))`,
  },
  {
    says: 'is a role that the serving login may take on',
    offenders: `select m.rolname from pg_roles m where m.rolname <> ${app} and pg_has_role(${app}, m.oid, 'member')`,
  },
  {
    says: 'is where the serving login may create',
    offenders: `select 'schema ' || n.nspname from pg_namespace n where has_schema_privilege(${app}, n.oid, 'create')
      union all select 'database ' || current_database()
      where has_database_privilege(${app}, current_database(), 'create, temporary')`,
  },
]

/** What of a database would let the serving login past row security; each says what and why. */
export async function structureFaults<Tables>(db: Kysely<Tables>): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { says, offenders } of RULES) {
    const { rows } = await sql<{ name: string }>`select name from (${sql.raw(offenders)}) as found(name)
      order by 1`.execute(db)
    faults.push(...rows.map(({ name }) => `${name} ${says}`))
  }
  return faults
}
