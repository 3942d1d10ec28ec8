const DAY_MS = 86_400_000

/** Days of the overview, `from` included and `to` not. */
export type Periods = {
  readonly from: string
  readonly to: string
  readonly previousFrom: string
  readonly previousTo: string
  readonly yearFrom: string
  readonly yearTo: string
  readonly trendFrom: string
  readonly trendTo: string
}

const monthsFrom = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)

/** The month so far, beside the one before, that of the year before, and a year of months. */
export const periodsUpTo = (today: string): Periods => {
  const from = monthsFrom(today, 0)
  const to = dayAfter(today)
  return {
    from,
    to,
    previousFrom: monthsFrom(today, -1),
    previousTo: from,
    yearFrom: monthsFrom(today, -12),
    yearTo: monthsFrom(today, -11),
    trendFrom: monthsFrom(today, -11),
    trendTo: to,
  }
}
