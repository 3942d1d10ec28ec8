import type { Builder } from '../../graphql/builder.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { ShownCorrection, ShownExtension, ShownSuspension, SideClock } from '../queries/procedures-of-case.ts'
import { correctionsShown, extensionsShown, sideClocksOf, suspensionsShown } from '../queries/procedures-of-case.ts'
import type { CaseTypes } from './case-types.ts'

const READERS = { anyOf: ['core.read', 'core.reveal'] } as const

type Types = Pick<CaseTypes, 'Case' | 'SuspensionGround' | 'ExtensionBasis'>

/** Adds to `Case` what the law makes of its course, each with its effect: suspensions, corrections, extensions, side clocks. */
export const defineCaseProcedures = (builder: Builder, types: Types): void => {
  const [Suspension, Correction] = [defineSuspension(builder, types), defineCorrection(builder)]
  const [Extension, Side] = [defineExtension(builder, types), defineSideClock(builder)]
  const calendarOf = ({ record, engine }: CaseView) => engine.calendars.byId(record.calendarId)
  builder.objectFields(types.Case, (t) => ({
    suspensions: t.field({
      type: [Suspension],
      description: 'Its special procedures 特别程序 in order of time, also those that stop nothing.',
      resolve: async (view) => [...suspensionsShown(await view.derived(), calendarOf(view))],
    }),
    corrections: t.field({
      type: [Correction],
      description: 'The corrections 补正 that were asked for, in order of time.',
      resolve: async (view) => [...correctionsShown(await view.events())],
    }),
    extensions: t.field({
      type: [Extension],
      description: 'Its extensions (licensing law art. 42) in order of time, also those without effect.',
      resolve: async (view) => extensionsShown(await view.derived()),
    }),
    sideClocks: t.field({
      type: [Side],
      description: 'What ran beside its clock or after its end, in order of time, each with a limit of its own.',
      resolve: async (view) => [...sideClocksOf(await view.derived(), view.engine, calendarOf(view), view.now)],
    }),
  }))
}

const defineSuspension = (builder: Builder, { SuspensionGround }: Types) => {
  const DroppedFor = builder.enumType('SuspensionDroppedFor', {
    description: 'Why a suspension stops nothing (licensing law art. 45).',
    values: {
      NO_NOTICE: { description: 'The applicant got no written notice of it.' },
      NO_GROUND: { description: 'It has no ground that the law allows.' },
    },
  })
  return builder.objectRef<ShownSuspension>('CaseSuspension').implement({
    access: READERS,
    description: 'A special procedure 特别程序 of a case, and what it does to its clock (licensing law art. 45).',
    fields: (t) => ({
      from: t.expose('from', { type: 'DateTime', description: 'When it began.' }),
      to: t.expose('to', { type: 'DateTime', nullable: true, description: 'When it ended; null while it is open.' }),
      stoppedUntil: t.expose('stoppedUntil', {
        type: 'DateTime',
        nullable: true,
        description:
          'When the clock runs again: at its end, or before it where its approved days are over; null for no such instant.',
      }),
      cut: t.exposeBoolean('isCut', { description: 'Whether its approved days were over before it ended.' }),
      droppedFor: t.expose('droppedFor', {
        type: DroppedFor,
        nullable: true,
        description: 'Why it stops nothing; null when it stops the clock.',
      }),
      ground: t.expose('ground', { type: SuspensionGround, nullable: true, description: 'Its ground, if any.' }),
      approvedDays: t.float({
        nullable: true,
        description: 'The working days for which it was approved; null without a cap.',
        resolve: ({ event }) => event.payload.approvedDays ?? null,
      }),
      noticed: t.boolean({
        description: 'Whether the applicant got written notice of it.',
        resolve: ({ event }) => event.payload.noticed ?? false,
      }),
      approver: t.string({
        nullable: true,
        description: 'The office that approved it.',
        resolve: ({ event }) => event.payload.approver ?? null,
      }),
      law: t.string({
        nullable: true,
        description: 'The law that it cites for a ground of its own.',
        resolve: ({ event }) => event.payload.law ?? null,
      }),
    }),
  })
}

const defineCorrection = (builder: Builder) =>
  builder.objectRef<ShownCorrection>('CaseCorrection').implement({
    access: READERS,
    description: 'A correction 补正 that was asked for.',
    fields: (t) => ({
      askedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ asked }) => asked.occurredAt }),
      answeredAt: t.expose('answeredAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it came; null while it is missing.',
      }),
      reason: t.string({
        nullable: true,
        description: 'What was missing.',
        resolve: ({ asked: { payload } }) => payload.reason ?? payload.note ?? null,
      }),
    }),
  })

const defineExtension = (builder: Builder, { ExtensionBasis }: Types) =>
  builder.objectRef<ShownExtension>('CaseExtension').implement({
    access: READERS,
    description: 'An extension of the statutory limit (licensing law art. 42). The promise stands.',
    fields: (t) => ({
      at: t.expose('at', { type: 'DateTime', description: 'When the applicant was told it.' }),
      days: t.exposeFloat('days', { description: 'By how many days, in the unit of the limit, before any cap.' }),
      basis: t.expose('basis', { type: ExtensionBasis, description: 'Who extended it.' }),
      approver: t.exposeString('approver', { description: 'The office that approved it; empty when none was named.' }),
      reason: t.exposeString('reason', { description: 'Why; empty when nothing was said.' }),
      counts: t.exposeBoolean('counts', {
        description: 'Whether it moves the limit: with approver and reason, told while the limit had not ended.',
      }),
    }),
  })

const defineSideClock = (builder: Builder) => {
  const State = builder.enumType('SideClockState', {
    description: 'Where a clock beside a case stands.',
    values: {
      RUNNING: { description: 'It runs within its limit.' },
      OVER: { description: 'It runs past its limit.' },
      DONE: { description: 'It ended within its limit.' },
      DONE_LATE: { description: 'It ended past its limit.' },
    },
  })
  return builder.objectRef<SideClock>('SideClock').implement({
    access: READERS,
    description:
      'A clock that runs beside that of a case or after its end: special procedure, online pre-acceptance, supplement, electronic licence, delivery.',
    fields: (t) => ({
      clock: t.string({ description: 'The code of the clock.', resolve: ({ clock }) => clock.code }),
      title: t.string({
        description: "What it is, in the reader's language.",
        resolve: ({ clock }, _args, { language }) => clock.title[language],
      }),
      start: t.expose('start', { type: 'DateTime', description: 'When it began.' }),
      end: t.expose('end', { type: 'DateTime', nullable: true, description: 'When it ended; null while it runs.' }),
      overAt: t.expose('overAt', {
        type: 'DateTime',
        nullable: true,
        description: 'The first second at which it is past its limit; null when it has none.',
      }),
      state: t.expose('state', { type: State, description: 'Where it stands.' }),
    }),
  })
}
