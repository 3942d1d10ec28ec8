import type { Database } from '../database/database.ts'
import type { ReaderScope } from '../database/scope.ts'
import { readsTogether } from './reads-together.ts'
import type { Topic } from './tables.ts'

/** Which events a subscriber wants of a topic; what is not given is not asked. */
export type EventFilter = {
  readonly levels?: readonly string[]
  readonly kinds?: readonly string[]
  readonly exceptKinds?: readonly string[]
}

/** For whom a stretch is read: reach and units, all that its rows are chosen by. */
export type StretchReader = Omit<ReaderScope, 'mode'>

/** A stretch of the feed as one reader may see it: after < seq ≤ upTo. */
export type Stretch = {
  readonly topic: Topic
  readonly reader: StretchReader
  readonly filter: EventFilter
  readonly after: number
  readonly upTo: number
  readonly limit: number
}

/** An event of the feed as a subscriber gets it. */
export type StoredEvent = {
  readonly seq: number
  /** When it was recorded. */
  readonly at: Date
  readonly kind: string
  readonly level: string | null
  readonly payload: unknown
}

export type ReadStretch = (stretch: Stretch) => Promise<readonly StoredEvent[]>

/** How long an answer is kept for others who ask the same, and for how many questions. */
const KEEP_MS = 1_000
const KEEP_MOST = 256

/**
 * Reads stretches in the reader's own scope, where row security holds it. Subscribers who stand at the same place with
 * the same rights and filter share one read: the question contains everything that the answer depends on.
 */
export function sharedReads(database: Pick<Database, 'withScope'>): ReadStretch {
  const read = readsTogether(database)
  const kept = new Map<string, { readonly answer: Promise<readonly StoredEvent[]>; readonly until: number }>()
  return (stretch) => {
    const now = performance.now()
    for (const [key, { until }] of kept) {
      if (until > now && kept.size <= KEEP_MOST) break
      kept.delete(key)
    }
    const key = questionOf(stretch)
    const found = kept.get(key)
    if (found !== undefined) return found.answer
    const answer = read(stretch)
    kept.set(key, { answer, until: now + KEEP_MS })
    answer.catch(() => kept.delete(key))
    return answer
  }
}

/** Two readers with one question get one answer, so every input of authorisation is part of it. */
function questionOf({ topic, reader, filter, after, upTo, limit }: Stretch): string {
  const units = new Set((reader.units ?? []).map(nameOf))
  return JSON.stringify([topic, nameOf(reader), [...units].toSorted(), filter, after, upTo, limit])
}

const nameOf = ({ lo, hi, organisationId, hallId }: StretchReader): string =>
  [lo, hi, organisationId ?? 0, hallId ?? 0].join(':')
