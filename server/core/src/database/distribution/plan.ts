import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { PlacementByTable } from './placement.ts'
import { readUnshippedPolicies } from './policies-without-sub-selects.ts'
import { faultsOfTables, keysGivenUp, placeTables } from './table-rules.ts'
import type { PlacedTable } from './table-rules.ts'
import { readTables } from './table-shape.ts'

/** What remains to be done to distribute a database, in order, and what keeps it from being done. */
export type DistributionPlan = {
  readonly statements: readonly string[]
  /** One sentence each; with one of them nothing may be run. */
  readonly faults: readonly string[]
  /** Tables that lie where they are to. */
  readonly done: number
}

/** What the coordinator is told for good. Measured: batches of 5,000 at two thirds of one plain server of the same cores. */
const SETTINGS = {
  'citus.propagate_set_commands': 'local', // the scope of a transaction holds on every server
  'citus.max_cached_conns_per_worker': '16',
  'citus.max_adaptive_executor_pool_size': '4',
} as const

/** Reads what there is and plans the rest; changes nothing. The database must have the extension. */
export async function planDistribution<Tables>(
  db: Kysely<Tables>,
  schemas: readonly string[],
  placed: PlacementByTable,
): Promise<DistributionPlan> {
  const tables = placeTables(await readTables(db, schemas), placed)
  const present = await readPresent(db)
  const away = tables.filter(({ placement }) => placement !== 'local')
  const missing = away.filter(({ shape }) => !present.has(shape.name))
  const policies = await readUnshippedPolicies(
    db,
    away.map(({ shape }) => shape.name),
  )
  const settings = await missingSettings(db)
  return {
    statements: [
      ...policies.map(({ statement }) => statement),
      ...keysGivenUp(tables).map(({ table, key }) => `alter table ${table} drop constraint ${key}`),
      ...missing.flatMap((table) => [placing(table, tables), emptying(table)]),
      ...settings,
    ],
    faults: [
      ...faultsOfTables(tables),
      ...policies.flatMap(({ helped, table, policy }) =>
        helped ? [] : [`The policy ${policy} of ${table} reads from another table, which Citus does not ship.`],
      ),
      ...tables.flatMap((table) => misplaced(table, present.get(table.shape.name))),
    ],
    done: away.length - missing.length,
  }
}

/** What spreads each distributed table; null for a reference table. Local tables that foreign keys lead to are left out. */
async function readPresent<Tables>(db: Kysely<Tables>): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await sql<{ name: string; by: string | null }>`select logicalrelid::text as name,
      case when partmethod = 'h' then column_to_column_name(logicalrelid, partkey) end as by
    from pg_dist_partition where partmethod = 'h' or repmodel = 't'`.execute(db)
  return new Map(rows.map(({ name, by }) => [name, by]))
}

function misplaced({ shape, placement }: PlacedTable, present: string | null | undefined): string[] {
  if (present === undefined) return []
  const wanted = placement === 'local' ? undefined : placement === 'reference' ? null : placement.by
  if (present === wanted) return []
  return [`${shape.name} lies otherwise than it is to; undistribute_table('${shape.name}') takes it back first.`]
}

/** Tables that are spread by the same column lie together: rows of one key on one server. */
function placing({ shape, placement }: PlacedTable, tables: readonly PlacedTable[]): string {
  if (typeof placement === 'string') return `select create_reference_table(${literal(shape.name)})`
  const { by } = placement
  const first = tables.find(({ placement: other }) => typeof other === 'object' && other.by === by)
  const beside = first === undefined || first.shape === shape ? 'none' : first.shape.name
  return `select create_distributed_table(${literal(shape.name)}, '${by}', colocate_with => ${literal(beside)})`
}

/** The rows were copied to where they belong; what they were copied from is of no use. */
const emptying = ({ shape }: PlacedTable): string =>
  `select truncate_local_data_after_distributing_table(${literal(shape.name)})`

async function missingSettings<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{
    name: string
    settings: readonly string[]
  }>`select quote_ident(current_database()) as name,
    coalesce((select setconfig from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
      where d.datname = current_database() and s.setrole = 0), '{}') as settings`.execute(db)
  const [row] = rows
  return Object.entries(SETTINGS)
    .filter(([name, value]) => !row?.settings.includes(`${name}=${value}`))
    .map(([name, value]) => `alter database ${row?.name ?? ''} set ${name} = '${value}'`)
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
