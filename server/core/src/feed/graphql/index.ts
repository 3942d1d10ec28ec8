import type { Builder } from '../../graphql/builder.ts'
import { defineAlerts } from './alerts.ts'
import { defineCompletions } from './completions.ts'
import type { FeedServices, FeedTypes } from './feed-types.ts'

export type { FeedServices, FeedTypes } from './feed-types.ts'

/** Writes the subscriptions `alerts` and `completions` with their types (clause 6.4-b). */
export function defineFeed(builder: Builder, services: FeedServices, types: FeedTypes): void {
  defineAlerts(builder, services, types)
  defineCompletions(builder, services, types)
}
