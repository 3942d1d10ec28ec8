import pg from 'pg'
import type { Address } from '../database/address.ts'

/** What the extension has and a plan asks for; its functions note what they were told and move nothing. */
const EXTENSION = [
  'set allow_system_table_mods = on',
  `insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    select 99999, 'citus', 10, 'public'::regnamespace, false, '0'`,
  'create table public.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, repmodel "char")',
  `create function public.column_to_column_name(regclass, key text) returns text language sql as 'select key'`,
  `create function public.create_distributed_table(name regclass, key text, colocate_with text) returns void
    language sql as $$insert into public.pg_dist_partition values (name, 'h', key, 's')$$`,
  `create function public.create_reference_table(name regclass) returns void
    language sql as $$insert into public.pg_dist_partition values (name, 'n', null, 't')$$`,
  `create function public.truncate_local_data_after_distributing_table(regclass) returns void
    language sql as 'select'`,
  'grant all on public.pg_dist_partition to public',
]

/** Anybody may set these where the extension is; where it is not they are nobody's. */
const SETTINGS = ['propagate_set_commands', 'max_cached_conns_per_worker', 'max_adaptive_executor_pool_size']
const GRANTS = SETTINGS.map((name) => `grant set on parameter citus.${name} to public`)
/** Parameters belong to the whole server, which tests share. */
const LOCK = 'select pg_advisory_xact_lock(4300)'

/** Lets a test's database pass for one that has the extension Citus, for what is planned and in which order it is run. */
export async function seemCitus({ host, port, database }: Address): Promise<void> {
  await asSuperuser({ host, port, database }, EXTENSION)
  await asSuperuser({ host, port, database: 'postgres' }, ['begin', LOCK, ...GRANTS, 'commit'])
}

async function asSuperuser(
  address: Pick<Address, 'host' | 'port' | 'database'>,
  statements: readonly string[],
): Promise<void> {
  const client = new pg.Client({ ...address, user: 'postgres' })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
