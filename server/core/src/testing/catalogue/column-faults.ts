import { columnName } from '../../database/bulk.ts'
import type { ClassesByTable, ColumnClass } from '../../database/column-class.ts'
import { readingOf } from './reading.ts'
import type { SecuredTable } from './secured-table.ts'

const HOW =
  'say in classes.ts beside tables.ts of its room or plugin whether it is public, internal, personal or sensitive ' +
  '(docs/decisions/0009-column-classes.md)'

/**
 * What the classes of columns and the tables of a database do not agree on: a column without a class, a class without
 * a column, and what stands in clear where it must not.
 */
export function columnFaults(tables: readonly SecuredTable[], classes: ClassesByTable): readonly string[] {
  const classed = bySqlName(classes)
  const faults: string[] = []
  for (const table of tables) {
    for (const { name, type } of table.columns) {
      const column = `${table.schema}.${table.table}.${name}`
      const found = classed.get(column)
      if (found === undefined) faults.push(`${column} has no class: ${HOW}`)
      else if (isSeen(table, found, type)) faults.push(`${column} is ${found}, and readers see it: ${rules[found]}`)
      classed.delete(column)
    }
  }
  return [...faults, ...[...classed.keys()].map((column) => `${column} has a class, and there is no such column`)]
}

const rules = {
  personal: 'keep it sealed or as a blind index (bytea), or in a table that only the engine reads',
  sensitive: 'keep it in a table that only the engine reads',
}

/** Readers would see in clear what they must not. */
function isSeen(table: SecuredTable, found: ColumnClass, type: string): found is keyof typeof rules {
  if (found === 'public' || found === 'internal') return false
  if (readingOf(table)?.by === 'nobody') return false
  return found === 'sensitive' || type !== 'bytea'
}

function bySqlName(classes: ClassesByTable): Map<string, ColumnClass> {
  const entries = Object.entries(classes).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, found]): [string, ColumnClass] => [
      `${table.split('.').map(columnName).join('.')}.${columnName(column)}`,
      found,
    ]),
  )
  return new Map(entries)
}
