import type { CalendarVersion } from '../calendar-version.ts'
import { dateOf, dayNumberOf } from '../local-time.ts'
import type { WorkCalendar } from '../types.ts'
import { calendarRangeError } from '../calendar-range-error.ts'

/** A day of a calendar as it is shown. */
export type ShownDay = {
  readonly date: string
  readonly isWorkday: boolean
  /** No notice covers it: Monday to Friday for the time being. */
  readonly isProvisional: boolean
  /** The calendar that states it; null when it is as every week. */
  readonly statedBy: string | null
  readonly name: string | null
  /** `09:00–12:00`, ascending; none on a day off. */
  readonly hours: readonly string[]
}

/** The days of a calendar from one to another, both included. Throws a calendar range error outside of its table. */
export const shownDays = (
  chain: readonly CalendarVersion[],
  calendar: WorkCalendar,
  from: string,
  to: string,
): readonly ShownDay[] => {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)]
  if (from < calendar.from || to >= calendar.to) throw calendarRangeError(calendar, `${from} to ${to}`)
  const stated = new Map(
    chain.flatMap(({ id, content }) => content.exceptions.map((day) => [day.date, { ...day, statedBy: id }] as const)),
  )
  return Array.from({ length: last - first + 1 }, (_, index): ShownDay => {
    const date = dateOf(first + index)
    const ordinal = calendar.before[first + index - calendar.firstDay] ?? 0
    const isWorkday = calendar.workdays[ordinal] === first + index - calendar.firstDay
    const own = stated.get(date)
    return {
      date,
      isWorkday,
      isProvisional: date >= calendar.publishedUntil,
      statedBy: own?.statedBy ?? null,
      name: own?.name ?? null,
      hours: isWorkday ? hoursOf(calendar.shapes[ordinal]?.spans ?? []) : [],
    }
  })
}

/** Spans of a day as they are shown. */
export const hoursOf = (spans: readonly (readonly [number, number])[]): readonly string[] =>
  spans.map(([from, to]) => `${timeOf(from)}–${timeOf(to)}`)

const timeOf = (ms: number): string =>
  [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60].map((part) => String(part).padStart(2, '0')).join(':')
