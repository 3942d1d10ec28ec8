/** A half-open range of local dates. */
export type Period = { readonly from: string; readonly to: string }

/** A period cut into whole months, which have totals of their own, and the days around them. */
export type CutPeriod = {
  /** First days of the months `[from, to)`; null when no whole month lies in it. */
  readonly months: Period | null
  readonly days: readonly Period[]
}

/** When running sums begin. */
export const BEGINNING = '2000-01-01'

const monthStart = (date: string): string => `${date.slice(0, 7)}-01`

/** The first day of the month after that of a date. */
export const nextMonth = (date: string): string => {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

/** Cuts at month ends. A period that ends after `today` holds all of its last month: nothing is counted ahead. */
export const cutPeriod = ({ from, to: asked }: Period, today: string): CutPeriod => {
  const to = asked > today && monthStart(asked) !== asked ? nextMonth(asked) : asked
  const first = monthStart(from) === from ? from : nextMonth(from)
  const last = monthStart(to)
  if (first >= last) return { months: null, days: from < to ? [{ from, to }] : [] }
  const days = [
    { from, to: first },
    { from: last, to },
  ].filter((piece) => piece.from < piece.to)
  return { months: { from: first, to: last }, days }
}
