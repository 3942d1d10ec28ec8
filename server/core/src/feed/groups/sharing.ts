import type { RequestContext } from '../../graphql/context.ts'
import type { SharedPayload } from './shared-payload.ts'

/** One client's end of a stream that may be told together with others. */
export type Listener = {
  /** Sends what the group is told, with this client's own cursor and operation. */
  readonly tell: (payload: SharedPayload, cursor: string) => void
  /** Whether it has left so much unread that it should go at its own pace. */
  readonly isBehind: () => boolean
}

/**
 * What a transport gives to a stream whose batches may be told to many at once. Transports without it tell every client
 * by itself.
 */
export type Sharing = Listener & {
  /** What was asked, in words: document, operation and variables, all but the cursor to continue from. */
  readonly question: string
  /** The answer to one item, as JSON, in a context that is everybody's; null when there is an error in it. */
  readonly answer: (item: unknown, context: RequestContext) => Promise<string | null>
}
