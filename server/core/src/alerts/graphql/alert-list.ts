import type { EnumRef } from '@pothos/core'
import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import { reachWithin } from '../../cases/graphql/case-list.ts'
import { instantIn, uuidIn } from '../../cases/graphql/cursor-parts.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { ReadingDatabase } from '../../graphql/context.ts'
import { mentionedIn } from '../../graphql/mentioned.ts'
import { viewAlerts } from '../queries/alert-view.ts'
import type { AlertPlace } from '../queries/select-alerts.ts'
import { countAlerts, selectAlerts } from '../queries/select-alerts.ts'
import { shownNow } from '../../platform-clock.ts'
import type { AlertState } from '../tables.ts'

type Types = CaseTypes & { readonly AlertState: EnumRef<SchemaTypes, AlertState> }

/** Writes the query `alertList`. */
export const defineAlertList = (
  builder: Builder,
  services: CaseServices,
  { Alert, CardLevel, AlertState, Escalation }: Types,
): void => {
  const AlertConnection = connectionOf(builder, 'Alert', Alert, { permission: 'core.read' })
  const AlertFilter = builder.inputType('AlertFilter', {
    description: 'Which alerts; all conditions must hold, what is left out does not matter.',
    fields: (t) => ({
      level: t.field({ type: [CardLevel], description: 'Of one of these levels.' }),
      state: t.field({ type: [AlertState], description: 'In one of these states.' }),
      hall: t.id({ description: 'Of this hall.' }),
      organisation: t.id({ description: 'Of this organisation.' }),
      clock: t.string({ description: 'Of this clock, e.g. `case`.' }),
      escalation: t.field({ type: [Escalation], description: 'One of these is to act.' }),
      feedbackOverdue: t.boolean({ description: 'The limit for feedback has passed without any, or not.' }),
      historical: t.boolean({ description: 'From records of earlier times, or not.' }),
      raisedFrom: t.field({ type: 'DateTime', description: 'Issued at this instant or later.' }),
      raisedTo: t.field({ type: 'DateTime', description: 'Issued before this instant.' }),
    }),
  })
  builder.queryField('alertList', (t) =>
    t.field({
      type: AlertConnection,
      description:
        'The alerts of a region with all within it, those that fell due last first. NOT_FOUND outside of the own range.',
      authScopes: { permission: 'core.read' },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region; its whole subtree counts.' }),
        filter: t.arg({ type: AlertFilter, description: 'Only some of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context, info) => {
        const reach = reachWithin(await services.registers.tree(), context.principal, within)
        const size = pageSize(first)
        const place = after == null ? null : placeOf(after)
        const unanswered = filter?.feedbackOverdue
        const feedbackOverdue = unanswered == null ? null : { is: unanswered, at: await shownNow(services.clock) }
        const wanted = { ...filter, feedbackOverdue }
        const count = (trx: ReadingDatabase) => countAlerts(trx, reach, wanted)
        const [rows, total] = await context.read(
          (trx) =>
            Promise.all([
              selectAlerts(trx, reach, wanted, { limit: size + 1, after: place }),
              mentionedIn(info).has('total') ? count(trx) : undefined,
            ]),
          reach,
          { atOnce: true },
        )
        return pageOf(await viewAlerts(services, context, rows), {
          first: size,
          after,
          total: total ?? (() => context.read(count, reach)),
          cursorOf: ({ alert }) => encodeCursor([alert.dueAt.toISOString(), alert.alertId]),
        })
      },
    }),
  )
}

const placeOf = (cursor: string): AlertPlace => {
  const [dueAt, alertId] = decodeCursor(cursor, 2)
  return { dueAt: instantIn(dueAt), alertId: uuidIn(alertId) }
}
