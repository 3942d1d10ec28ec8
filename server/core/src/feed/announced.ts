import type { Key } from './interests.ts'
import type { Position } from './state.ts'
import type { Topic } from './tables.ts'

/**
 * Where NOTIFY tells that the feed has news: `<epoch> <last seq>`, and after a stamp also `<seq before> <keys>`: whom
 * the news concerns, `<topic>:<scope key>` with commas between, or nothing where the list is too long.
 */
export const NEWS_CHANNEL = 'zhikong_feed'

/** Bytes of such a list at most; PostgreSQL takes 8,000 in all. */
export const LONGEST_LIST = 7_000

/** With more than this nobody is spared a look. */
export const MOST_KEYS = 2_000

/** How far the feed is said to go, and whom what came after `from` concerns; without keys that has to be asked. */
export type Announced = Position & { readonly from: number; readonly keys: readonly Key[] | null }

/** Reads what NOTIFY told; null means: ask the database. */
export function readAnnounced(payload: string): Announced | null {
  const [epoch = '', last = '', before, list = ''] = payload.split(' ')
  const [seq, from] = [Number(last), Number(before)]
  if (epoch === '' || !Number.isSafeInteger(seq)) return null
  const keys = Number.isSafeInteger(from) && list !== '' ? list.split(',').map(readKey) : null
  return { epoch, seq, from: keys === null ? seq : from, keys }
}

/** Takes what was told together with what was told before it; within an epoch what is said only grows. */
export function joined(before: Announced | null, next: Announced | null): Announced | null {
  if (before === null || next === null || before.epoch !== next.epoch) return next
  if (next.seq <= before.seq) return before
  if (before.keys === null || next.keys === null || next.from !== before.seq) return { ...next, keys: null }
  const keys = [...before.keys, ...next.keys]
  return { ...next, from: before.from, keys: keys.length > MOST_KEYS ? null : keys }
}

function readKey(text: string): Key {
  const [topic = '', scopeKey = ''] = text.split(':')
  return { topic: topic as Topic, scopeKey: Number(scopeKey) }
}
