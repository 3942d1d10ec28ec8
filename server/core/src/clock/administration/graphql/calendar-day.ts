import type { Builder } from '../../../graphql/builder.ts'
import type { ShownDay } from '../shown-days.ts'
import { CALENDAR_ACCESS } from './access.ts'

/** Writes `CalendarDay`. */
export const defineCalendarDay = (builder: Builder) =>
  builder.objectRef<ShownDay>('CalendarDay').implement({
    access: CALENDAR_ACCESS,
    description: 'A day of a calendar.',
    fields: (t) => ({
      date: t.expose('date', { type: 'Date', description: 'The local date.' }),
      isWorkday: t.exposeBoolean('isWorkday', { description: 'Whether it is a working day.' }),
      isProvisional: t.exposeBoolean('isProvisional', {
        description: 'No notice covers it: Monday to Friday for the time being.',
      }),
      statedBy: t.exposeID('statedBy', {
        nullable: true,
        description: 'The calendar that states the day; null when it is as in every week.',
      }),
      name: t.exposeString('name', { nullable: true, description: 'The holiday for which it is off or worked.' }),
      hours: t.stringList({
        description: 'Its hours, as `09:00–12:00`; none on a day off.',
        resolve: ({ hours }) => [...hours],
      }),
    }),
  })
