import { addDays, addMonths, daysBetween, isLocalDate, type LocalDate, weekday } from './local-date.ts'

/** The periods that a reader picks by name. */
export const periodNames = ['today', 'week', 'month', 'quarter', 'year', 'last30'] as const
export type PeriodName = (typeof periodNames)[number]

/** `from` is inclusive and `to` exclusive, as everywhere in the API. */
export type Span = { readonly from: LocalDate; readonly to: LocalDate }
export type Period = Span & { readonly name: PeriodName | 'custom' }

/** The longest span that a reader may ask for, in days. */
const LONGEST = 3_660

function startOfNamed(name: PeriodName, today: LocalDate): LocalDate {
  switch (name) {
    case 'today':
      return today
    case 'week':
      return addDays(today, 1 - weekday(today))
    case 'month':
      return `${today.slice(0, 7)}-01`
    case 'quarter': {
      const month = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1
      return `${today.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
    }
    case 'year':
      return `${today.slice(0, 4)}-01-01`
    case 'last30':
      return addDays(today, -29)
  }
}

/** The named period that is running on `today`, up to and with today. */
export function namedPeriod(name: PeriodName, today: LocalDate): Period {
  return { name, from: startOfNamed(name, today), to: addDays(today, 1) }
}

const isPeriodName = (text: string | null): text is PeriodName => periodNames.some((name) => name === text)

/** Reads the period of an address (`period=month`, or `from` and `to`); anything unreadable means this month. */
export function periodFromUrl(search: Pick<URLSearchParams, 'get'>, today: LocalDate): Period {
  const from = search.get('from')
  const to = search.get('to')
  if (from !== null && to !== null && isLocalDate(from) && isLocalDate(to)) {
    const days = daysBetween(from, to)
    if (days > 0 && days <= LONGEST) return { name: 'custom', from, to }
  }
  const name = search.get('period')
  return namedPeriod(isPeriodName(name) ? name : 'month', today)
}

/** Writes the period into a copy of an address's parameters. */
export function periodToUrl(search: URLSearchParams, period: Period): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const key of ['period', 'from', 'to']) next.delete(key)
  if (period.name === 'custom') {
    next.set('from', period.from)
    next.set('to', period.to)
  } else {
    next.set('period', period.name)
  }
  return next
}

/**
 * The span to compare with (环比): as many days at the same place of the period before, so that the twentieth of a
 * month is compared with the first twenty days of the month before it.
 */
export function previousSpan(period: Period): Span {
  const step = { month: -1, quarter: -3, year: -12 } as const
  if (period.name === 'month' || period.name === 'quarter' || period.name === 'year') {
    const from = addMonths(period.from, step[period.name])
    const last = addMonths(addDays(period.to, -1), step[period.name])
    return { from, to: addDays(last, 1) }
  }
  const days = period.name === 'week' ? 7 : daysBetween(period.from, period.to)
  return { from: addDays(period.from, -days), to: addDays(period.to, -days) }
}

/** The same span one year earlier (同比). */
export function yearBefore(span: Span): Span {
  return { from: addMonths(span.from, -12), to: addDays(addMonths(addDays(span.to, -1), -12), 1) }
}

/** How a trend is cut: at least two weeks by day, and by month above a quarter. */
export function trendSpan(period: Period): Span & { readonly by: 'DAY' | 'MONTH' } {
  const days = daysBetween(period.from, period.to)
  if (days > 93) return { from: `${period.from.slice(0, 7)}-01`, to: period.to, by: 'MONTH' }
  return days < 30
    ? { from: addDays(period.to, -30), to: period.to, by: 'DAY' }
    : { from: period.from, to: period.to, by: 'DAY' }
}
