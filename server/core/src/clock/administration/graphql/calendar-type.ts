import type { Builder } from '../../../graphql/builder.ts'
import { invalid } from '../../../graphql/fault.ts'
import { readContent } from '../../calendar-content.ts'
import { dayNumberOf } from '../../local-time.ts'
import { TABLE } from '../calendar-draft.ts'
import { CALENDAR_MESSAGES } from '../calendar-messages.ts'
import type { CalendarView } from '../select-calendars.ts'
import { shownDays } from '../shown-days.ts'
import { CALENDAR_ACCESS } from './access.ts'
import { defineCalendarDay } from './calendar-day.ts'
import { defineCalendarVersion } from './calendar-version.ts'
import type { defineHoursSpell } from './hours-spell.ts'

const MOST_DAYS = 400

const checkRange = (from: string, to: string): void => {
  if (from < TABLE.from || to >= TABLE.to) throw invalid(CALENDAR_MESSAGES.outside(TABLE.from, TABLE.to), ['from'])
  const days = dayNumberOf(to) - dayNumberOf(from) + 1
  if (days >= 1 && days <= MOST_DAYS) return
  throw invalid({ 'zh-CN': `一次查询 1 至 ${MOST_DAYS} 天。`, en: `Ask for 1 to ${MOST_DAYS} days at once.` }, ['to'])
}

/** Writes `Calendar`. */
export const defineCalendar = (
  builder: Builder,
  { HoursSpell }: Pick<ReturnType<typeof defineHoursSpell>, 'HoursSpell'>,
) => {
  const [CalendarDay, CalendarVersion] = [defineCalendarDay(builder), defineCalendarVersion(builder)]
  return builder.objectRef<CalendarView>('Calendar').implement({
    access: CALENDAR_ACCESS,
    description:
      'A version of the working days and hours of a region and all within it. It states what differs; every other day is that of the nearest calendar above. Versions are never changed.',
    fields: (t) => ({
      id: t.id({ description: 'The id of the calendar: one for each region.', resolve: ({ row }) => row.id }),
      region: t.expose('region', { type: 'Region', description: 'The region that states it.' }),
      version: t.int({ description: 'Its number, from 1.', resolve: ({ row }) => row.version }),
      revision: t.int({
        description: 'Counts the versions of all calendars; higher when one from which it inherits came later.',
        resolve: ({ calendar }) => calendar.revision,
      }),
      publishedUntil: t.field({
        type: 'Date',
        description: 'The first day that no notice covers, its own or that of a calendar above.',
        resolve: ({ calendar }) => calendar.publishedUntil,
      }),
      inheritsFrom: t.idList({
        description: 'The calendars above it, the widest first.',
        resolve: ({ chain }) => chain.slice(0, -1).map(({ id }) => id),
      }),
      saved: t.field({
        type: CalendarVersion,
        description: 'Who saved this version, when and why.',
        resolve: ({ row }) => row,
      }),
      versions: t.field({
        type: [CalendarVersion],
        description: 'The versions that it has had, the newest first, at most 200.',
        resolve: ({ versions }) => versions.slice(0, 200),
      }),
      hours: t.field({
        type: [HoursSpell],
        description: 'The spells of hours that it states itself; a later one wins.',
        resolve: ({ row }) => [...(readContent(row.content).hoursOverrides ?? [])],
      }),
      days: t.field({
        type: [CalendarDay],
        description: 'Its days from one to another, at most 400, as they held while this version was the newest.',
        args: {
          from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
          to: t.arg({ type: 'Date', required: true, description: 'The last day.' }),
        },
        resolve: ({ chain, calendar }, { from, to }) => {
          checkRange(from, to)
          return [...shownDays(chain, calendar, from, to)]
        },
      }),
    }),
  })
}
