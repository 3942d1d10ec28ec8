import { sql } from 'kysely'
import type { Kysely } from 'kysely'

import type { ScopeMode } from './scope.ts'

/** Who reads and writes a table; what is not named is denied. */
export type TableAccess = {
  /**
   * range: rows whose key lies in the reader's range; open: every principal;
   * engine: intake, engine and administration only.
   */
  readonly read: 'range' | 'open' | 'engine'
  readonly write: readonly Exclude<ScopeMode, 'reader'>[]
  /** The column that holds the scope key; `scope_key` unless told. */
  readonly key?: string
  /** The column with the organisation of a row. Without one, who is bound to an organisation sees nothing here. */
  readonly organisation?: string
  /** The column with the hall of a row. Without one, who is bound to a hall sees nothing here. */
  readonly hall?: string
  /**
   * Rows under a veil: `veiled_lo`, `veiled_hi`, `veiled_organisation_id`, `veiled_hall_id` name the unit that must not
   * know, null where it does not matter. For a reader with a grant in that unit the row does not exist until
   * `released_at` is set.
   */
  readonly veil?: true
}

/**
 * Puts a table (with its schema: `core.case_key`, `core."case"`) and its partitions under forced row-level security and
 * gives the serving login just what the policies let it use. Every table of every migration goes through here.
 */
export async function secure<Tables>(db: Kysely<Tables>, table: string, access: TableAccess): Promise<void> {
  await closeTable(db, table)
  await openTable(db, table, access)
  for (const partition of await partitionsOf(db, table)) await closeTable(db, partition)
}

/** Gives a table that `secure` has closed before other policies: for a later migration. */
export async function resecure<Tables>(db: Kysely<Tables>, table: string, access: TableAccess): Promise<void> {
  for (const policy of ['reads', 'inserts', 'updates', 'deletes']) {
    await sql`drop policy if exists ${sql.raw(policy)} on ${sql.raw(table)}`.execute(db)
  }
  await openTable(db, table, access)
}

async function openTable<Tables>(db: Kysely<Tables>, table: string, access: TableAccess): Promise<void> {
  const target = sql.raw(table)
  await sql`create policy reads on ${target} for select using (${readCondition(access)})`.execute(db)
  if (access.write.length > 0) {
    const allowed = modeIn(access.write)
    await sql`create policy inserts on ${target} for insert with check (${allowed})`.execute(db)
    await sql`create policy updates on ${target} for update using (${allowed}) with check (${allowed})`.execute(db)
    await sql`create policy deletes on ${target} for delete using (${allowed})`.execute(db)
  }
  await grantToApp(db, table, access.write.length > 0 ? 'select, insert, update, delete' : 'select')
}

/** Forced row-level security that lets the owner in and nobody else: for partitions and the owner's own tables. */
export async function closeTable<Tables>(db: Kysely<Tables>, table: string): Promise<void> {
  const target = sql.raw(table)
  await sql`alter table ${target} enable row level security`.execute(db)
  await sql`alter table ${target} force row level security`.execute(db)
  await sql`create policy owner on ${target} to current_user using (true) with check (true)`.execute(db)
}

function readCondition(access: TableAccess) {
  const { read, key = 'scope_key' } = access
  if (read === 'open') return sql.raw(`nullif(current_setting('zhikong.mode', true), '') is not null`)
  if (read === 'engine') return modeIn(['intake', 'engine', 'administration'])
  const within = [`${key} >= ${setting('lo', 'bigint')}`, `${key} < ${setting('hi', 'bigint')}`, bound(access)]
  if (access.veil === true) within.push(UNVEILED)
  return sql.raw(`coalesce(${within.join(' and ')}, false)`)
}

/**
 * A setting of `scope.ts`; null when it was never made or was forgotten, which lets nothing through. The sub-select is
 * worked out once per statement, not once per row. Postgres then no longer knows how many rows a range has: `coalesce`
 * around the whole has it leave the estimate to the range that the query names itself, else pages of a city took fifty
 * times as long (see docs/decisions/0011-row-security.md).
 */
function setting(name: string, type: 'bigint' | 'int'): string {
  return `(select nullif(current_setting('zhikong.${name}', true), '')::${type})`
}

/** As most readers are: 0 stands for "bound to none". One look per row instead of four. */
const UNBOUND = `(select nullif(current_setting('zhikong.organisation', true), '')::int = 0
  and nullif(current_setting('zhikong.hall', true), '')::int = 0)`

/** Who is bound sees rows of the own organisation and hall; none where the table does not say whose a row is. */
function bound({ organisation, hall }: TableAccess): string {
  const each = [boundTo('organisation', organisation), boundTo('hall', hall)]
  return organisation === undefined && hall === undefined ? UNBOUND : `(${UNBOUND} or (${each.join(' and ')}))`
}

function boundTo(name: string, column: string | undefined): string {
  const own = setting(name, 'int')
  return column === undefined ? `${own} = 0` : `(${own} = 0 or ${column} = ${own})`
}

/** None of the reader's units (`lo:hi:organisation:hall`, see `scope.ts`) lies inside the veiled one. */
const UNVEILED = `(released_at is not null or (
  (select nullif(current_setting('zhikong.units', true), '')) is not null and not exists (
    select from unnest(string_to_array(nullif((select current_setting('zhikong.units', true)), 'none'), ',')) as held(unit)
    where (split_part(unit, ':', 1)::bigint >= veiled_lo and split_part(unit, ':', 2)::bigint <= veiled_hi)
      or nullif(split_part(unit, ':', 3), '0')::int = veiled_organisation_id
      or nullif(split_part(unit, ':', 4), '0')::int = veiled_hall_id)))`

function modeIn(modes: readonly ScopeMode[]) {
  const list = modes.map((mode) => `'${mode}'`).join(', ')
  return sql.raw(`current_setting('zhikong.mode', true) = any (array[${list}])`)
}

/** Grants, and notes the grant, so that another login can be given the same later. */
async function grantToApp<Tables>(db: Kysely<Tables>, table: string, privileges: string): Promise<void> {
  const login = await sql<{ role: string }>`select role from core.app_login`.execute(db)
  const [row] = login.rows
  if (row === undefined) throw new Error('The login that serves is not known yet: prepare the catalogue first.')
  await sql`grant ${sql.raw(privileges)} on ${sql.raw(table)} to ${sql.id(row.role)}`.execute(db)
  await sql`insert into core.app_grant (table_name, privileges) values (${table}, ${privileges})
    on conflict (table_name) do update set privileges = excluded.privileges`.execute(db)
}

async function partitionsOf<Tables>(db: Kysely<Tables>, table: string): Promise<string[]> {
  const result = await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = ${table}::regclass`.execute(db)
  return result.rows.map((row) => row.name)
}
