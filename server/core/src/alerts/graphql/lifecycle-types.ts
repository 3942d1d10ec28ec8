import type { EnumRef, ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import { STEPS, UNANSWERED } from '../lifecycle/steps.ts'
import type { TrailStep } from '../lifecycle/trail.ts'
import type { AlertView } from '../queries/alert-view.ts'
import type { AlertState, Tier } from '../tables.ts'

const READERS = { anyOf: ['core.read', 'core.reveal'] } as const

/** Writes the enums of a card's life. */
export const defineLifecycleEnums = (builder: Builder) => ({
  AlertStepKind: builder.enumType('AlertStepKind', {
    description: 'What was done with a card.',
    values: {
      RAISED: { description: 'The clock came to it.' },
      CONFIRMED: { description: 'Somebody confirmed it: it was issued then.' },
      REFUSED: { description: 'Somebody did not confirm it.' },
      LAPSED: { description: 'What it warned of ended before anybody confirmed it.' },
      ACKNOWLEDGED: { description: 'The unit took it on 签收.' },
      FED_BACK: { description: 'The unit explained it and said what it did 反馈.' },
      APPEALED: { description: 'The unit appealed against it 申诉.' },
      UPHELD: { description: 'The appeal was dismissed 维持.' },
      REVOKED: { description: 'The appeal was granted 撤销.' },
      URGED: { description: 'Somebody who supervises urged the unit to act 督促.' },
      ESCALATED: { description: 'Nobody had taken it on or confirmed it in time: it went up; `text` is the tier.' },
      CLOSED: { description: 'Nothing was left to do about it.' },
    },
  }),
})

type Enums = ReturnType<typeof defineLifecycleEnums> & {
  readonly AlertState: EnumRef<SchemaTypes, AlertState>
  readonly Escalation: EnumRef<SchemaTypes, Tier>
}

/** Writes `AlertStep`, one row of the trail of a card. */
export const defineAlertStep = (builder: Builder, { AlertStepKind, AlertState }: Enums) =>
  builder.objectRef<TrailStep>('AlertStep').implement({
    access: READERS,
    description: 'One thing that was done with a card: when, by whom and why. Steps are added and never changed.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ stepId }) => String(stepId) }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.exposeString('actor', { description: 'Who, by name; `engine` for the platform itself.' }),
      kind: t.expose('kind', { type: AlertStepKind, description: 'What.' }),
      from: t.expose('fromState', {
        type: AlertState,
        nullable: true,
        description: 'The state before; null for the first step.',
      }),
      to: t.expose('toState', { type: AlertState, description: 'The state since.' }),
      text: t.exposeString('text', {
        nullable: true,
        description: 'What was said, or why it was done; of an escalation, the tier.',
      }),
    }),
  })

/** Adds what becomes of a card to `Alert`. */
export const defineLifecycleFields = (
  builder: Builder,
  Alert: ObjectRef<SchemaTypes, AlertView, AlertView>,
  { Escalation, ...enums }: Enums,
): void => {
  const AlertStep = defineAlertStep(builder, { Escalation, ...enums })
  builder.objectFields(Alert, (t) => ({
    round: t.int({
      description: 'Which card of its case, clock and level it is: a second one comes only after a revoked one.',
      resolve: ({ alert }) => alert.round,
    }),
    escalation: t.field({
      type: Escalation,
      description: 'Who is to act on it; it goes up while nobody acknowledges it.',
      resolve: ({ alert }) => alert.escalation,
    }),
    escalatesAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it goes one tier up unless somebody acknowledges it before, or to the authority unless somebody confirms it; null when it does not.',
      resolve: ({ alert }) => (STEPS.ESCALATED.leads[alert.state] === undefined ? null : alert.escalatesAt),
    }),
    acknowledgedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken on 签收.',
      resolve: ({ alert }) => alert.acknowledgedAt,
    }),
    acknowledgedBy: t.string({
      nullable: true,
      description: 'Who took it on.',
      resolve: ({ alert }) => alert.acknowledgedBy,
    }),
    urged: t.int({ description: 'How often it was urged 督促.', resolve: ({ alert }) => alert.urged }),
    lastUrgedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was urged last.',
      resolve: ({ alert }) => alert.lastUrgedAt,
    }),
    closedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was done with; null while it is not.',
      resolve: ({ alert }) => alert.closedAt,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was refused or revoked.',
      resolve: ({ alert }) => alert.revokedAt,
    }),
    steps: t.field({
      type: [AlertStep],
      description: 'What was done with it, in order; cards of before the trail was kept have none.',
      resolve: async (view) => [...(await view.steps())],
    }),
  }))
  defineFeedbackFields(builder, Alert)
}

const defineFeedbackFields = (builder: Builder, Alert: ObjectRef<SchemaTypes, AlertView, AlertView>): void =>
  builder.objectFields(Alert, (t) => ({
    feedbackDueAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the unit is to explain it and say what it did; null when its rule sets no limit.',
      resolve: ({ alert }) => alert.feedbackDueAt,
    }),
    feedbackOverdue: t.boolean({
      description: 'Whether that limit has passed without any feedback.',
      resolve: ({ alert: { feedbackDueAt, feedbackAt, state }, now }) =>
        feedbackAt === null && feedbackDueAt !== null && feedbackDueAt < now && UNANSWERED.includes(state),
    }),
    feedbackAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the unit first gave feedback.',
      resolve: ({ alert }) => alert.feedbackAt,
    }),
    feedback: t.string({
      nullable: true,
      description: 'What the unit says of it now; what it said before is in `steps`.',
      resolve: ({ alert }) => alert.feedback,
    }),
    feedbackBy: t.string({
      nullable: true,
      description: 'Who gave that feedback.',
      resolve: ({ alert }) => alert.feedbackBy,
    }),
  }))
