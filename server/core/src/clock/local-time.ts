import { DAY_MS } from './types.ts'

/** Asia/Shanghai is UTC+8 all year (no summer time since 1991; calendars begin in 2004). */
const OFFSET_MS = 8 * 3_600_000

/** Local days since 1970-01-01 of an instant. */
export const localDayNumber = (instant: number): number => Math.floor((instant + OFFSET_MS) / DAY_MS)

/** The instant at which a local day begins, in milliseconds since the epoch. */
export const localDayStart = (dayNumber: number): number => dayNumber * DAY_MS - OFFSET_MS

/** Dates that were read or written before: of a calendar's days there are some ten thousand. */
const numbers = new Map<string, number>()
const written = new Map<number, string>()
const MOST_KEPT = 20_000

const keep = <Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): void => {
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, value)
}

/** Days since 1970-01-01 of 'YYYY-MM-DD'. Throws RangeError on anything that is no such date. */
export const dayNumberOf = (date: string): number => {
  const known = numbers.get(date)
  if (known !== undefined) return known
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD`)
  }
  keep(numbers, date, ms / DAY_MS)
  return ms / DAY_MS
}

/** 'YYYY-MM-DD' of a count of days since 1970-01-01. */
export const dateOf = (dayNumber: number): string => {
  const known = written.get(dayNumber)
  if (known !== undefined) return known
  const date = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)
  keep(written, dayNumber, date)
  return date
}

/** The local date in Asia/Shanghai, 'YYYY-MM-DD'. */
export const localDate = (instant: Date): string => dateOf(localDayNumber(instant.getTime()))
