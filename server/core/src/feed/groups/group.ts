import { setImmediate as breathe } from 'node:timers/promises'
import { encodeFeedCursor } from '../cursor.ts'
import { BATCH_LIMIT, endOf, FRESH_CURSOR_MS, RECHECK_MS, stretchFrom } from '../pace.ts'
import type { EventFilter, StoredEvent, StretchReader } from '../reads.ts'
import { canContinue } from '../state.ts'
import type { Position } from '../state.ts'
import type { Feed } from '../feed.ts'
import type { Topic } from '../tables.ts'
import { confirmed } from './confirmed.ts'
import { createMembers } from './members.ts'
import type { Members } from './members.ts'
import { CURSOR_PLACE, sharedPayload } from './shared-payload.ts'

/** What the members of a group have in common. */
export type GroupOptions = {
  readonly feed: Feed
  readonly topic: Topic
  readonly filter: EventFilter
  /** What they may see now; throws when that is nothing any more. */
  readonly reader: () => Promise<StretchReader>
  /** The answer to a batch, as JSON; null when it is not the same for all. */
  readonly answer: (batch: {
    readonly events: readonly StoredEvent[]
    readonly cursor: string
  }) => Promise<string | null>
}

type Endings = {
  /** An answer was not the same for all: the group is over, and should not be begun again. */
  readonly onRefused: () => void
  readonly onEnd: () => void
}

/** Those who follow the same stretch of the feed with the same rights, told together. */
export type Group = Pick<Members, 'join' | 'size'>

/** How many are told before others of this process have their turn. */
const TOLD_AT_ONCE = 500

/**
 * Follows the feed for its members: what a batch holds is read, answered and written once. It ends with its last member.
 * Whatever is out of the ordinary lets the members go on by themselves from where they are: a fault, a place that
 * cannot be continued from, an error in an answer. So a group decides nothing; it only saves repetition.
 */
export function openGroup(options: GroupOptions, start: Position, { onRefused, onEnd }: Endings): Group {
  const members = createMembers(start)
  void Promise.resolve() // so that the first member is there
    .then(() => run({ ...options, onRefused }, members))
    .catch(() => undefined) // whoever goes on alone meets it, and tells
    .finally(() => {
      onEnd()
      members.releaseAll()
    })
  return members
}

type Good = Awaited<ReturnType<typeof confirmed>>
type News = { readonly json: string; readonly next: Position; readonly secret: string }
type Running = GroupOptions & Pick<Endings, 'onRefused'>

async function run({ feed, topic, filter, reader, answer, onRefused }: Running, members: Members): Promise<void> {
  let given = { at: performance.now(), seq: members.at().seq }

  /** False when the answer cannot be told to all. */
  const tell = async (events: readonly StoredEvent[], next: Position, asked: Promise<Good>): Promise<boolean> => {
    const json = await answer({ events, cursor: CURSOR_PLACE })
    if (json === null) return false
    given = { at: performance.now(), seq: next.seq }
    await tellAll(members, await asked, { json, next, secret: feed.hub.current().secret })
    return true
  }

  while (members.size() > 0) {
    const now = feed.hub.current()
    const at = members.at()
    if (at.seq < now.trimmedSeq || (at.epoch !== now.epoch && !canContinue(now, at))) return
    if (at.seq < now.lastSeq) {
      const stretch = stretchFrom(at.seq, now.lastSeq)
      // At the same moment in all groups that hear the same news, so that their members are looked at in one question.
      const asked = confirmed(members.all())
      const events = await feed.read({ topic, reader: await reader(), filter, ...stretch, limit: BATCH_LIMIT })
      const next = { epoch: now.epoch, seq: endOf(stretch, events) }
      if (events.length === 0) members.moveTo(next)
      else if (!(await tell(events, next, asked))) return onRefused()
      continue
    }
    if (at.epoch !== now.epoch) members.moveTo({ epoch: now.epoch, seq: at.seq })
    if (at.seq !== given.seq && performance.now() - given.at > FRESH_CURSOR_MS) {
      if (!(await tell([], members.at(), confirmed(members.all())))) return onRefused()
      continue
    }
    const { lo, hi } = await reader()
    await members.rest((signal) => feed.hub.news({ topic, lo, hi }, members.at(), RECHECK_MS, signal))
  }
}

/** Tells a batch to all whose rights hold; whoever does not keep up goes on alone from before it. */
async function tellAll(members: Members, good: Good, { json, next, secret }: News): Promise<void> {
  const payload = sharedPayload(json)
  const cursors = new Map<string, string>()
  const cursorOf = (principalId: string): string => {
    const cursor = cursors.get(principalId) ?? encodeFeedCursor(secret, principalId, next)
    cursors.set(principalId, cursor)
    return cursor
  }
  await members.during(next, async () => {
    let told = 0
    for (const member of members.all()) {
      if (!members.has(member)) continue
      if (!good.has(member) || member.isBehind()) {
        members.release(member)
        continue
      }
      member.tell(payload, cursorOf(member.principalId))
      told += 1
      if (told % TOLD_AT_ONCE === 0) await breathe()
    }
  })
}
