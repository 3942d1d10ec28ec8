import { sql } from 'kysely'
import { columnList, columnName, unnest, type ColumnTypes } from '../../database/bulk.ts'
import type { SaveContext } from './context.ts'

const BATCH = 4_000

/** Inserts rows, or updates those whose key is there already, some thousand per statement. */
export async function upsertRows<Row extends object>(
  { trx, onProgress }: SaveContext,
  table: string,
  types: ColumnTypes<Row>,
  key: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  const keys = sql.raw(key.map((column) => columnName(column)).join(', '))
  const others = Object.keys(types).filter((column) => !key.some((part) => part === column))
  const settings = sql.raw(
    others.map((column) => `"${columnName(column)}" = excluded."${columnName(column)}"`).join(', '),
  )
  for (let done = 0; done < rows.length; done += BATCH) {
    const batch = rows.slice(done, done + BATCH)
    await sql`insert into ${sql.raw(table)} (${columnList(types)})
      select * from ${unnest(types, batch)}
      on conflict (${keys}) do update set ${settings}`.execute(trx)
    onProgress?.(done + batch.length, rows.length)
  }
}
