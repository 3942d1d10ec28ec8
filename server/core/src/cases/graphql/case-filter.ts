import type { Builder } from '../../graphql/builder.ts'
import type { CaseTypes } from './case-types.ts'

/** Writes `CaseFilter`. */
export const defineCaseFilter = (
  builder: Builder,
  { CaseState, CardLevel }: Pick<CaseTypes, 'CaseState' | 'CardLevel'>,
) =>
  builder.inputType('CaseFilter', {
    description: 'Which cases; all conditions must hold, what is left out does not matter.',
    fields: (t) => ({
      state: t.field({ type: [CaseState], description: 'In one of these states.' }),
      overdue: t.boolean({ description: 'Open and past its promise, or not.' }),
      closedLate: t.boolean({ description: 'Closed after its promise, or closed in time.' }),
      endedLate: t.boolean({ description: 'Ended in whatever way after its promise had passed, or before.' }),
      cardLevel: t.field({ type: [CardLevel], description: 'With one of these as its gravest card.' }),
      channel: t.string({ description: 'By a channel, by its code.' }),
      source: t.string({ description: 'From a source system.' }),
      matter: t.id({ description: 'For a matter.' }),
      organisation: t.id({ description: 'Decided by an organisation.' }),
      hall: t.id({ description: 'Taken by a hall.' }),
      flag: t.string({ description: 'With a flag, e.g. CLOSED_BEFORE_ACCEPTED.' }),
      acceptedFrom: t.field({ type: 'Date', description: 'Accepted on this day or later.' }),
      acceptedTo: t.field({ type: 'Date', description: 'Accepted before this day.' }),
      closedFrom: t.field({ type: 'Date', description: 'Ended on this day or later.' }),
      closedTo: t.field({ type: 'Date', description: 'Ended before this day.' }),
      text: t.string({ description: 'The beginning of its number.' }),
    }),
  })
