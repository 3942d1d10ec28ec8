import type { Builder } from '../../../graphql/builder.ts'
import type { HoursOverride } from '../../types.ts'
import { CALENDAR_ACCESS } from './access.ts'

/** Writes `HoursSpell` and its input. */
export const defineHoursSpell = (builder: Builder) => {
  const HoursSpell = builder.objectRef<HoursOverride>('HoursSpell').implement({
    access: CALENDAR_ACCESS,
    description: 'Hours from a day to a day, as in summer. A day counts as one working day whatever its hours.',
    fields: (t) => ({
      from: t.field({
        type: 'Date',
        description: 'The first day.',
        resolve: (spell) => ('date' in spell ? spell.date : spell.from),
      }),
      until: t.field({
        type: 'Date',
        description: 'The last day.',
        resolve: (spell) => ('date' in spell ? spell.date : spell.until),
      }),
      spans: t.stringList({
        description: 'When it is open, as `09:00–12:00`.',
        resolve: ({ hours }) => hours.map(([from, to]) => `${from}–${to}`),
      }),
    }),
  })
  const Span = builder.inputType('OpeningSpanInput', {
    description: 'A span of opening.',
    fields: (t) => ({
      from: t.string({ required: true, description: 'Local time, HH:MM.' }),
      to: t.string({ required: true, description: 'Local time, HH:MM; 24:00 is allowed.' }),
    }),
  })
  const HoursSpellInput = builder.inputType('HoursSpellInput', {
    description: 'Hours from a day on; a later spell wins over an earlier one.',
    fields: (t) => ({
      from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
      until: t.field({ type: 'Date', description: 'The last day; left out for good.' }),
      spans: t.field({ type: [Span], required: true, description: 'One to four spans, ascending.' }),
    }),
  })
  return { HoursSpell, HoursSpellInput }
}
