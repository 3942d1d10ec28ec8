import { invalid } from '../../graphql/fault.ts'
import { textFault } from '../../registers/save/fields.ts'
import type { Region } from '../../registers/region.ts'
import type { CalendarContent, StatedDay } from '../calendar-content.ts'
import { isWorkHours } from '../hours.ts'
import type { HoursOverride, WorkHours } from '../types.ts'
import { CALENDAR_MESSAGES as SAY } from './calendar-messages.ts'
import { isDate } from './notice.ts'

/** A day to state; `kind` null leaves it to the calendar above and to the weekday again. */
export type DayDraft = { readonly date: string; readonly kind: 'off' | 'work' | null; readonly name: string }

/** Hours from a day on; `until` null: for good. */
export type HoursDraft = { readonly from: string; readonly until: string | null; readonly spans: WorkHours }

/** What an administrator changes in the calendar of a place. */
export type CalendarDraft = {
  readonly region: Region
  /** The version that was read and is followed; null when the place has none. */
  readonly expectedVersion: number | null
  readonly days: readonly DayDraft[]
  /** A year's notice: takes the place of all that was stated for the year. */
  readonly notice: { readonly year: number; readonly days: readonly StatedDay[] } | null
  /** All spells of hours of its own; undefined leaves them. */
  readonly hours: readonly HoursDraft[] | undefined
  readonly note: string | null
  /** Why days that have begun are changed; null when none may be. */
  readonly correction: string | null
}

/** The days that a table of days holds, from the first up to, not including, the last. */
export const TABLE = { from: '2004-01-01', to: '2036-01-01' } as const
const LAST_DAY = '2035-12-31'
const LONGEST_NAME = 40
const MOST_SPANS = 4

/**
 * What the calendar states with the change.
 * @throws INVALID_INPUT with the place of the first day or spell that cannot be
 */
export const contentWith = (former: CalendarContent, { days, notice, hours }: CalendarDraft): CalendarContent => {
  const stated = new Map(former.exceptions.map((day) => [day.date, day]))
  if (notice !== null) {
    for (const date of stated.keys()) if (date.startsWith(`${notice.year}-`)) stated.delete(date)
    for (const day of notice.days) stated.set(day.date, day)
  }
  for (const [index, day] of days.entries()) {
    checkDay(day, ['input', 'days', String(index)])
    const { date, kind, name } = day
    if (kind === null) stated.delete(date)
    else stated.set(date, { date, kind, ...(name === '' ? {} : { name }) })
  }
  const exceptions = [...stated.values()]
  if (hours === undefined) return { ...former, exceptions }
  const hoursOverrides = hours.map((spell, index) => overrideOf(spell, ['input', 'hours', String(index)]))
  return { ...former, exceptions, hoursOverrides }
}

const checkDate = (date: string, path: readonly string[]): void => {
  if (!isDate(date)) throw invalid(SAY.date, path)
  if (date < TABLE.from || date >= TABLE.to) throw invalid(SAY.outside(TABLE.from, TABLE.to), path)
}

const checkDay = ({ date, name }: DayDraft, path: readonly string[]): void => {
  checkDate(date, [...path, 'date'])
  const fault = name === '' ? null : textFault(name, LONGEST_NAME)
  if (fault !== null) throw invalid(fault, [...path, 'name'])
}

const overrideOf = ({ from, until, spans }: HoursDraft, path: readonly string[]): HoursOverride => {
  checkDate(from, [...path, 'from'])
  if (until !== null) checkDate(until, [...path, 'until'])
  const last = until ?? LAST_DAY
  if (last < from || spans.length > MOST_SPANS || !isWorkHours(spans)) throw invalid(SAY.hours, path)
  return { from, until: last, hours: spans }
}
