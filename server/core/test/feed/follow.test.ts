import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wholeRange } from '../../src/database/scope.ts'
import { openFeed } from '../../src/feed/feed.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { follow } from '../../src/feed/follow.ts'
import type { FollowOptions } from '../../src/feed/follow.ts'
import { startSequencer } from '../../src/feed/sequencer.ts'
import type { Sequencer } from '../../src/feed/sequencer.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { alertEntry, append, errorLog, numbersOf, take, terminateBackends, until } from './feed-kit.ts'

let testing: TestDatabase
let feed: Feed
let sequencer: Sequencer
const log = errorLog()

beforeAll(async () => {
  testing = await createTestDatabase()
})
afterAll(() => testing.close())
beforeEach(async () => {
  sequencer = startSequencer(testing.database, log)
  feed = await openFeed(testing.database, log.onError)
})
afterEach(async () => {
  await Promise.all([feed.close(), sequencer.stop()])
  expect(feed.hub.waiting()).toBe(0)
  expect(log.errors).toEqual([])
})

const start = (other: Partial<FollowOptions> = {}) =>
  follow(feed, { principalId: 'reader', topic: 'ALERT', scope: () => wholeRange, ...other })
const key = (code: number) => code * 16
const range = (lo: number, hi: number) => () => ({ lo: key(lo), hi: key(hi) })

describe('live', () => {
  test('gives an empty batch with a cursor at once, then an event within a quarter of a second', async () => {
    const stream = await start()
    const first = await stream.next()
    expect(first.value?.events).toEqual([])
    expect(first.value?.cursor).toMatch(/^[\w-]{40,}$/u)
    const delays: number[] = []
    for (let number = 1; number <= 10; number++) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      await append(testing.database, [alertEntry(number)])
      const committedAt = performance.now()
      expect((await take(stream, 1)).numbers).toEqual([number])
      delays.push(performance.now() - committedAt)
    }
    expect(delays.toSorted((a, b) => a - b)[5]).toBeLessThan(250)
    await stream.return()
  })

  test('gathers what comes thick and fast into few batches of at most 200', async () => {
    const stream = await start()
    await stream.next()
    const sizes: number[] = []
    const reading = (async () => {
      for await (const { events } of stream) {
        sizes.push(events.length)
        if (sizes.reduce((sum, size) => sum + size, 0) >= 1_000) return
      }
    })()
    for (let i = 0; i < 100; i++)
      await append(
        testing.database,
        Array.from({ length: 10 }, (_, n) => alertEntry(i * 10 + n)),
      )
    await reading
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200)
    expect(sizes.length).toBeLessThan(60)
  })

  test('is driven by the slow poll when the listening connection is cut, and listens again', async () => {
    const stream = await start()
    await stream.next()
    expect(await terminateBackends(testing.owner.host, testing.database.name, 'zhikong listen')).toBe(1)
    await append(testing.database, [alertEntry(1)])
    expect((await take(stream, 1)).numbers).toEqual([1])
    const cutAgain = async () =>
      (await terminateBackends(testing.owner.host, testing.database.name, 'zhikong listen')) === 1
    await until(cutAgain, 'it listens again, and is cut again')
    await append(testing.database, [alertEntry(2)])
    expect((await take(stream, 1)).numbers).toEqual([2])
    await stream.return()
  })
})

describe('what a reader gets', () => {
  test('is what lies in its range, and nothing of any other', async () => {
    const inside = await start({ scope: range(430_105_000_000, 430_106_000_000) })
    const outside = await start({ scope: range(430_200_000_000, 430_300_000_000) })
    const completions = await start({ topic: 'COMPLETION' })
    for (const stream of [inside, outside, completions]) await stream.next()
    const other = { scopeKey: key(430_102_000_000) }
    await append(testing.database, [
      alertEntry(1),
      alertEntry(2, other),
      alertEntry(3, { scopeKey: key(430_106_000_000) }),
      alertEntry(4),
    ])
    expect((await take(inside, 2)).numbers).toEqual([1, 4])
    await append(testing.database, [
      alertEntry(5, { topic: 'COMPLETION', level: null }),
      alertEntry(6, { scopeKey: key(430_200_000_000) }),
    ])
    expect((await take(completions, 1)).numbers).toEqual([5])
    expect((await take(outside, 1)).numbers).toEqual([6])
    for (const stream of [inside, outside, completions]) await stream.return()
  })

  test('is held by row security even where a query forgets its condition', async () => {
    await append(testing.database, [alertEntry(1), alertEntry(2, { scopeKey: key(430_200_000_000) })])
    const seen = await testing.database.withScope(
      { mode: 'reader', ...range(430_200_000_000, 430_300_000_000)() },
      (trx) => trx.selectFrom('core.outbox').select('scopeKey').distinct().execute(),
    )
    expect(seen).toEqual([{ scopeKey: key(430_200_000_000) }])
  })

  test('follows a filter of levels and kinds', async () => {
    const red = await start({ filter: { levels: ['RED'], kinds: ['efficiency.card.issued'] } })
    await red.next()
    await append(testing.database, [
      alertEntry(1),
      alertEntry(2, { level: 'RED', kind: 'other.card.issued' }),
      alertEntry(3, { level: 'RED' }),
    ])
    expect((await take(red, 1)).numbers).toEqual([3])
    await red.return()
  })

  test('shrinks with its rights, which are asked before every batch', async () => {
    let scope: { lo: number; hi: number } | null = wholeRange
    const stream = await start({ scope: () => scope })
    await stream.next()
    await append(testing.database, [alertEntry(1)])
    expect((await take(stream, 1)).numbers).toEqual([1])
    scope = { lo: 0, hi: 10 }
    await append(testing.database, [alertEntry(2), alertEntry(3, { scopeKey: 5 })])
    expect((await take(stream, 1)).numbers).toEqual([3])
    scope = null
    await append(testing.database, [alertEntry(4, { scopeKey: 5 })])
    await expect(stream.next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  test('ends within about a second when the rights go and nothing happens', async () => {
    let scope: { lo: number; hi: number } | null = wholeRange
    const stream = await start({ scope: () => scope })
    await stream.next()
    const waiting = stream.next()
    scope = null
    const goneAt = performance.now()
    await expect(waiting).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(performance.now() - goneAt).toBeLessThan(1_500)
  })
})

describe('after a cut', () => {
  test('a cursor gives exactly what came since, in order, and goes on live', async () => {
    const before = await start()
    await before.next()
    await append(testing.database, [alertEntry(1), alertEntry(2)])
    const { cursor } = await take(before, 2)
    await before.return()
    const missed = Array.from({ length: 950 }, (_, i) => alertEntry(i + 3))
    for (let i = 0; i < missed.length; i += 50) await append(testing.database, missed.slice(i, i + 50))
    const after = await start({ after: cursor })
    const writing = (async () => {
      for (let number = 953; number <= 1_000; number++) await append(testing.database, [alertEntry(number)])
    })()
    const { numbers } = await take(after, 998)
    await writing
    expect(numbers).toEqual(Array.from({ length: 998 }, (_, i) => i + 3))
    await after.return()
  })

  test('a cursor of the empty first batch gives the first event that came after it', async () => {
    const before = await start()
    const first = await before.next()
    await before.return()
    await append(testing.database, [alertEntry(1)])
    const after = await start({ after: first.value?.cursor ?? null })
    expect((await take(after, 1)).numbers).toEqual([1])
    await after.return()
  })

  test('a cursor from before a change of sequencer is still good', async () => {
    const before = await start()
    const first = await before.next()
    await before.return()
    await append(testing.database, [alertEntry(1)])
    await until(async () => (await feed.hub.refresh()).lastSeq > 0, 'numbered')
    await sequencer.stop()
    sequencer = startSequencer(testing.database, log)
    await append(testing.database, [alertEntry(2)])
    const after = await start({ after: first.value?.cursor ?? null })
    expect((await take(after, 2)).numbers).toEqual([1, 2])
    await after.return()
  })
})

describe('a subscriber', () => {
  test('that stalls is let go after its patience, holds nothing, and continues from its cursor', async () => {
    const stream = await start({ patienceMs: 300 })
    const first = await stream.next()
    for (let number = 0; number < 50; number++) await append(testing.database, [alertEntry(number)])
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(feed.hub.waiting()).toBe(0)
    await expect(stream.next()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    const again = await start({ after: first.value?.cursor ?? null })
    expect((await take(again, 50)).numbers).toHaveLength(50)
    await again.return()
  })

  test('that leaves ends its stream at once, also in the middle of a wait', async () => {
    const stream = await start()
    await stream.next()
    const waiting = stream.next()
    await until(() => feed.hub.waiting() === 1, 'it waits')
    const startedAt = performance.now()
    await stream.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(performance.now() - startedAt).toBeLessThan(50)
    expect(feed.hub.waiting()).toBe(0)
  })

  test('is told UNAVAILABLE when the process stops, and can go on elsewhere', async () => {
    const stream = await start()
    const first = await stream.next()
    const waiting = stream.next()
    await until(() => feed.hub.waiting() === 1, 'it waits')
    await feed.close()
    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    feed = await openFeed(testing.database, log.onError)
    await append(testing.database, [alertEntry(1)])
    const again = await start({ after: first.value?.cursor ?? null })
    expect((await take(again, 1)).numbers).toEqual([1])
    await again.return()
  })

  test('ends with its signal', async () => {
    const leaving = new AbortController()
    const stream = await start({ signal: leaving.signal })
    await stream.next()
    const waiting = stream.next()
    leaving.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  test('is one of two hundred that get every event within five seconds', async () => {
    const streams = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        start({ principalId: `reader ${i}`, scope: range(430_100_000_000 + (i % 10), 430_200_000_000) }),
      ),
    )
    await Promise.all(streams.map((stream) => stream.next()))
    const startedAt = performance.now()
    const reading = Promise.all(streams.map((stream) => take(stream, 100)))
    for (let number = 0; number < 100; number++) await append(testing.database, [alertEntry(number)])
    for (const { numbers } of await reading) expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => i))
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    await Promise.all(streams.map((stream) => stream.return()))
  })

  test('in a quiet range costs no read when others get news', async () => {
    let reads = 0
    const read: Feed['read'] = (stretch) => {
      reads++
      return feed.read(stretch)
    }
    const quiet = await follow(
      { ...feed, read },
      { principalId: 'q', topic: 'ALERT', scope: () => ({ lo: 0, hi: 10 }) },
    )
    await quiet.next()
    const waiting = quiet.next()
    await until(() => feed.hub.waiting() === 1, 'it waits')
    const busy = await start()
    await busy.next()
    await append(testing.database, [alertEntry(1)])
    await take(busy, 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(reads).toBe(0)
    await Promise.all([quiet.return(), busy.return(), waiting])
  })
})

test('batches say in their events when and what', async () => {
  const stream = await start()
  await stream.next()
  await append(testing.database, [alertEntry(5, { payload: { number: 5, 键_key: '值 {"a":1}' } })])
  const next = await stream.next()
  expect(numbersOf(next.value ?? { events: [], cursor: '' })).toEqual([5])
  const [event] = next.value?.events ?? []
  expect(event?.payload).toEqual({ number: 5, 键_key: '值 {"a":1}' })
  expect(event?.at).toBeInstanceOf(Date)
  expect(event?.level).toBe('YELLOW')
  await stream.return()
})
