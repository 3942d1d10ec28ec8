/** Local dates of Asia/Shanghai as `YYYY-MM-DD`. China has kept UTC+8 without summer time since 1991. */
export type LocalDate = string

const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

/** The local date on which an instant falls. */
export function localDate(instant: Date): LocalDate {
  return new Date(instant.getTime() + OFFSET).toISOString().slice(0, 10)
}

/** The instant at which a local date begins, as ISO 8601 with its offset. */
export function startOf(date: LocalDate): string {
  return `${date}T00:00:00+08:00`
}

const utc = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`)
const fromUtc = (time: number): LocalDate => new Date(time).toISOString().slice(0, 10)

/** `date` moved by a number of days, which may be negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromUtc(utc(date) + days * DAY)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((utc(to) - utc(from)) / DAY)
}

/** `date` moved by months; the 31st falls back to the last day of a shorter month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const day = new Date(utc(date))
  const first = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)
  const next = new Date(first)
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate()
  return fromUtc(first + (Math.min(day.getUTCDate(), last) - 1) * DAY)
}

/** Monday = 1 … Sunday = 7. */
export function weekday(date: LocalDate): number {
  return new Date(utc(date)).getUTCDay() || 7
}

/** True for a date that exists, such as 2024-02-29 and not 2023-02-29. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = utc(text)
  return !Number.isNaN(time) && fromUtc(time) === text
}
