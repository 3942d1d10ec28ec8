import type { Builder } from '../../graphql/builder.ts'
import type { CaseClock, ClockDay, ClockMark, ClockSpan } from '../queries/clock-of-case.ts'
import type { RegisterIndex } from '../../registers/register-index.ts'
import type { Forwarding } from '../forwarding.ts'
import type { CaseTypes } from './case-types.ts'

/** The clock of a case, and the registers by which what it names is told. */
export type ClockView = { readonly clock: CaseClock; readonly index: RegisterIndex }
type ForwardingView = { readonly forwarding: Forwarding; readonly index: RegisterIndex }

/** Writes `CaseClock` with its days, marks and spans. */
export const defineCaseClock = (
  builder: Builder,
  { CardLevel, Organisation }: Pick<CaseTypes, 'CardLevel' | 'Organisation'>,
) => {
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
  const Forwarding = builder.objectRef<ForwardingView>('CaseForwarding').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'A stretch for which a case lies at an upper body (licensing law art. 43).',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description: 'When it was sent up.',
        resolve: ({ forwarding }) => forwarding.from,
      }),
      to: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it came back or the case ended; null while it lies there.',
        resolve: ({ forwarding }) => forwarding.to,
      }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'The upper body; null when it was not named.',
        resolve: ({ forwarding: { organisationId }, index }) =>
          organisationId === null ? null : index.organisationById.get(organisationId),
      }),
    }),
  })
  return builder.objectRef<ClockView>('CaseClock').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description:
      'The clock of a case, drawn out: from its acceptance to now or its end, and on to its last card (clause 6.4-b).',
    fields: (t) => ({
      startedAt: t.field({
        type: 'DateTime',
        description: 'The instant of acceptance.',
        resolve: ({ clock }) => clock.startedAt,
      }),
      now: t.field({
        type: 'DateTime',
        description: 'Where the hand stands: now, or the end of the case.',
        resolve: ({ clock }) => clock.now,
      }),
      countedDays: t.int({
        description: 'Working days counted, the day begun included.',
        resolve: ({ clock }) => clock.countedDays,
      }),
      suspendedDays: t.float({
        description: 'Working time that suspensions have taken out, in working days.',
        resolve: ({ clock }) => clock.suspendedDays,
      }),
      days: t.field({
        type: [Day],
        description: 'Every day from the first to the last.',
        resolve: ({ clock }) => [...clock.days],
      }),
      marks: t.field({
        type: [Mark],
        description: 'Its cards in order of time; those of other clocks on the case are among `Case.alerts` only.',
        resolve: ({ clock }) => [...clock.marks],
      }),
      spans: t.field({
        type: [Span],
        description: 'Its stretches in order of time, without gaps.',
        resolve: ({ clock }) => [...clock.spans],
      }),
      forwardings: t.field({
        type: [Forwarding],
        description: 'While it lay at upper bodies, in order of time; the clock went on (licensing law art. 43).',
        resolve: ({ clock, index }) => clock.forwardings.map((forwarding) => ({ forwarding, index })),
      }),
      nextLevel: t.field({
        type: CardLevel,
        nullable: true,
        description: 'The next card; null when none is ahead.',
        resolve: ({ clock }) => clock.nextLevel,
      }),
      nextAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the next card falls due.',
        resolve: ({ clock }) => clock.nextAt,
      }),
    }),
  })
}
