/** Over what a report is published: a month, a quarter or a year of the calendar. */
export const REPORT_PERIODS = ['MONTH', 'QUARTER', 'YEAR'] as const
export type ReportPeriod = (typeof REPORT_PERIODS)[number]

const MONTHS = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const

/** The days of a period, half-open; null when none of its kind begins on that day. */
export const daysOf = (period: ReportPeriod, from: string): { readonly from: string; readonly to: string } | null => {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const length = MONTHS[period]
  if (day !== 1 || (month - 1) % length !== 0) return null
  const next = month - 1 + length
  const to = [year + Math.floor(next / 12), (next % 12) + 1, 1].map((part, index) =>
    String(part).padStart(index === 0 ? 4 : 2, '0'),
  )
  return { from, to: to.join('-') }
}
