import type { Builder } from '../../graphql/builder.ts'
import { fault } from '../../graphql/fault.ts'
import { eventsAfter } from '../../alerts/lifecycle/events.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { AlertPayload } from '../events.ts'
import { defineAboutAlert } from './about-alert.ts'
import type { FeedServices, FeedTypes } from './feed-types.ts'
import { batchOf, openStream } from './stream.ts'
import type { Told, ToldBatch } from './told.ts'

const LEVELS: readonly CardLevel[] = ['WARNING', 'YELLOW', 'RED']
const MOST_KINDS = 50

/** Writes `AlertEvent`, `AlertBatch` and the subscription `alerts`. */
export function defineAlerts(builder: Builder, services: FeedServices, { CardLevel, Escalation }: FeedTypes): void {
  const Event = builder.objectRef<Told<AlertPayload>>('AlertEvent').implement({
    access: { permission: 'core.read' },
    description: 'A warning, yellow or red card 预警、黄牌、红牌: it was issued, or what `kind` says became of it.',
    fields: (t) => ({
      kind: t.exposeString('kind', { description: 'The name of the event, e.g. `efficiency.card.issued`.' }),
      alertId: t.id({ description: 'The id of the alert.', resolve: ({ payload }) => payload.alertId }),
      level: t.field({ type: CardLevel, description: 'How grave.', resolve: ({ payload }) => payload.level }),
      clock: t.string({ description: 'The code of the clock.', resolve: ({ payload }) => payload.clock }),
      dueAt: t.field({
        type: 'DateTime',
        description: 'When the card fell due.',
        resolve: ({ payload }) => payload.dueAt,
      }),
      promised: t.field({
        type: 'Limit',
        nullable: true,
        description:
          'The promised limit 承诺时限 of the case, or the limit of another clock; null when a due instant was given in its place.',
        resolve: ({ payload }) => payload.promised,
      }),
      overDays: t.int({
        nullable: true,
        description:
          'Whole working days counted beyond the promised limit, negative before it; null for a limit in other units.',
        resolve: ({ payload }) => (payload.overDays === null ? null : Math.floor(payload.overDays)),
      }),
      provisional: t.boolean({
        description: 'Whether it rests on days off that have not been published yet.',
        resolve: ({ payload }) => payload.provisional,
      }),
      escalation: t.field({
        type: Escalation,
        description: 'Who was to act on it then.',
        resolve: ({ payload }) => payload.escalation,
      }),
    }),
  })
  defineAboutAlert(builder, Event)
  const Batch = builder.objectRef<ToldBatch<AlertPayload>>('AlertBatch').implement({
    access: { permission: 'core.read' },
    description: 'Alerts in the order of the feed. The first batch of a subscription comes at once and may be empty.',
    fields: (t) => ({
      events: t.field({ type: [Event], description: 'None to 200.', resolve: ({ events }) => [...events] }),
      cursor: t.exposeString('cursor', { description: 'Keep the newest; give it as `after` to go on without loss.' }),
    }),
  })
  const { clocks, subjectClocks } = services.declarations
  const lives = [...clocks, ...subjectClocks].flatMap(({ event }) => eventsAfter(event))
  builder.subscriptionField('alerts', (t) =>
    t.field({
      type: Batch,
      description:
        'Alerts of a region with all within it, as they are issued; what becomes of them to who names it in `kinds` or asks for `steps`. Answers RESYNC_REQUIRED to a cursor that cannot be continued from: ask `alertList` again and subscribe without one.',
      authScopes: { permission: 'core.read' },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region; its whole subtree counts.' }),
        minLevel: t.arg({ type: CardLevel, defaultValue: 'WARNING', description: 'Only this level and graver ones.' }),
        kinds: t.arg.stringList({
          description:
            'Only events of these names: `efficiency.card.issued`, `….proposed` (waits to be confirmed), `….escalated`, `….urged`, `….revoked`, `….closed`. Without them all but the latter five, or with `steps` all.',
        }),
        steps: t.arg.boolean({
          description: 'Also what becomes of alerts: all kinds of all clocks, unless `kinds` names some.',
        }),
        after: t.arg.string({ description: 'A cursor of an earlier batch; without it, from now on.' }),
      },
      subscribe: (_root, { within, minLevel, kinds, steps, after }, context) => {
        if (kinds && kinds.length > MOST_KINDS) {
          throw fault('TOO_MANY_ITEMS', { max: MOST_KINDS, count: kinds.length }, ['kinds'])
        }
        const filter = {
          ...(minLevel && minLevel !== 'WARNING' ? { levels: LEVELS.slice(LEVELS.indexOf(minLevel)) } : {}),
          ...(kinds ? { kinds } : steps === true ? {} : { exceptKinds: lives }),
        }
        return openStream(services, { topic: 'ALERT', within, after, filter }, context)
      },
      resolve: (item) => batchOf<AlertPayload>(item),
    }),
  )
}
