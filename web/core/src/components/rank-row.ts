import type { Figure } from '../format/figure.ts'
import type { ShapeKind } from './shape-kinds.ts'

export type RankColumn = {
  readonly key: string
  readonly label: string
  readonly shape?: ShapeKind
  /** Left out on a narrow page. */
  readonly optional?: boolean
  /** The figure by which rows are ranked, set in bold. */
  readonly lead?: boolean
}

export type RankRow = {
  readonly code: string
  readonly name: string
  readonly href: string
  /** Null where there is no data: such a row takes no part in the ranking. */
  readonly rank: number | null
  /** Places gained (positive) or lost against the period before; null when not known. */
  readonly move: number | null
  readonly trend: readonly (number | null)[] | null
  readonly figures: Readonly<Record<string, Figure | undefined>>
}

/** Places by a figure, the best first; equal figures share a place. Rows without data get none. */
export function places(
  rows: readonly { readonly code: string; readonly value: number | null }[],
  higherIsBetter: boolean,
): ReadonlyMap<string, number> {
  const known = rows.flatMap((row) => (row.value === null ? [] : [{ code: row.code, value: row.value }]))
  known.sort((a, b) => (higherIsBetter ? b.value - a.value : a.value - b.value))
  const result = new Map<string, number>()
  for (const [at, row] of known.entries()) {
    const before = known[at - 1]
    result.set(row.code, before && before.value === row.value ? (result.get(before.code) ?? at + 1) : at + 1)
  }
  return result
}

/** Rows in the order of a column; those without data always stand last. */
export function sorted(rows: readonly RankRow[], column: string, descending: boolean): readonly RankRow[] {
  const value = (row: RankRow): number | string | null => {
    if (column === 'rank') return row.rank
    if (column === 'name') return row.name
    return row.figures[column]?.value ?? null
  }
  return [...rows].sort((a, b) => {
    const x = value(a)
    const y = value(b)
    if (x === null || y === null) return x === y ? a.code.localeCompare(b.code) : x === null ? 1 : -1
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh-CN')
    return order === 0 ? a.code.localeCompare(b.code) : descending ? -order : order
  })
}
