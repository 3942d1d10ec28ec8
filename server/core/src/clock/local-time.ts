import { DAY_MS } from './types.ts'

/** Asia/Shanghai is UTC+8 all year (no summer time since 1991; calendars begin in 2004). */
const OFFSET_MS = 8 * 3_600_000

/** Local days since 1970-01-01 of an instant. */
export const localDayNumber = (instant: number): number => Math.floor((instant + OFFSET_MS) / DAY_MS)

/** The instant at which a local day begins, in milliseconds since the epoch. */
export const localDayStart = (dayNumber: number): number => dayNumber * DAY_MS - OFFSET_MS

/** Days since 1970-01-01 of 'YYYY-MM-DD'. Throws RangeError on anything that is no such date. */
export const dayNumberOf = (date: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD`)
  }
  return ms / DAY_MS
}

/** 'YYYY-MM-DD' of a count of days since 1970-01-01. */
export const dateOf = (dayNumber: number): string => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)

/** The local date in Asia/Shanghai, 'YYYY-MM-DD'. */
export const localDate = (instant: Date): string => dateOf(localDayNumber(instant.getTime()))
