import type { Builder } from '../../graphql/builder.ts'
import type { CaseClock, ClockDay, ClockMark, ClockSpan } from '../queries/clock-of-case.ts'
import type { CaseTypes } from './case-types.ts'

/** Writes `CaseClock` with its days, marks and spans. */
export const defineCaseClock = (builder: Builder, { CardLevel }: Pick<CaseTypes, 'CardLevel'>) => {
  const Day = builder.objectRef<ClockDay>('ClockDay').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'A day on the clock of a case.',
    fields: (t) => ({
      date: t.expose('date', { type: 'Date', description: 'Which day.' }),
      workday: t.exposeBoolean('workday', { description: 'Whether it is a working day, make-up days 调休 counted.' }),
      opens: t.expose('opens', {
        type: 'DateTime',
        nullable: true,
        description: 'When business opens; null on a day off.',
      }),
      closes: t.expose('closes', {
        type: 'DateTime',
        nullable: true,
        description: 'When business closes; null on a day off.',
      }),
      provisional: t.exposeBoolean('provisional', { description: 'Whether no notice has been published for it yet.' }),
    }),
  })
  const Mark = builder.objectRef<ClockMark>('ClockMark').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'A card that the clock comes to, or came to.',
    fields: (t) => ({
      level: t.expose('level', { type: CardLevel, description: 'Which card.' }),
      at: t.expose('at', { type: 'DateTime', description: 'The first second at which it is due.' }),
      raised: t.exposeBoolean('raised', { description: 'Whether it was issued.' }),
    }),
  })
  const Span = builder.objectRef<ClockSpan>('ClockSpan').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'A stretch of the clock.',
    fields: (t) => ({
      kind: t.exposeString('kind', {
        description:
          'RUNNING within the promise, SUSPENDED where the clock really stands, OVER past the promise, AHEAD: still to come.',
      }),
      from: t.expose('from', { type: 'DateTime', description: 'Its beginning.' }),
      to: t.expose('to', { type: 'DateTime', description: 'Its end.' }),
      days: t.exposeFloat('days', { description: 'The working time within it, in working days.' }),
    }),
  })
  return builder.objectRef<CaseClock>('CaseClock').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description:
      'The clock of a case, drawn out: from its acceptance to now or its end, and on to its last card (clause 6.4-b).',
    fields: (t) => ({
      startedAt: t.expose('startedAt', { type: 'DateTime', description: 'The instant of acceptance.' }),
      now: t.expose('now', { type: 'DateTime', description: 'Where the hand stands: now, or the end of the case.' }),
      countedDays: t.exposeInt('countedDays', { description: 'Working days counted, the day begun included.' }),
      suspendedDays: t.exposeFloat('suspendedDays', {
        description: 'Working time that suspensions have taken out, in working days.',
      }),
      days: t.field({
        type: [Day],
        description: 'Every day from the first to the last.',
        resolve: ({ days }) => [...days],
      }),
      marks: t.field({ type: [Mark], description: 'Its cards in order of time.', resolve: ({ marks }) => [...marks] }),
      spans: t.field({
        type: [Span],
        description: 'Its stretches in order of time, without gaps.',
        resolve: ({ spans }) => [...spans],
      }),
      nextLevel: t.expose('nextLevel', {
        type: CardLevel,
        nullable: true,
        description: 'The next card; null when none is ahead.',
      }),
      nextAt: t.expose('nextAt', { type: 'DateTime', nullable: true, description: 'When the next card falls due.' }),
    }),
  })
}
