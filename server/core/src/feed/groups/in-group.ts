import type { Principal } from '../../graphql/context.ts'
import type { FollowOptions } from '../follow.ts'
import type { StretchReader } from '../reads.ts'
import type { GroupOptions } from './group.ts'
import { contextOf } from './rights.ts'
import type { Rights } from './rights.ts'
import type { Sharing } from './sharing.ts'

type ReadAs = {
  /** What somebody with these rights may see now; throws when that is nothing any more. */
  readonly readAs: (who: Principal) => Promise<StretchReader>
}

/** What sets one member apart, and what its group is known by. */
type Asker = {
  readonly sharing: Sharing
  readonly rights: Rights
  /** The region as it was asked for. */
  readonly within: string
  readonly principalId: string
  readonly stillValid: () => Promise<boolean>
}

/**
 * Follows in the group of all who ask the same with the same rights. The key of the group holds everything that its
 * answers are made of: the question, the rights, and what the stream makes of both.
 */
export function inGroup(
  { readAs, ...options }: Omit<GroupOptions, 'answer' | 'reader'> & ReadAs,
  { sharing, rights, within, principalId, stillValid }: Asker,
): NonNullable<FollowOptions['together']> {
  const { feed, topic, filter } = options
  const key = JSON.stringify([topic, within, filter, sharing.question, rights])
  const context = contextOf(rights)
  const common: GroupOptions = {
    ...options,
    reader: () => readAs(context.principal),
    answer: (batch) => sharing.answer(batch, context),
  }
  const member = { tell: sharing.tell, isBehind: sharing.isBehind, principalId, stillValid }
  return (position, signal) => feed.groups.accompany(key, common, member, position, signal)
}
