import { sql } from 'kysely'
import type { QueryExecutorProvider, RawBuilder, Transaction } from 'kysely'

/** Rows that one statement can lock, and the condition that it must have for it. */
export type LockGroup<Row> = {
  readonly rows: readonly Row[]
  readonly condition: (alias: string) => RawBuilder<unknown>
}

/**
 * Rows of distributed tables, grouped so that each group can be locked by one statement, in an order that is the same
 * for all who lock: all of them at once, or area by area where the database is distributed (Citus locks rows of one
 * shard at a time, and only when the statement names the area).
 */
export async function lockGroups<Tables, Row extends { readonly areaCode: number }>(
  trx: Transaction<Tables>,
  rows: readonly Row[],
): Promise<readonly LockGroup<Row>[]> {
  if (rows.length === 0) return []
  if (!(await isDistributed(trx))) return [{ rows, condition: () => sql`true` }]
  const areas = [...Map.groupBy(rows, ({ areaCode }) => areaCode)].toSorted(([a], [b]) => a - b)
  return areas.map(([areaCode, own]) => ({
    rows: own,
    condition: (alias) => sql`${sql.ref(`${alias}.areaCode`)} = ${areaCode}`,
  }))
}

/** Told by a setting that `zhikong distribute` gives to the database. */
export async function isDistributed(db: QueryExecutorProvider): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select coalesce(current_setting('citus.propagate_set_commands', true) = 'local', false) as is`.execute(db)
  return rows[0]?.is === true
}
