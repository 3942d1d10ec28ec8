import type { Analysed, AnalysisRow } from './analysis.query.ts'

export type TableRow = {
  readonly key: string
  readonly row: AnalysisRow
  readonly figures: Readonly<Record<string, AnalysisRow['figure'] | undefined>>
}

/** Joins the rows of several indicators by their key, in the order of the first that has them; who did nothing is left out. */
export function tableRows(analysed: readonly Analysed[]): readonly TableRow[] {
  const rows = new Map<string, { row: AnalysisRow; figures: Record<string, AnalysisRow['figure']> }>()
  for (const { indicator, rows: given } of analysed) {
    for (const row of given) {
      const known = rows.get(row.key) ?? { row, figures: {} }
      known.figures[indicator.code] = row.figure
      rows.set(row.key, known)
    }
  }
  return [...rows]
    .map(([key, each]) => ({ key, ...each }))
    .filter(({ figures }) => Object.values(figures).some(({ value }) => value !== null && value !== 0))
}

/** Those with the most closed cases first. */
export function busiestFirst(rows: readonly TableRow[]): readonly TableRow[] {
  const closed = ({ figures }: TableRow): number => figures['cases-closed']?.value ?? 0
  return [...rows].sort((a, b) => closed(b) - closed(a))
}
