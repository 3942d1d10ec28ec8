import { DEFAULT_HOURS, makeDayShape } from './hours.ts'
import { dateOf, dayNumberOf } from './local-time.ts'
import type {
  CalendarException,
  ContinuousCalendar,
  DayShape,
  HoursOverride,
  WorkCalendar,
  WorkHours,
} from './types.ts'

export type CalendarInput = {
  readonly id: string
  readonly version: number
  /** Default `version`: see `WorkCalendar`. */
  readonly revision?: number
  /** First local date; default 2004-01-01, the first year of the national data. */
  readonly from?: string
  /** First local date beyond the table; default 2036-01-01. */
  readonly to?: string
  /** Local date, exclusive: from here on days are provisional, Monday to Friday unless an exception says otherwise. */
  readonly publishedUntil: string
  /** Days that differ from Monday to Friday. A later entry wins, so a subtree's own days follow the nation's. */
  readonly exceptions: readonly CalendarException[]
  /** Default 09:00–12:00, 13:00–17:00. */
  readonly hours?: WorkHours
  readonly hoursOverrides?: readonly HoursOverride[]
}

/**
 * Makes a calendar version with its prefix table over days. Two calendars compare in work time only when they begin on
 * the same date. Throws RangeError on malformed dates or hours.
 *
 * @example
 * makeCalendar({ id: 'xiangxi', version: 1, publishedUntil, exceptions: [...national, { date: '2026-09-20', kind: 'off' }] })
 */
export const makeCalendar = (input: CalendarInput): WorkCalendar => {
  const from = input.from ?? '2004-01-01'
  const to = input.to ?? '2036-01-01'
  dayNumberOf(input.publishedUntil)
  const first = dayNumberOf(from)
  const length = dayNumberOf(to) - first
  if (length <= 0) throw new RangeError(`Calendar ${input.id} ends (${to}) before it begins (${from})`)

  const kinds = new Map(input.exceptions.map(({ date, kind }) => [dayNumberOf(date), kind]))
  const shapeOf = hoursByDay(input.hours ?? DEFAULT_HOURS, input.hoursOverrides ?? [])
  const before = new Int32Array(length + 1)
  const workdays: number[] = []
  const shapes: DayShape[] = []
  for (let day = 0; day < length; day++) {
    before[day] = workdays.length
    const kind = kinds.get(first + day) ?? (isMondayToFriday(first + day) ? 'work' : 'off')
    if (kind === 'off') continue
    workdays.push(day)
    shapes.push(shapeOf(first + day))
  }
  before[length] = workdays.length
  return Object.freeze({
    kind: 'work',
    id: input.id,
    version: input.version,
    revision: input.revision ?? input.version,
    from,
    to,
    firstDay: first,
    publishedUntil: input.publishedUntil,
    before,
    workdays: Int32Array.from(workdays),
    shapes,
  })
}

/** The calendar of calendar days, hours, minutes and absolute due instants. */
export const CONTINUOUS: ContinuousCalendar = Object.freeze({ kind: 'continuous', id: 'continuous', version: 0 })

/** 1970-01-01, day 0, was a Thursday. */
const isMondayToFriday = (dayNumber: number): boolean => (dayNumber + 3) % 7 < 5

const hoursByDay = (standard: WorkHours, overrides: readonly HoursOverride[]): ((dayNumber: number) => DayShape) => {
  const usual = makeDayShape(standard)
  const ranges = overrides.map((override) => {
    const [from, until] = 'date' in override ? [override.date, override.date] : [override.from, override.until]
    return { from: dayNumberOf(from), until: dayNumberOf(until), shape: makeDayShape(override.hours) }
  })
  return (dayNumber) => ranges.findLast(({ from, until }) => from <= dayNumber && dayNumber <= until)?.shape ?? usual
}

/**
 * The first local date on which two versions of a calendar differ in days or hours, or null when they are the same.
 * Work time before that date is equal in both; deadlines after it have moved.
 */
export const firstDifference = (older: WorkCalendar, newer: WorkCalendar): string | null => {
  if (older.from !== newer.from) return older.from < newer.from ? older.from : newer.from
  const length = Math.min(older.before.length, newer.before.length) - 1
  for (let day = 0; day < length; day++) {
    const [a, b] = [workdayShape(older, day), workdayShape(newer, day)]
    if (JSON.stringify(a) !== JSON.stringify(b)) return dateOf(older.firstDay + day)
  }
  if (older.to === newer.to) return null
  return older.to < newer.to ? older.to : newer.to
}

const workdayShape = (calendar: WorkCalendar, day: number): DayShape | null => {
  const ordinal = calendar.before[day] ?? 0
  return calendar.workdays[ordinal] === day ? (calendar.shapes[ordinal] ?? null) : null
}
