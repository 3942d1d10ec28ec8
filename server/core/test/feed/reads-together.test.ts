import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { goOnAs } from '../../src/database/scope.ts'
import { beginEpoch, stamp } from '../../src/feed/stamp.ts'
import type { Stretch, StretchReader } from '../../src/feed/reads.ts'
import { readsTogether } from '../../src/feed/reads-together.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { alertEntry, append, numberOf } from './feed-kit.ts'
import { randomFrom } from './history.ts'

let testing: TestDatabase
/** Transactions since the test began. */
let transactions = 0
let counted: Pick<Database, 'withScope'>
const random = randomFrom(11)
const LO = 430_100_000_000 * 16
const EVENTS = 400

beforeAll(async () => {
  testing = await createTestDatabase()
  const { database } = testing
  counted = {
    withScope: (...asked) => {
      transactions += 1
      return database.withScope(...asked)
    },
  }
  const entries = Array.from({ length: EVENTS }, (_, number) =>
    alertEntry(number, {
      topic: random(3) === 0 ? 'COMPLETION' : 'ALERT',
      level: random(2) === 0 ? 'RED' : 'YELLOW',
      scopeKey: LO + random(64),
      organisationId: random(4) === 0 ? null : 1 + random(2),
      hallId: random(4) === 0 ? null : 1 + random(2),
    }),
  )
  await append(database, entries)
  const epoch = await database.withScope({ mode: 'engine' }, beginEpoch)
  await database.withScope({ mode: 'engine' }, (trx) => stamp(trx, epoch))
})
afterAll(() => testing.close())
beforeEach(() => {
  transactions = 0
})

const randomReader = (): StretchReader => {
  const lo = LO + random(48)
  return {
    lo,
    hi: lo + 1 + random(32),
    organisationId: random(2) === 0 ? null : 1 + random(2),
    hallId: random(2) === 0 ? null : 1 + random(2),
    units: [],
  }
}
const randomStretch = (): Stretch => ({
  topic: random(3) === 0 ? 'COMPLETION' : 'ALERT',
  reader: randomReader(),
  filter: random(2) === 0 ? {} : { levels: ['RED'] },
  after: 0,
  upTo: EVENTS,
  limit: 200,
})

test('readers who ask together are answered as if each had asked alone, in one transaction for each fifty', async () => {
  const stretches = Array.from({ length: 90 }, randomStretch)
  const alone = []
  for (const stretch of stretches) alone.push(await readsTogether(testing.database)(stretch))
  expect(new Set(alone.map((events) => events.map(({ payload }) => numberOf(payload)).join())).size).toBeGreaterThan(30)
  const read = readsTogether(counted)
  expect(await Promise.all(stretches.map(read))).toEqual(alone)
  expect(transactions).toBe(2)
})

test('row security holds each statement of a transaction to the reader who was named last before it', async () => {
  const readers = Array.from({ length: 60 }, randomReader)
  const countIn = (trx: Parameters<Parameters<Database['withScope']>[1]>[0]) =>
    sql<{ n: number }>`select count(*)::int as n from core.outbox`.execute(trx).then(({ rows }) => rows[0]?.n)
  const alone = []
  for (const reader of readers) alone.push(await testing.database.withScope({ ...reader, mode: 'reader' }, countIn))
  const [first, ...others] = readers.map((reader) => ({ ...reader, mode: 'reader' }) as const)
  if (first === undefined) throw new Error('Nobody reads.')
  const together = await testing.database.withScope(
    first,
    (trx) =>
      Promise.all([countIn(trx), ...others.flatMap((other) => [goOnAs(trx, other).then(() => -1), countIn(trx)])]),
    'now',
    { atOnce: true },
  )
  expect(together.filter((count) => count !== -1)).toEqual(alone)
  expect(new Set(alone).size).toBeGreaterThan(20)
})

test('nothing more is read once a reader could not be named', async () => {
  const [reader, other] = [randomReader(), { ...randomReader(), mode: 'reader' } as const]
  const asked: PromiseSettledResult<unknown>[] = []
  const failed = testing.database.withScope(
    { ...reader, mode: 'reader' },
    async (trx) => {
      const count = () => sql`select count(*) from core.outbox`.execute(trx)
      const all = [count(), sql`set local zhikong.lo to default to`.execute(trx), goOnAs(trx, other), count()]
      asked.push(...(await Promise.allSettled(all)))
    },
    'now',
    { atOnce: true },
  )
  await expect(failed).rejects.toThrow(/A statement of the transaction failed/)
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
})

test('when one question fails, the others are answered all the same', async () => {
  const good = randomStretch()
  const bad: Stretch = { ...good, limit: -1 }
  const read = readsTogether(counted)
  const [answered, refused, again] = await Promise.allSettled([read(good), read(bad), read(good)])
  expect(refused.status).toBe('rejected')
  expect([answered, again]).toEqual([answered, answered])
  expect(answered).toEqual({ status: 'fulfilled', value: await readsTogether(testing.database)(good) })
  expect(transactions).toBe(4)
})

test('stretches at other places are read by themselves, so that a long one holds up nobody', async () => {
  const one = randomStretch()
  const read = readsTogether(counted)
  await Promise.all([read(one), read({ ...one, after: 10 }), read(one)])
  expect(transactions).toBe(2)
})
