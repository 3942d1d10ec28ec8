import type { Builder } from '../../graphql/builder.ts'
import { encodeCaseId } from '../case-id.ts'
import type { CaseEvent } from '../event.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { CaseTypes } from './case-types.ts'

type EventView = { readonly event: CaseEvent; readonly view: CaseView }

/** Writes `CaseEvent`. */
export const defineCaseEvent = (
  builder: Builder,
  { CaseEventKind, Window }: Pick<CaseTypes, 'CaseEventKind' | 'Window'>,
) =>
  builder.objectRef<EventView>('CaseEvent').implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description: 'One thing that happened to a case, as its source reported it.',
    fields: (t) => ({
      id: t.id({
        description: 'Its id; opaque.',
        resolve: ({ event, view }) => `${encodeCaseId(view.record)}.${event.eventKey}`,
      }),
      kind: t.field({ type: CaseEventKind, description: 'What happened.', resolve: ({ event }) => event.kind }),
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
        type: Window,
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
        description: 'Whether the applicant got written notice of a suspension; without it the clock runs on.',
        resolve: ({ event }) => event.payload.noticed ?? null,
      }),
    }),
  })
