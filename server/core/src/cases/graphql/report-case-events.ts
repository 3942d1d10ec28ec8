import type { Builder } from '../../graphql/builder.ts'
import { ANSWERS_FOR_TEXTS } from '../../graphql/check-texts.ts'
import { fault } from '../../graphql/fault.ts'
import { INTAKE } from '../../graphql/limits.ts'
import type { InputProblem } from '../../graphql/errors.ts'
import type { UnreadableInstant } from '../../graphql/scalars.ts'
import { unreadableInstant } from '../../graphql/scalars.ts'
import { createGather } from '../gather.ts'
import type { EventResult, ReportedWithApplicant } from '../reported-event.ts'
import { defineApplicantInput } from '../../access/personal/graphql/applicant-input.ts'
import type { CaseServices, CaseTypes } from './case-types.ts'

/** How many events one call takes. */
export const MOST_EVENTS = 1_000

const STATUSES = {
  STORED: { description: 'Taken.' },
  DUPLICATE: { description: 'Taken before: the same event with the same content.' },
  PARKED: { description: 'Kept until an event names the hall and the matter of its case.' },
  REJECTED: { description: 'Not taken; `error` says why.' },
} as const

type Indexed = { readonly index: number; readonly result: EventResult }

/** Writes the mutation `reportCaseEvents`. */
export const defineReportCaseEvents = (
  builder: Builder,
  services: CaseServices,
  {
    CaseEventKind,
    PersonalKind,
    SuspensionGround,
    ExtensionBasis,
  }: Pick<CaseTypes, 'CaseEventKind' | 'PersonalKind' | 'SuspensionGround' | 'ExtensionBasis'>,
): void => {
  const Status = builder.enumType('CaseEventStatus', {
    description: 'What became of a reported event.',
    values: STATUSES,
  })
  const Result = builder.objectRef<Indexed>('CaseEventResult').implement({
    access: { permission: 'core.report' },
    description: 'What became of one reported event.',
    fields: (t) => ({
      index: t.int({ description: 'Its place in the input, from 0.', resolve: ({ index }) => index }),
      status: t.field({ type: Status, description: 'What became of it.', resolve: ({ result }) => result.status }),
      caseId: t.id({
        nullable: true,
        description: 'The id of its case; null when parked or rejected.',
        resolve: ({ result }) => ('caseId' in result ? result.caseId : null),
      }),
      error: t.field({
        type: 'InputError',
        nullable: true,
        description: 'Why it was rejected.',
        resolve: ({ result }) => ('problem' in result ? result.problem : null),
      }),
    }),
  })
  const countOf = (status: EventResult['status']) => (results: readonly EventResult[]) =>
    results.filter((result) => result.status === status).length
  const Payload = builder.objectRef<readonly EventResult[]>('ReportCaseEventsPayload').implement({
    access: { permission: 'core.report' },
    description: 'What became of the reported events, one by one.',
    fields: (t) => ({
      results: t.field({
        type: [Result],
        description: 'An answer for every event, in the order of the input.',
        resolve: (results) => results.map((result, index) => ({ index, result })),
      }),
      stored: t.int({ description: 'How many were taken.', resolve: countOf('STORED') }),
      duplicates: t.int({ description: 'How many had been taken before.', resolve: countOf('DUPLICATE') }),
      parked: t.int({ description: 'How many wait for their case.', resolve: countOf('PARKED') }),
      rejected: t.int({ description: 'How many were not taken.', resolve: countOf('REJECTED') }),
    }),
  })
  const ApplicantInput = defineApplicantInput(builder, PersonalKind)
  const CaseEventInput = builder.inputType('CaseEventInput', {
    description: 'One thing that happened to a case. The first event of a case names its hall and its matter.',
    fields: (t) => ({
      source: t.string({
        required: true,
        description:
          'The system that reports, at most 64 characters. It belongs to the region that reports under it first; no other region beside it may.',
      }),
      externalId: t.string({ required: true, description: 'The number of the case there, at most 128 characters.' }),
      eventId: t.string({
        required: true,
        description: 'The id of the event there: the same event again is stored once.',
      }),
      kind: t.field({ type: CaseEventKind, required: true, description: 'What happened.' }),
      occurredAt: t.field({
        type: 'ReportedInstant',
        required: true,
        description: 'When it happened; from 2004, not in the future.',
      }),
      hall: t.string({ description: 'The code of the hall.' }),
      matter: t.string({ description: 'The code of the matter.' }),
      window: t.string({ description: 'The code of the window in the hall.' }),
      organisation: t.string({
        description:
          'The code of the deciding organisation; else that of the matter. With FORWARDED: the upper body that it goes to.',
      }),
      channel: t.string({ description: 'The code of the channel; see the query `channels`.' }),
      role: t.string({ description: 'In what role somebody did it.' }),
      promised: t.field({
        type: 'LimitInput',
        description: 'With ACCEPTED: the promised limit; else that of the matter.',
      }),
      statutory: t.field({
        type: 'LimitInput',
        description: 'With ACCEPTED: the statutory limit; else that of the matter.',
      }),
      dueAt: t.field({
        type: 'ReportedInstant',
        description: 'With ACCEPTED: a due instant in place of a promised limit.',
      }),
      step: t.string({ description: 'The step of the handling, at most 200 characters.' }),
      reason: t.string({ description: 'Why, e.g. the ground of a suspension, at most 500 characters.' }),
      note: t.string({ description: 'A note, at most 2,000 characters.' }),
      until: t.field({ type: 'ReportedInstant', description: 'With SUSPENDED: its planned end.' }),
      approvedDays: t.float({ description: 'With SUSPENDED: the approved working days, its cap.' }),
      noticed: t.boolean({
        description:
          'With SUSPENDED and EXTENDED: whether written notice was given; without it the clock runs on and the limit stands.',
      }),
      ground: t.field({
        type: SuspensionGround,
        description:
          'With SUSPENDED: on what ground (licensing law art. 45); else the one that `reason` names. Without one the clock runs on.',
      }),
      law: t.string({
        description: 'With SUSPENDED on OTHER_BY_LAW: the law and article that allow it, at most 200 characters.',
      }),
      approver: t.string({
        description: 'With SUSPENDED and EXTENDED: the office that approved it, at most 64 characters; no names.',
      }),
      resumes: t.string({
        description: 'With RESUMED: the event id of the suspension that ends; without it all that are open end.',
      }),
      extensionDays: t.float({
        description:
          'With EXTENDED: by how many days, in the unit of the statutory limit. The law allows 10, jointly 15 (art. 42).',
      }),
      extensionBasis: t.field({ type: ExtensionBasis, description: 'With EXTENDED: who may extend; else AGENCY.' }),
      supplementDueAt: t.field({
        type: 'ReportedInstant',
        description: 'With ACCEPTED: by when what is still missing must come (容缺受理); SUPPLEMENTED tells of it.',
      }),
      parent: t.string({
        description: 'The number at this source of the joint case of which this one is a part (并联审批).',
      }),
      licenceFollows: t.boolean({
        description: 'With CLOSED: an electronic licence is to be issued; LICENCE_ISSUED tells that it was.',
      }),
      deliveryFollows: t.boolean({
        description: 'With CLOSED: the decision is to be delivered (art. 44); DELIVERED tells that it was.',
      }),
      applicant: t.field({
        type: ApplicantInput,
        description: 'Who applied 服务对象, if this event tells; of several events the latest holds. Kept sealed.',
      }),
    }),
  })
  const gather = createGather(services)
  builder.mutationField('reportCaseEvents', (t) =>
    t.field({
      type: Payload,
      description:
        'Takes events of cases, at most 1,000, in any order. Each gets an answer of its own: a bad one does not keep the others out. Sending the same again changes nothing.',
      authScopes: { permission: 'core.report' },
      audit: { none: 'Intake events are their own record.' },
      extensions: { ...ANSWERS_FOR_TEXTS, ...INTAKE },
      args: { input: t.arg({ type: [CaseEventInput], required: true, description: 'The events.' }) },
      resolve: async (_root, { input }, { principal, principalStillValid }) => {
        if (principal === null) throw fault('UNAUTHENTICATED')
        if (input.length > MOST_EVENTS)
          throw fault('TOO_MANY_ITEMS', { max: MOST_EVENTS, count: input.length }, ['input'])
        const { lo, hi } = principal
        return gather({ lo, hi }, input.map(readEvent), principalStillValid)
      },
    }),
  )
}

type WrittenInstants = {
  readonly occurredAt: Date | UnreadableInstant
  readonly dueAt?: Date | UnreadableInstant | null | undefined
  readonly until?: Date | UnreadableInstant | null | undefined
  readonly supplementDueAt?: Date | UnreadableInstant | null | undefined
}
type Written = Omit<ReportedWithApplicant, keyof WrittenInstants> & WrittenInstants

/** The event with its instants read, or what is wrong with the first that is none. */
const readEvent = (written: Written, index: number): ReportedWithApplicant | InputProblem => {
  for (const field of INSTANTS) {
    const value = written[field]
    if (isUnreadable(value)) return unreadableInstant(value, ['input', String(index), field])
  }
  return written as ReportedWithApplicant
}

const INSTANTS = [
  'occurredAt',
  'dueAt',
  'until',
  'supplementDueAt',
] as const satisfies readonly (keyof WrittenInstants)[]

const isUnreadable = (value: Date | UnreadableInstant | null | undefined): value is UnreadableInstant =>
  value != null && 'unreadable' in value
