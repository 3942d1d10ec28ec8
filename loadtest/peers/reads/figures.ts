export type MonthRow = {
  readonly region_id: number
  readonly month: string
  readonly measure: string
  readonly whole: number
}
export type FigureRow = {
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  readonly n: number
}

/** The figures of a region over some months. */
export type Figures = {
  readonly total: (indicator: string) => FigureRow
  readonly months: (indicator: string) => readonly { readonly key: string; readonly figure: FigureRow }[]
}

/** Makes figures of the totals of measures by month. */
export const figuresOf = (rows: readonly MonthRow[], from: string, to: string): Figures => {
  const byMonth = Map.groupBy(rows, ({ month }) => month)
  return {
    total: (indicator) => figureOf(indicator, rows),
    months: (indicator) =>
      monthsOf(from, to).map((key) => ({ key, figure: figureOf(indicator, byMonth.get(key) ?? []) })),
  }
}

const figureOf = (indicator: string, rows: readonly MonthRow[]): FigureRow => {
  const sum = (measure: string): number =>
    rows.reduce((total, row) => (row.measure === measure ? total + row.whole : total), 0)
  if (indicator !== 'on-time-rate') {
    const n = sum(indicator)
    return { value: n, numerator: n, denominator: null, n }
  }
  const denominator = sum('cases-closed') - sum('cases-closed-without-limit')
  const numerator = denominator - sum('cases-closed-late')
  return { value: denominator === 0 ? null : (100 * numerator) / denominator, numerator, denominator, n: denominator }
}

const monthsOf = (from: string, to: string): readonly string[] => {
  const months: string[] = []
  const month = new Date(`${from}T00:00:00Z`)
  for (; month.toISOString() < to; month.setUTCMonth(month.getUTCMonth() + 1)) {
    months.push(month.toISOString().slice(0, 10))
  }
  return months
}
