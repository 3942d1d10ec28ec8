/** What a report covers. */
export type ReportPeriod = 'MONTH' | 'QUARTER' | 'YEAR'

const months = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const
const offered = { MONTH: 12, QUARTER: 8, YEAR: 3 } as const

/** The first days of the periods that are over on a day, the latest first. */
export function periodsBefore(period: ReportPeriod, today: string): readonly string[] {
  const length = months[period]
  const running = Math.floor((Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1) / length) * length
  return Array.from({ length: offered[period] }, (_, back) => {
    const month = running - (back + 1) * length
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  })
}

/** `2026-03`, `2026 Q1`, `2026`. */
export function periodLabel(period: ReportPeriod, from: string): string {
  if (period === 'MONTH') return from.slice(0, 7)
  return period === 'YEAR' ? from.slice(0, 4) : `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`
}
