import { defineApplicant } from '../../access/personal/graphql/applicant.ts'
import { CONTINUOUS } from '../../clock/calendar.ts'
import { counted } from '../../clock/elapsed.ts'
import type { Limit } from '../../clock/types.ts'
import { shownInstant } from '../../clock/work-time.ts'
import { alertsOfCase } from '../../alerts/queries/alert-view.ts'
import type { Builder } from '../../graphql/builder.ts'
import { limitOf } from '../../registers/register-index.ts'
import { encodeCaseId } from '../case-id.ts'
import type { CaseView } from '../queries/case-view.ts'
import { clockOf } from '../queries/clock-of-case.ts'
import { defineCaseClock } from './case-clock.ts'
import { defineCaseEvent } from './case-event.ts'
import { caseLawFields } from './case-law.ts'
import { defineCaseProcedures } from './case-procedures.ts'
import type { CaseTypes } from './case-types.ts'

/** Writes `Case` with its timeline and its clock. */
export const defineCase = (builder: Builder, types: CaseTypes): void => {
  const {
    Case,
    Alert,
    CaseState,
    CardLevel,
    Region,
    Hall,
    Window,
    Matter,
    Organisation,
    Channel,
    Limit,
    PersonalKind,
  } = types
  const CaseEvent = defineCaseEvent(builder, types)
  const CaseClock = defineCaseClock(builder, types)
  const Applicant = defineApplicant(builder, 'Applicant', PersonalKind)
  Case.implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'A case 办件: one application for a matter at a hall, as the events that its source reported tell it.',
    fields: (t) => ({
      id: t.id({ description: 'Its id; opaque.', resolve: ({ record }) => encodeCaseId(record) }),
      source: t.string({ description: 'The system that reports it.', resolve: ({ record }) => record.source }),
      externalId: t.string({ description: 'Its number at its source.', resolve: ({ record }) => record.externalId }),
      state: t.field({ type: CaseState, description: 'Where it stands.', resolve: ({ record }) => record.state }),
      matter: t.field({ type: Matter, description: 'What was applied for 事项.', resolve: matterOf }),
      hall: t.field({ type: Hall, description: 'The hall that took it.', resolve: hallOf }),
      region: t.field({
        type: Region,
        description: 'The region of that hall, to which it belongs.',
        resolve: regionOf,
      }),
      window: t.field({
        type: Window,
        nullable: true,
        description: 'The window that dealt with it last; null when none was named.',
        resolve: ({ record: { windowId }, engine }) =>
          windowId === null ? null : engine.registers.index.windowById.get(windowId),
      }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'Who decides it: named by an event, else by the matter.',
        resolve: ({ record: { organisationId }, engine }) =>
          organisationId === null ? null : engine.registers.index.organisationById.get(organisationId),
      }),
      channel: t.field({
        type: Channel,
        nullable: true,
        description: 'The way by which it came.',
        resolve: ({ record: { channel }, engine }) =>
          channel === null ? null : engine.registers.index.channelByCode.get(channel),
      }),
      submittedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was handed in.',
        resolve: ({ record }) => record.submittedAt,
      }),
      acceptedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was accepted 受理, or received where it is deemed accepted: its clock starts.',
        resolve: ({ record }) => record.acceptedAt,
      }),
      acceptedRecordedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the acceptance was reported.',
        resolve: ({ record }) => record.acceptedRecordedAt,
      }),
      closedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it ended, one way or another.',
        resolve: ({ record }) => record.endedAt,
      }),
      promised: t.field({
        type: Limit,
        nullable: true,
        description: 'The promised limit 承诺时限, frozen at acceptance.',
        resolve: promisedOf,
      }),
      statutory: t.field({
        type: Limit,
        nullable: true,
        description: 'The statutory limit 法定时限, frozen at acceptance; `extensionDays` come on top of it.',
        resolve: ({ record }) => limitOf(record.statutoryAmount, record.statutoryUnit),
      }),
      dueAt: t.field({
        type: 'DateTime',
        nullable: true,
        description:
          'When the promise ends by the calendar in force; null without one, or while an open suspension without a cap holds the clock.',
        resolve: (view) => view.record.givenDueAt ?? dueOf(view, view.record.dueCalendar, view.record.dueW),
      }),
      statutoryDueAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the statutory limit, extended, ends by the calendar in force; null as with `dueAt`.',
        resolve: (view) => dueOf(view, view.record.statutoryDueCalendar, view.record.statutoryDueW),
      }),
      provisional: t.boolean({
        description: 'Whether a deadline reaches into days for which no notice has been published yet.',
        resolve: ({ record }) => record.provisional,
      }),
      overdue: t.boolean({
        description: 'Whether it is open and past its promise.',
        resolve: ({ record }) => record.endedAt === null && record.overdueAt !== null,
      }),
      overdueSince: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it passed its promise, also if it has ended since.',
        resolve: ({ record }) => record.overdueAt,
      }),
      closedLate: t.boolean({
        nullable: true,
        description:
          'Whether it was closed after its promise (clause 6.4-a); null while open, ended otherwise, or without a promise.',
        resolve: ({ record }) => record.closedLate,
      }),
      countedDays: t.int({
        nullable: true,
        description:
          'Working days counted until now or its end, the day begun included, suspensions taken off; null before acceptance.',
        resolve: countedOf,
      }),
      overDays: t.int({
        nullable: true,
        description:
          'Whole working days counted beyond the promise, negative before it; null for a limit in other units.',
        resolve: async (view) => {
          const { promisedAmount, promisedUnit } = view.record
          const days = await countedOf(view)
          return days === null || promisedAmount === null || promisedUnit !== 'WORKING_DAY'
            ? null
            : Math.floor(days - promisedAmount)
        },
      }),
      cardLevel: t.field({
        type: CardLevel,
        nullable: true,
        description: 'The gravest card that holds; a warning only while what it warns of is open.',
        resolve: ({ record }) => record.cardLevel,
      }),
      applicant: t.field({
        type: Applicant,
        nullable: true,
        description: 'Who applied 服务对象, masked; null when no event told. `revealApplicant` gives it in clear.',
        resolve: (view) => view.applicant(),
      }),
      flags: t.stringList({
        description:
          'What of its history deserves a second look, e.g. LATE_RECORDED, DEEMED_ACCEPTED, SUSPENDED_WITHOUT_GROUND.',
        resolve: ({ record }) => (record.flags === '' ? [] : record.flags.split(',')),
      }),
      timeline: t.field({
        type: [CaseEvent],
        description: 'Its events in the order in which they happened.',
        resolve: async (view) => (await view.events()).map((event) => ({ event, view })),
      }),
      alerts: t.field({
        type: [Alert],
        description: 'Its cards in the order in which they fell due.',
        resolve: async (view) => [...(await alertsOfCase(view))],
      }),
      clock: t.field({
        type: CaseClock,
        nullable: true,
        description: 'Its clock, drawn out day by day; null before acceptance.',
        resolve: async (view) => {
          const clock = clockOf(await view.derived(), await alertsOfClock(view), calendarOf(view), view.now)
          return clock === null ? null : { clock, index: view.engine.registers.index }
        },
      }),
      calendar: t.string({
        nullable: true,
        description: 'The calendar by which its deadlines are told, and its version: `hunan 3`.',
        resolve: (view) => `${calendarOf(view).id} ${calendarOf(view).version}`,
      }),
      ...caseLawFields(t, types),
    }),
  })
  defineCaseProcedures(builder, types)
}

/** Clocks that run beside that of the case or after it are not drawn on it. */
const alertsOfClock = async (view: CaseView) => {
  const beside = new Set(view.engine.clocks.flatMap(({ code, endOf }) => (endOf === undefined ? [] : [code])))
  return (await view.alerts()).filter(({ clock }) => !beside.has(clock))
}

const calendarOf = ({ record, engine }: CaseView) => engine.calendars.byId(record.calendarId)

const matterOf = ({ record: { matterId }, engine }: CaseView) =>
  orThrow(engine.registers.index.matterById.get(matterId), `matter ${matterId}`)
const hallOf = ({ record: { hallId }, engine }: CaseView) =>
  orThrow(engine.registers.index.hallById.get(hallId), `hall ${hallId}`)
const regionOf = ({ record: { regionId }, engine }: CaseView) =>
  orThrow(engine.registers.tree.byId(regionId), `region ${regionId}`)

const orThrow = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The registers hold no ${what}`)
  return value
}

const promisedOf = ({ record }: CaseView): Limit | null => limitOf(record.promisedAmount, record.promisedUnit)

const dueOf = (view: CaseView, calendar: string | null, w: number | null): Date | null =>
  calendar === null || w === null ? null : shownInstant(calendar === CONTINUOUS.id ? CONTINUOUS : calendarOf(view), w)

const countedOf = async (view: CaseView): Promise<number | null> => {
  const { acceptedAt, endedAt } = view.record
  if (acceptedAt === null) return null
  const { suspensions } = await view.derived()
  return counted(calendarOf(view), { start: acceptedAt, suspensions, closedAt: endedAt }, view.now)
}
