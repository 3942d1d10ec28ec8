import { randomBytes, randomUUID } from 'node:crypto'
import type { Column, SecuredTable } from './secured-table.ts'

/** Values of a row by column, in names of SQL. */
export type Row = Readonly<Record<string, unknown>>

/**
 * Values for columns whose CHECK the catalogue cannot read: `core.region` → `code` → from a number that no other row
 * has.
 */
export type Fillers = Readonly<Record<string, Readonly<Record<string, (serial: number) => unknown>>>>

/** A day within the partition that canaries are put in. */
export const CANARY_DAY = '2026-11-22'

/**
 * A row that holds: each column that must be there has a value of its type, the first word of its list where a CHECK
 * gives one, a canary text else. Columns further right get higher numbers and later instants.
 */
export function fillRow(table: SecuredTable, serial: number, given: Row, fillers: Fillers = {}): Row {
  const own = fillers[`${table.schema}.${table.table}`] ?? {}
  const row: Record<string, unknown> = {}
  for (const [position, column] of table.columns.entries()) {
    const filler = own[column.name]
    if (Object.hasOwn(given, column.name)) row[column.name] = given[column.name]
    else if (filler !== undefined) row[column.name] = filler(serial)
    else if (column.notNull && !column.defaulted) row[column.name] = valueFor(table, column, serial, position)
  }
  return row
}

function valueFor(table: SecuredTable, column: Column, serial: number, position: number): unknown {
  const make = byType[column.type] ?? (column.type.endsWith('[]') ? () => '{}' : undefined)
  if (make === undefined) throw new Error(`${table.name}.${column.name}: no value is known for ${column.type}`)
  return firstWord(table, column.name) ?? make(serial, position)
}

const number = (serial: number, position: number) => serial * 100 + position
const instant = (serial: number, position: number) => new Date(Date.UTC(2026, 10, 22, 0, position, serial % 60))

const byType: Readonly<Record<string, ((serial: number, position: number) => unknown) | undefined>> = {
  text: (serial) => `canary-${serial}`,
  bigint: number,
  integer: number,
  smallint: (_, position) => position,
  numeric: number,
  'double precision': number,
  boolean: () => true,
  uuid: () => randomUUID(),
  date: () => CANARY_DAY,
  'timestamp with time zone': instant,
  bytea: () => randomBytes(32),
  json: () => '{}',
  jsonb: () => '{}',
}

/** The first word of `CHECK ((column = ANY (ARRAY['A'::text, …])))` or of `CHECK ((column = 'A'::text))`. */
function firstWord({ checks }: SecuredTable, column: string): string | undefined {
  const list = new RegExp(`^CHECK \\(\\(${column} = (?:ANY \\(\\(?ARRAY\\[)?'([^']+)'`)
  return checks.map((check) => list.exec(check)?.[1]).find((word) => word !== undefined)
}
