import { fault, faultIn } from '../../graphql/fault.ts'
import type { Fault } from '../../graphql/fault.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { databaseScope, readerScope } from '../../access/scope.ts'
import { readWithin } from '../../registers/graphql/within.ts'
import { follow } from '../follow.ts'
import type { Batch } from '../follow.ts'
import { pulledStream } from '../pulled-stream.ts'
import type { EventFilter } from '../reads.ts'
import type { Topic } from '../tables.ts'
import { inGroup } from '../groups/in-group.ts'
import { rightsOf } from '../groups/rights.ts'
import type { FeedServices } from './feed-types.ts'
import type { ToldBatch } from './told.ts'

/** What a subscription asks for. */
export type Asked = {
  readonly topic: Topic
  /** 12 digits. */
  readonly within: string
  readonly after: string | null | undefined
  readonly filter?: EventFilter
}

/** One item of a subscription: a batch, or why there will be no more. */
export type Item = Batch | { readonly ended: Fault }

/**
 * Opens a stream for the asker. The region and the rights are looked at again for every batch. A fault on the way is the
 * last item, so that it reaches the client as an error of its operation; at the start it is thrown.
 * @throws NOT_FOUND when the region is unknown or out of range, RESYNC_REQUIRED when the cursor cannot be continued from
 */
export async function openStream(
  { feed, registers }: Pick<FeedServices, 'feed' | 'registers'>,
  { topic, within, after, filter = {} }: Asked,
  { principal, language, principalStillValid, sharing }: RequestContext,
): Promise<AsyncIterableIterator<Item>> {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const readAs = async (who: Principal) => {
    const { scopeKey, scopeEnd } = readWithin(await registers.tree(), who, within)
    return databaseScope(who, readerScope(who, { lo: scopeKey, hi: scopeEnd }, within))
  }
  const reader = () => readAs(principal)
  await reader()
  const scope = async () => ((await principalStillValid()) ? reader() : null)
  const common = { feed, topic, filter, readAs }
  const rights = sharing === undefined ? null : rightsOf(principal, language)
  const together =
    sharing === undefined || rights === null
      ? undefined
      : inGroup(common, { sharing, rights, within, principalId: principal.id, stillValid: principalStillValid })
  const batches = await follow(feed, {
    principalId: principal.id,
    topic,
    filter,
    scope,
    together,
    after: after ?? null,
  })
  return endWithFault(batches)
}

/** Turns a fault that a stream throws into its last item. */
function endWithFault(batches: AsyncIterator<Batch>): AsyncIterableIterator<Item> {
  let ended = false
  const next = async (): Promise<Item | undefined> => {
    if (ended) return undefined
    try {
      const { done, value } = await batches.next()
      return done === true ? undefined : value
    } catch (error) {
      const known = faultIn(error)
      if (known === undefined) throw error
      ended = true
      return { ended: known }
    }
  }
  return pulledStream(next, { onEnd: () => void batches.return?.() })
}

/** The batch of an item, its payloads as their writer typed them; throws what ended the stream. */
export function batchOf<Payload>(item: Item): ToldBatch<Payload> {
  if ('ended' in item) throw item.ended
  return item as ToldBatch<Payload>
}
