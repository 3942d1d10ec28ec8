import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import { encodeCaseId } from '../case-id.ts'
import type { CaseEvent } from '../event.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { CaseTypes } from './case-types.ts'
import { groundOf } from '../suspension-ground.ts'

type EventView = { readonly event: CaseEvent; readonly view: CaseView }
type EventFields = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, EventView>

type EventTypes = Pick<CaseTypes, 'Organisation' | 'SuspensionGround' | 'ExtensionBasis'>

/** What the licensing law asks of an event. */
const lawFields = (t: EventFields, { Organisation, SuspensionGround, ExtensionBasis }: EventTypes) => ({
  ground: t.field({
    type: SuspensionGround,
    nullable: true,
    description:
      'On what ground a suspension stops the clock (licensing law art. 45), stated or named by its reason; null: it stops nothing.',
    resolve: ({ event: { kind, payload } }) => (kind === 'SUSPENDED' ? groundOf(payload) : null),
  }),
  law: t.string({
    nullable: true,
    description: 'The law that a suspension on another ground cites.',
    resolve: ({ event }) => event.payload.law ?? null,
  }),
  approver: t.string({
    nullable: true,
    description: 'The office that approved a suspension or extension.',
    resolve: ({ event }) => event.payload.approver ?? null,
  }),
  extensionDays: t.float({
    nullable: true,
    description:
      'By how many days the statutory limit was extended (art. 42), before any cap; see `Case.extensionDays`.',
    resolve: ({ event }) => event.payload.extensionDays ?? null,
  }),
  extensionBasis: t.field({
    type: ExtensionBasis,
    nullable: true,
    description: 'Who extended it (art. 42); null for anything but an extension.',
    resolve: ({ event: { kind, payload } }) =>
      kind === 'EXTENDED' ? (payload.extensionBasis ?? ('AGENCY' as const)) : null,
  }),
  supplementDueAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'By when what an acceptance leaves open must come (容缺受理).',
    resolve: ({ event }) => event.payload.supplementDueAt ?? null,
  }),
  upperOrganisation: t.field({
    type: Organisation,
    nullable: true,
    description: 'The upper body that the case was forwarded to (art. 43).',
    resolve: ({ event: { payload }, view: { engine } }) =>
      payload.upperOrganisationId === undefined
        ? null
        : engine.registers.index.organisationById.get(payload.upperOrganisationId),
  }),
})

/** Writes `CaseEvent`. */
export const defineCaseEvent = (
  builder: Builder,
  types: Pick<CaseTypes, 'CaseEventKind' | 'Window' | 'Organisation' | 'SuspensionGround' | 'ExtensionBasis'>,
) =>
  builder.objectRef<EventView>('CaseEvent').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'One thing that happened to a case, as its source reported it.',
    fields: (t) => ({
      id: t.id({
        description: 'Its id; opaque.',
        resolve: ({ event, view }) => `${encodeCaseId(view.record)}.${event.eventKey}`,
      }),
      kind: t.field({ type: types.CaseEventKind, description: 'What happened.', resolve: ({ event }) => event.kind }),
      occurredAt: t.field({
        type: 'DateTime',
        description: 'When it happened.',
        resolve: ({ event }) => event.occurredAt,
      }),
      receivedAt: t.field({
        type: 'DateTime',
        description: 'When it was reported.',
        resolve: ({ event }) => event.receivedAt,
      }),
      role: t.string({
        nullable: true,
        description: 'In what role somebody did it.',
        resolve: ({ event }) => event.payload.role ?? null,
      }),
      window: t.field({
        type: types.Window,
        nullable: true,
        description: 'At which window.',
        resolve: ({ event: { windowId }, view: { engine } }) =>
          windowId === null ? null : engine.registers.index.windowById.get(windowId),
      }),
      step: t.string({
        nullable: true,
        description: 'The step of the handling.',
        resolve: ({ event }) => event.payload.step ?? null,
      }),
      note: t.string({
        nullable: true,
        description: 'A note of the source.',
        resolve: ({ event }) => event.payload.note ?? null,
      }),
      reason: t.string({
        nullable: true,
        description: 'Why, e.g. the ground of a suspension.',
        resolve: ({ event }) => event.payload.reason ?? null,
      }),
      until: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'The planned end of a suspension.',
        resolve: ({ event }) => event.payload.until ?? null,
      }),
      approvedDays: t.float({
        nullable: true,
        description: 'The working days for which a suspension was approved; it stops the clock no longer.',
        resolve: ({ event }) => event.payload.approvedDays ?? null,
      }),
      noticed: t.boolean({
        nullable: true,
        description:
          'Whether the applicant got written notice of a suspension or extension; without it neither has an effect.',
        resolve: ({ event }) => event.payload.noticed ?? null,
      }),
      ...lawFields(t, types),
    }),
  })
