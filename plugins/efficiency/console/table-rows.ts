import type { Analysed, AnalysisRow } from './analysis.query.ts'

export type TableRow = { readonly key: string; readonly row: AnalysisRow; readonly figures: Readonly<Record<string, AnalysisRow['figure'] | undefined>> }

/** Joins the rows of several indicators by their key, in the order of the first that has them. */
export function tableRows(analysed: readonly Analysed[]): readonly TableRow[] {
  const rows = new Map<string, { row: AnalysisRow; figures: Record<string, AnalysisRow['figure']> }>()
  for (const { indicator, rows: given } of analysed) {
    for (const row of given) {
      const known = rows.get(row.key) ?? { row, figures: {} }
      known.figures[indicator.code] = row.figure
      rows.set(row.key, known)
    }
  }
  return [...rows].map(([key, each]) => ({ key, ...each }))
}
