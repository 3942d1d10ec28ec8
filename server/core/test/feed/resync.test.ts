import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { wholeRange } from '../../src/database/scope.ts'
import { decodeFeedCursor, encodeFeedCursor } from '../../src/feed/cursor.ts'
import { openFeed } from '../../src/feed/feed.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { follow } from '../../src/feed/follow.ts'
import { beginEpoch, stamp } from '../../src/feed/stamp.ts'
import { canContinue } from '../../src/feed/state.ts'
import { trimFeed } from '../../src/feed/trim.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { alertEntry, append, errorLog, take } from './feed-kit.ts'

let testing: TestDatabase
let database: Database
let feed: Feed
let epoch: string
const log = errorLog()
const engine = { mode: 'engine' } as const
const resync = { code: 'RESYNC_REQUIRED' }

beforeAll(async () => {
  testing = await createTestDatabase()
  database = testing.database
  feed = await openFeed(database, log.onError)
  epoch = await database.withScope(engine, beginEpoch)
  await append(
    database,
    Array.from({ length: 10 }, (_, number) => alertEntry(number)),
  )
  await database.withScope(engine, (trx) => stamp(trx, epoch))
})
afterAll(async () => {
  await feed.close()
  await testing.close()
  expect(log.errors).toEqual([])
})

const start = (after: string, principalId = 'reader') =>
  follow(feed, { principalId, topic: 'ALERT', scope: () => wholeRange, after })
const cursorAt = async (seq: number, other: { epoch?: string; principalId?: string } = {}) => {
  const { secret } = await feed.hub.refresh()
  return encodeFeedCursor(secret, other.principalId ?? 'reader', { epoch: other.epoch ?? epoch, seq })
}

test('a good cursor continues', async () => {
  const stream = await start(await cursorAt(4))
  expect((await take(stream, 6)).numbers).toEqual([4, 5, 6, 7, 8, 9])
  await stream.return()
})

test('a cursor that was made up or changed in any place is refused', async () => {
  const good = await cursorAt(4)
  for (const bad of ['', 'x', '4', good.slice(1), `${good}A`.repeat(3), '\u0000', good.replace(/^./u, 'B')]) {
    await expect(start(bad), bad).rejects.toMatchObject(resync)
  }
  const bytes = Buffer.from(good, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(decodeFeedCursor((await feed.hub.refresh()).secret, 'reader', changed.toString('base64url'))).toBeNull()
  }
})

test('the cursor of another principal is refused', async () => {
  await expect(start(await cursorAt(4, { principalId: 'another' }))).rejects.toMatchObject(resync)
})

test('the cursor of an epoch that this database never had is refused', async () => {
  await expect(start(await cursorAt(4, { epoch: 'ab'.repeat(16) }))).rejects.toMatchObject(resync)
})

test('a cursor beyond the end is refused', async () => {
  await expect(start(await cursorAt(11))).rejects.toMatchObject(resync)
})

test('after a restore a cursor is refused from where history parted, even when the feed has passed its number', async () => {
  const early = await cursorAt(6)
  const late = await cursorAt(10)
  await database.withScope(engine, async (trx) => {
    // The database as it was put back: as of seq 8, and the sequencer that takes over begins an epoch.
    await sql`delete from core.outbox where seq > 8`.execute(trx)
    await sql`update core.feed_state set last_seq = 8`.execute(trx)
    epoch = await beginEpoch(trx)
  })
  await append(
    database,
    Array.from({ length: 7 }, (_, number) => alertEntry(100 + number)),
  )
  await database.withScope(engine, (trx) => stamp(trx, epoch))
  await expect(start(late)).rejects.toMatchObject(resync)
  const stream = await start(early)
  expect((await take(stream, 9)).numbers).toEqual([6, 7, 100, 101, 102, 103, 104, 105, 106])
  await stream.return()
})

test('a stream that runs while the database is put back ends with RESYNC_REQUIRED', async () => {
  const stream = await follow(feed, { principalId: 'reader', topic: 'ALERT', scope: () => wholeRange })
  await stream.next()
  const waiting = stream.next()
  await database.withScope(engine, async (trx) => {
    await sql`delete from core.outbox where seq > 12`.execute(trx)
    await sql`update core.feed_state set last_seq = 12`.execute(trx)
    epoch = await beginEpoch(trx)
  })
  await expect(waiting).rejects.toMatchObject(resync)
})

test('a cursor older than what is kept is refused; the events are gone, the epochs before them, too', async () => {
  const old = await cursorAt(3)
  const young = await cursorAt(8)
  await database.withScope(engine, async (trx) => {
    await sql`update core.outbox set created_at = now() - interval '31 days' where seq <= 8`.execute(trx)
  })
  await trimFeed(database, 30)
  await expect(start(old)).rejects.toMatchObject(resync)
  const stream = await start(young)
  expect((await take(stream, 4)).numbers).toEqual([100, 101, 102, 103])
  await stream.return()
  const state = await feed.hub.refresh()
  expect(state.trimmedSeq).toBe(8)
  expect(canContinue(state, { epoch, seq: 8 })).toBe(true)
})

test('what a handler has not heard is kept', async () => {
  await database.withScope(engine, async (trx) => {
    await sql`insert into core.feed_cursor (consumer, seq) values ('example x', 10)`.execute(trx)
    await sql`update core.outbox set created_at = now() - interval '31 days' where seq <= 12`.execute(trx)
  })
  await trimFeed(database, 30)
  expect((await feed.hub.refresh()).trimmedSeq).toBe(10)
})
