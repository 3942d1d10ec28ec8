import type { Builder } from '../../../graphql/builder.ts'
import type { CalendarRow } from '../plan-calendar.ts'
import { CALENDAR_ACCESS } from './access.ts'

/** Writes `CalendarVersion`. */
export const defineCalendarVersion = (builder: Builder) =>
  builder.objectRef<CalendarRow>('CalendarVersion').implement({
    access: CALENDAR_ACCESS,
    description: 'Who saved a version of a calendar, when and why.',
    fields: (t) => ({
      version: t.exposeInt('version', { description: 'Its number, from 1.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was saved.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who saved it.' }),
      note: t.exposeString('note', { nullable: true, description: 'Why, in the words of who saved it.' }),
      correction: t.exposeString('correction', {
        nullable: true,
        description: 'Why days that had begun were changed; null when none were.',
      }),
    }),
  })
