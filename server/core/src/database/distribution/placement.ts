import type { CoreTables } from '../tables.ts'

/**
 * Where a table lies once the database is distributed over several servers by Citus.
 * local: on the coordinator alone: registers (read into memory, joined with nothing that is spread), the feed, totals,
 * accounts, what has a lock that skips or a key of its own.
 * by: rows are spread by this column, which every unique key must hold.
 * reference: a whole copy on every server, for what a statement joins with rows that are spread.
 */
export type Placement = 'reference' | 'local' | { readonly by: string }

/** The placements of tables, in their names of TypeScript. */
export type Placements<Tables> = { readonly [Table in keyof Tables]?: Placement }

/** The placements of tables that are known by name only. */
export type PlacementByTable = Readonly<Record<string, Placement>>

/** What spreads a table that has it in its primary key, unless it is placed otherwise. */
export const AREA = 'area_code'

/**
 * The tables of core that do not lie by their key: with `area_code` in the primary key a table is spread by it, any
 * other is local.
 */
export const corePlacements: Placements<CoreTables> = {
  // Looked up by what reporters know, before anybody knows the area.
  'core.caseKey': { by: 'case_ref' },
  'core.personalRecord': { by: 'subject' },
  // Workers take due clocks with SKIP LOCKED, and a record has one clock of a kind wherever it is.
  'core.clockSubject': 'local',
  // Small, and its next try is worked out in the statement that writes it.
  'core.failedClock': 'local',
  // The folder moves deltas into all totals in one statement.
  'core.measureSplit': 'local',
}

/** Where a table lies: where it is placed, else by its primary key (columns as the database names them). */
export function placementOf(table: string, primaryKey: readonly string[], placed: PlacementByTable): Placement {
  return placed[tableKey(table)] ?? (primaryKey.includes(AREA) ? { by: AREA } : 'local')
}

/** `core.case_key` as TypeScript has it: `core.caseKey`. */
function tableKey(table: string): string {
  return table.replaceAll('"', '').replace(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
}
