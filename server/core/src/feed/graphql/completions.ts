import type { Builder } from '../../graphql/builder.ts'
import type { CompletionPayload } from '../events.ts'
import { defineAboutCase } from './about-case.ts'
import type { FeedServices, FeedTypes } from './feed-types.ts'
import { batchOf, openStream } from './stream.ts'
import type { Told, ToldBatch } from './told.ts'

/** Writes `CompletionEvent`, `CompletionBatch` and the subscription `completions`. */
export function defineCompletions(builder: Builder, services: FeedServices, { CaseState }: FeedTypes): void {
  const Event = builder.objectRef<Told<CompletionPayload>>('CompletionEvent').implement({
    access: { permission: 'core.read' },
    description: 'A case that has ended, one way or another.',
    fields: (t) => ({
      outcome: t.field({ type: CaseState, description: 'How it ended.', resolve: ({ payload }) => payload.outcome }),
      onTime: t.boolean({
        nullable: true,
        description: 'Whether within its promised limit; null when it had none.',
        resolve: ({ payload }) => payload.onTime,
      }),
    }),
  })
  defineAboutCase(builder, Event)
  const Batch = builder.objectRef<ToldBatch<CompletionPayload>>('CompletionBatch').implement({
    access: { permission: 'core.read' },
    description:
      'Ended cases in the order of the feed. The first batch of a subscription comes at once and may be empty.',
    fields: (t) => ({
      events: t.field({ type: [Event], description: 'None to 200.', resolve: ({ events }) => [...events] }),
      cursor: t.exposeString('cursor', { description: 'Keep the newest; give it as `after` to go on without loss.' }),
    }),
  })
  builder.subscriptionField('completions', (t) =>
    t.field({
      type: Batch,
      description: 'Cases of a region with all within it, as they end. RESYNC_REQUIRED as with `alerts`.',
      authScopes: { permission: 'core.read' },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region; its whole subtree counts.' }),
        after: t.arg.string({ description: 'A cursor of an earlier batch; without it, from now on.' }),
      },
      subscribe: (_root, { within, after }, context) =>
        openStream(services, { topic: 'COMPLETION', within, after }, context),
      resolve: (item) => batchOf<CompletionPayload>(item),
    }),
  )
}
