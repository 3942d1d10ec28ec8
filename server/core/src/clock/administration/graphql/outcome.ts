import type { Builder } from '../../../graphql/builder.ts'
import type { Moves } from '../moved-deadlines.ts'
import type { NoticeProblem } from '../notice.ts'
import type { CalendarView } from '../select-calendars.ts'
import { CALENDAR_ACCESS } from './access.ts'
import type { defineCalendar } from './calendar-type.ts'
import type { defineCalendarMoves } from './calendar-moves.ts'

/** What a change of a calendar did, or would do. */
export type CalendarOutcome = {
  readonly calendar: CalendarView | null
  readonly moves: readonly Moves[]
  readonly derivedAgain: number
  readonly problems: readonly NoticeProblem[]
}

type Types = {
  readonly Calendar: ReturnType<typeof defineCalendar>
  readonly CalendarMoves: ReturnType<typeof defineCalendarMoves>
}

/** Writes `CalendarOutcome`. */
export const defineCalendarOutcome = (builder: Builder, { Calendar, CalendarMoves }: Types) => {
  const Problem = builder.objectRef<NoticeProblem>('NoticeProblem').implement({
    access: CALENDAR_ACCESS,
    description: 'What is wrong with a row of a notice.',
    fields: (t) => ({
      row: t.exposeInt('row', { description: 'The row as in a spreadsheet, the header being 1; 0 is the file.' }),
      column: t.exposeString('column', { nullable: true, description: 'The column; null for the whole row.' }),
      message: t.string({
        description: 'What is wrong and what to do.',
        resolve: ({ message }, _args, { language }) => message[language],
      }),
    }),
  })
  return builder.objectRef<CalendarOutcome>('CalendarOutcome').implement({
    access: CALENDAR_ACCESS,
    description: 'What a change of a calendar did, or, as a dry run, would do.',
    fields: (t) => ({
      calendar: t.expose('calendar', {
        type: Calendar,
        nullable: true,
        description: 'The version with the change; null when rows of a notice could not be taken.',
      }),
      moves: t.field({
        type: [CalendarMoves],
        description: 'What moves, calendar by calendar; nothing when the same was stored already.',
        resolve: ({ moves }) => [...moves],
      }),
      derivedAgain: t.exposeInt('derivedAgain', {
        description:
          'How many cases are derived again afterwards: those of which not all moves by itself, or, when days that have begun differ, all that those days touch.',
      }),
      problems: t.field({
        type: [Problem],
        description: 'The rows that could not be taken; with any, nothing is written.',
        resolve: ({ problems }) => problems.slice(0, 1_000),
      }),
    }),
  })
}
