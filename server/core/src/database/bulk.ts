import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { binaryArray } from './binary-array.ts'

/** The PostgreSQL type of each column that is written; keys in camelCase, in any order. */
export type ColumnTypes<Row> = { readonly [Column in keyof Row & string]: string }

/** `snake_case` of a camelCase column. */
export const columnName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * `unnest($1::type[], …) as u(column, …)`: rows as one array a column, the fastest way to write many of them in one
 * statement with a fixed text. Measured in the prototypes at some twenty times the rate of a statement per row.
 */
export const unnest = <Row extends object>(
  types: ColumnTypes<Row>,
  rows: readonly Row[],
  alias = 'u',
): RawBuilder<unknown> => {
  const keys = Object.keys(types) as (keyof Row & string)[]
  const arrays = keys.map((key) => {
    const values = rows.map((row) => row[key])
    return sql`${binaryArray(types[key], values) ?? values.map(toParameter)}::${sql.raw(`${types[key]}[]`)}`
  })
  return sql`unnest(${sql.join(arrays)}) as ${sql.raw(`${alias}(${keys.map((key) => `"${columnName(key)}"`).join(', ')})`)}`
}

/** The column list of the same types, for `insert into t (…)`. */
export const columnList = <Row>(types: ColumnTypes<Row>): RawBuilder<unknown> =>
  sql.raw(
    Object.keys(types)
      .map((key) => `"${columnName(key)}"`)
      .join(', '),
  )

/**
 * Ends an `insert … select` into a table that a distributed database spreads by area, without `on conflict`: unless it
 * returns something, Citus copies the rows to their servers by COPY, which row security does not let in.
 */
export const SPREAD: RawBuilder<unknown> = sql.raw('returning area_code')

const toParameter = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)
