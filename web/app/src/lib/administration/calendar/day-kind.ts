import { addDays, type LocalDate, weekday } from '@zhikong/ui'
import type { CalendarDay, DayInput } from './calendar.query.ts'

/** What a day is to who plans by it. */
export type DayKind = 'WORKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKE_UP'

/** A working weekend makes up for a holiday; a day off in the week is one. */
export const kindOf = ({
  date,
  isWorkday,
  statedBy,
}: Pick<CalendarDay, 'date' | 'isWorkday' | 'statedBy'>): DayKind => {
  const isWeekend = weekday(date) > 5
  if (isWorkday) return isWeekend ? 'MAKE_UP' : 'WORKDAY'
  return isWeekend && statedBy === null ? 'WEEKEND' : 'HOLIDAY'
}

/** A day as it would be with what is drafted for it; hours are those of the day as it is. */
export const drafted = (day: CalendarDay, draft: DayInput | undefined, own: string): CalendarDay => {
  if (draft === undefined) return day
  const isWorkday = draft.kind === null ? weekday(day.date) <= 5 : draft.kind === 'WORK'
  return { ...day, isWorkday, name: draft.name || null, statedBy: draft.kind === null ? null : own }
}

/** Every day from one to another, both included, at most 60. */
export const daysFrom = (first: LocalDate, last: LocalDate): readonly LocalDate[] => {
  const days: LocalDate[] = []
  for (let day = first; day <= last && days.length < 60; day = addDays(day, 1)) days.push(day)
  return days
}

/** Twelve months, each with its days. */
export const monthsOf = (days: readonly CalendarDay[]): readonly (readonly CalendarDay[])[] =>
  Array.from({ length: 12 }, (_, month) => days.filter(({ date }) => Number(date.slice(5, 7)) === month + 1))
