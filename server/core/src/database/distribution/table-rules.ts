import { placementOf } from './placement.ts'
import type { Placement, PlacementByTable } from './placement.ts'
import type { TableShape } from './table-shape.ts'

/** A table and where it is to lie. */
export type PlacedTable = { readonly shape: TableShape; readonly placement: Placement }

/** Places tables, those that others need first: reference tables, spread ones, local ones. */
export function placeTables(shapes: readonly TableShape[], placed: PlacementByTable): readonly PlacedTable[] {
  const each = shapes.map((shape) => ({ shape, placement: placementOf(shape.name, shape.primaryKey, placed) }))
  const rank = ({ placement }: PlacedTable) => (placement === 'reference' ? 0 : placement === 'local' ? 2 : 1)
  return inOrderOfKeys(each).toSorted((a, b) => rank(a) - rank(b))
}

/** What keeps a table from lying where it is to, by the rules of Citus; one sentence each. */
export function faultsOfTables(tables: readonly PlacedTable[]): readonly string[] {
  const placementByName = new Map(tables.map(({ shape, placement }) => [shape.name, placement]))
  return tables.flatMap(({ shape, placement }) => {
    if (placement === 'local') return []
    const faults = foreignFaults(shape, placement, placementByName)
    if (shape.triggers.length > 0) faults.push(`${shape.name} has triggers: ${shape.triggers.join(', ')}.`)
    if (placement === 'reference') {
      if (shape.partitioned) faults.push(`${shape.name} is a reference table and partitioned.`)
      return faults
    }
    return [...faults, ...spreadFaults(shape, placement.by)]
  })
}

function* spreadFaults({ name, columns, primaryKey, uniqueKeys, nested }: TableShape, by: string): Generator<string> {
  if (!columns.includes(by)) {
    yield `${name} is spread by ${by}, which it does not have.`
    return
  }
  if (primaryKey.length === 0) yield `${name} has no primary key.`
  for (const key of uniqueKeys) {
    if (!key.columns.includes(by)) yield `${key.name} keeps ${name} unique without ${by}.`
  }
  for (const partition of nested) yield `${name} has a second level of partitions: ${partition}.`
}

/**
 * A key may lead to a reference table; from one that is spread also to one that is spread by the same column. Those to
 * tables of core, the registers, are given up when it is distributed: `keysGivenUp`.
 */
function foreignFaults(
  { name, foreignKeys }: TableShape,
  placement: Placement,
  placementByName: ReadonlyMap<string, Placement>,
): string[] {
  return foreignKeys.flatMap(({ to, columns }) => {
    const target = placementByName.get(to) ?? 'local'
    if (target === 'reference' || isRegister(to, target)) return []
    const together =
      typeof target === 'object' &&
      typeof placement === 'object' &&
      target.by === placement.by &&
      columns.includes(placement.by)
    return together ? [] : [`${name} has a foreign key to ${to}, which may lie on another server.`]
  })
}

/** Foreign keys to registers, which stay on the coordinator: what is written there was looked up in memory. */
export function keysGivenUp(
  tables: readonly PlacedTable[],
): readonly { readonly table: string; readonly key: string }[] {
  const placementByName = new Map(tables.map(({ shape, placement }) => [shape.name, placement]))
  return tables.flatMap(({ shape, placement }) =>
    placement === 'local'
      ? []
      : shape.foreignKeys
          .filter(({ to }) => isRegister(to, placementByName.get(to) ?? 'local'))
          .map(({ name }) => ({ table: shape.name, key: name })),
  )
}

const isRegister = (name: string, placement: Placement): boolean => placement === 'local' && REGISTERS.has(name)

const REGISTERS: ReadonlySet<string> = new Set(
  ['region', 'organisation', 'hall', '"window"', 'staff', 'matter', 'channel'].map((name) => `core.${name}`),
)

/** A table after those that its foreign keys lead to. */
function inOrderOfKeys(tables: readonly PlacedTable[]): readonly PlacedTable[] {
  const byName = new Map(tables.map((table) => [table.shape.name, table]))
  const ordered = new Set<PlacedTable>()
  const visit = (table: PlacedTable, path: readonly PlacedTable[]): void => {
    if (ordered.has(table) || path.includes(table)) return
    for (const { to } of table.shape.foreignKeys) {
      const target = byName.get(to)
      if (target !== undefined) visit(target, [...path, table])
    }
    ordered.add(table)
  }
  for (const table of tables) visit(table, [])
  return [...ordered]
}
