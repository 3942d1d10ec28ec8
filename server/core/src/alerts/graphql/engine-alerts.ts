import type { Selectable } from 'kysely'
import type { Builder } from '../../graphql/builder.ts'
import { engineMessage } from '../engine-messages.ts'
import { selectEngineAlerts } from '../queries/select-engine-alerts.ts'
import type { EngineAlertTable } from '../tables.ts'

/** Writes `EngineAlert` and the query `engineAlerts`. */
export const defineEngineAlerts = (builder: Builder): void => {
  const EngineAlert = builder.objectRef<Selectable<EngineAlertTable>>('EngineAlert').implement({
    access: { permission: 'core.read' },
    description:
      'Something that is, or was, wrong with the platform itself: without it a figure could be wrong in silence.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ id }) => String(id) }),
      code: t.exposeString('code', { description: 'What kind, e.g. CALENDAR_YEAR_UNPUBLISHED.' }),
      subject: t.exposeString('subject', { description: 'What it is about: a calendar, a handler.' }),
      message: t.string({
        description: "What is wrong and what to do, in the reader's language.",
        resolve: ({ code, subject, params }, _args, { language }) =>
          engineMessage(code, subject, JSON.parse(params) as Record<string, string | number>, language),
      }),
      openedAt: t.expose('openedAt', { type: 'DateTime', description: 'Since when.' }),
      closedAt: t.expose('closedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was right again; null while it is not.',
      }),
    }),
  })
  builder.queryField('engineAlerts', (t) =>
    t.field({
      type: [EngineAlert],
      description:
        'What is wrong with the platform itself, open ones first, then the latest of those that are over; at most 100.',
      authScopes: { permission: 'core.read' },
      resolve: async (_root, _args, { read }) => [...(await read(selectEngineAlerts))],
    }),
  )
}
