import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { defineCalendarMoves } from './calendar-moves.ts'
import { defineCalendarQueries } from './calendar-queries.ts'
import { defineCalendar } from './calendar-type.ts'
import { defineChangeQueries } from './change-queries.ts'
import { defineHoursSpell } from './hours-spell.ts'
import { defineCalendarOutcome } from './outcome.ts'
import { defineSaveCalendar } from './save-calendar.ts'

/** Writes the types, queries and mutations of calendars. */
export const defineCalendars = (
  builder: Builder,
  services: Pick<CoreServices, 'registers' | 'clock' | 'openEngine'>,
): void => {
  const { HoursSpell, HoursSpellInput } = defineHoursSpell(builder)
  const Calendar = defineCalendar(builder, { HoursSpell })
  const CalendarMoves = defineCalendarMoves(builder, services)
  const Outcome = defineCalendarOutcome(builder, { Calendar, CalendarMoves })
  defineCalendarQueries(builder, services, Calendar)
  defineChangeQueries(builder, services, CalendarMoves)
  defineSaveCalendar(builder, services, { HoursSpellInput, Outcome })
}
