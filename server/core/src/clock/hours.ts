import type { DayShape, WorkHours } from './types.ts'
import { DAY_MS, DAY_UNITS } from './types.ts'

/** Seven hours, the hours of the default rule pack. Source: clauses.md, "The clock". */
export const DEFAULT_HOURS: WorkHours = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
]

const msOfDay = (time: string): number => {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  const ms = match === null ? Number.NaN : (Number(match[1]) * 60 + Number(match[2])) * 60_000
  if (Number.isNaN(ms) || ms > DAY_MS || Number(match?.[2]) > 59) {
    throw new RangeError(`"${time}" is not a time of the form HH:MM`)
  }
  return ms
}

/** Reads opening hours. Throws RangeError when they are missing, overlap or run backwards: never guess hours. */
export const makeDayShape = (hours: WorkHours): DayShape => {
  const spans = hours.map(([from, to]) => [msOfDay(from), msOfDay(to)] as const)
  let last = -1
  for (const [from, to] of spans) {
    if (from <= last || to <= from)
      throw new RangeError(`Working hours must ascend and not touch: ${JSON.stringify(hours)}`)
    last = to
  }
  if (spans.length === 0) throw new RangeError('Working hours are missing; a day off is an exception of kind "off"')
  return { spans, openMs: spans.reduce((sum, [from, to]) => sum + to - from, 0) }
}

/** Whether days can be counted by these hours. */
export const isWorkHours = (hours: WorkHours): boolean => {
  try {
    makeDayShape(hours)
    return true
  } catch {
    return false
  }
}

/** Units of the standard day that have passed at a time of day, 0 … DAY_UNITS. */
export const unitsAt = (shape: DayShape, msAfterMidnight: number): number => {
  let open = 0
  for (const [from, to] of shape.spans) open += Math.max(0, Math.min(msAfterMidnight, to) - from)
  return Math.floor((open * DAY_UNITS) / shape.openMs)
}

/** The earliest time of day, in ms, at which `units` (1 … DAY_UNITS) have passed. */
export const earliestTimeOf = (shape: DayShape, units: number): number => {
  let open = Math.ceil((units * shape.openMs) / DAY_UNITS)
  for (const [from, to] of shape.spans) {
    if (open <= to - from) return from + open
    open -= to - from
  }
  return closeOf(shape)
}

/** The latest time of day, in ms, at which no more than `units` (0 … DAY_UNITS − 1) have passed. */
export const latestTimeOf = (shape: DayShape, units: number): number => {
  let open = Math.ceil(((units + 1) * shape.openMs) / DAY_UNITS) - 1
  for (const [from, to] of shape.spans) {
    if (open < to - from) return from + open
    open -= to - from
  }
  return closeOf(shape)
}

/** The close of business in ms after local midnight. */
export const closeOf = (shape: DayShape): number => shape.spans.at(-1)?.[1] ?? DAY_MS
