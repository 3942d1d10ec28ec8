import { DAY_UNITS, type DayShape, type WorkCalendar } from '../types.ts'
import { dateOf } from '../local-time.ts'

/** A local date whose hours differ; null is a day off. */
export type DifferingDay = { readonly date: string; readonly before: DayShape | null; readonly after: DayShape | null }

const isSame = (a: DayShape | null | undefined, b: DayShape | null | undefined): boolean =>
  a === b ||
  (a != null &&
    b != null &&
    a.spans.length === b.spans.length &&
    a.spans.every(([from, to], index) => from === b.spans[index]?.[0] && to === b.spans[index]?.[1]))

const shapeOf = (calendar: WorkCalendar, day: number): DayShape | null => {
  const ordinal = calendar.before[day] ?? 0
  return calendar.workdays[ordinal] === day ? (calendar.shapes[ordinal] ?? null) : null
}

/** The days that differ between two versions of one calendar, ascending. Both begin on the same date. */
export const differingDays = (before: WorkCalendar, after: WorkCalendar): readonly DifferingDay[] => {
  const days: DifferingDay[] = []
  const length = Math.min(before.before.length, after.before.length) - 1
  for (let day = 0; day < length; day++) {
    const [was, is] = [shapeOf(before, day), shapeOf(after, day)]
    if (!isSame(was, is)) days.push({ date: dateOf(before.firstDay + day), before: was, after: is })
  }
  return days
}

/** A range of work time: above `above`, up to and including `upTo`. */
export type WorkRange = { readonly above: number; readonly upTo: number }

/**
 * The work time whose instant differs between two versions: a deadline kept as work time has moved just when it lies in
 * one of these ranges. Found by comparing the working days by their number, so no case need be looked at.
 */
export const movedRanges = (before: WorkCalendar, after: WorkCalendar): readonly WorkRange[] => {
  const ranges: { above: number; upTo: number }[] = []
  const count = Math.max(before.workdays.length, after.workdays.length)
  for (let ordinal = 0; ordinal < count; ordinal++) {
    if (before.workdays[ordinal] === after.workdays[ordinal] && isSame(before.shapes[ordinal], after.shapes[ordinal]))
      continue
    const [above, upTo] = [ordinal * DAY_UNITS, (ordinal + 1) * DAY_UNITS]
    const last = ranges.at(-1)
    if (last?.upTo === above) last.upTo = upTo
    else ranges.push({ above, upTo })
  }
  return ranges
}
