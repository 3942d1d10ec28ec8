import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSequencer } from '../../src/feed/sequencer.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { alertEntry, append, errorLog, terminateBackends, until } from './feed-kit.ts'
import { faultsOf, toldBy, writeHistory } from './history.ts'
import type { Told } from './history.ts'

let testing: TestDatabase
beforeAll(async () => {
  testing = await createTestDatabase()
})
afterAll(() => testing.close())

type Row = { seq: number; payload: string }
const rowsAfter = (column: 'id' | 'seq', after: number) =>
  testing.database.withScope({ mode: 'engine' }, async (trx) => {
    const result = await sql<Row & { id: number }>`select id, seq, payload from core.outbox
      where ${sql.ref(column)} > ${after} order by ${sql.ref(column)} limit 200`.execute(trx)
    return result.rows
  })
const unsequenced = () =>
  testing.database.withScope({ mode: 'engine' }, async (trx) => {
    const result = await sql<{ n: number }>`select count(*) as n from core.outbox where seq is null`.execute(trx)
    return result.rows[0]?.n ?? 0
  })

/** Reads as long as it may and then to the end, keeping a number as its cursor. */
async function readBy(column: 'id' | 'seq', isOver: () => boolean): Promise<Told[]> {
  const got: Told[] = []
  for (let after = 0; ;) {
    const over = isOver()
    const rows = await rowsAfter(column, after)
    for (const row of rows) got.push(toldBy(JSON.parse(row.payload)))
    after = rows.at(-1)?.[column] ?? after
    if (over && rows.length === 0) return got
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('numbers what eight writers commit and roll back: no gap, nothing lost, doubled or out of order', async () => {
  const { errors, onError } = errorLog()
  const sequencer = startSequencer(testing.database, { onError })
  const writing = new AbortController()
  const writers = Array.from({ length: 8 }, (_, seed) =>
    writeHistory(testing.database, { seed, signal: writing.signal }),
  )
  let over = false
  const bySeq = readBy('seq', () => over)
  const byId = readBy('id', () => over)
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  writing.abort()
  const committed = (await Promise.all(writers)).flatMap((written) => written.committed)
  await until(async () => (await unsequenced()) === 0, 'everything is numbered')
  over = true
  expect(committed.length).toBeGreaterThan(500)
  expect(faultsOf(committed, await bySeq)).toEqual({ lost: 0, doubled: 0, disordered: 0 })
  const seqs = await testing.database.withScope({ mode: 'engine' }, async (trx) => {
    const result = await sql<{ n: number; low: number; high: number }>`select count(*) as n, min(seq) as low,
      max(seq) as high from core.outbox`.execute(trx)
    return result.rows[0]
  })
  expect(seqs).toEqual({ n: committed.length, low: 1, high: committed.length })
  // The planted defect: who takes the id for a cursor loses events, and the checker sees it.
  expect(faultsOf(committed, await byId).lost).toBeGreaterThan(0)
  expect(errors).toEqual([])
  await sequencer.stop()
})

test('the checker sees events that are doubled or out of order', () => {
  const event = (caseNumber: number, n: number) => ({ caseNumber, n })
  const committed = [event(1, 1), event(1, 2), event(2, 1)]
  expect(faultsOf(committed, [event(1, 1), event(1, 1), event(1, 2), event(2, 1)]).doubled).toBe(1)
  expect(faultsOf(committed, [event(1, 2), event(2, 1), event(1, 1)]).disordered).toBe(1)
})

test('another sequencer takes over within seconds when the connection of the first is cut', async () => {
  const log = errorLog()
  const first = startSequencer(testing.database, log)
  await append(testing.database, [alertEntry(1)])
  await until(async () => (await unsequenced()) === 0, 'the first works')
  const second = startSequencer(testing.database, log)
  await new Promise((resolve) => setTimeout(resolve, 700))
  const epochs = () =>
    testing.database.withScope(
      { mode: 'engine' },
      async (trx) => (await sql`select 1 from core.feed_epoch`.execute(trx)).rows.length,
    )
  const before = await epochs()
  expect(await terminateBackends(testing.owner.host, testing.database.name, 'zhikong lock feed sequencer')).toBe(1)
  await append(testing.database, [alertEntry(2)])
  const startedAt = performance.now()
  await until(async () => (await unsequenced()) === 0, 'one of them works again')
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  await until(async () => (await epochs()) === before + 1, 'a new epoch has begun')
  await Promise.all([first.stop(), second.stop()])
})

test('a sequencer that was superseded cannot number anything', async () => {
  const { beginEpoch, stamp, Superseded } = await import('../../src/feed/stamp.ts')
  const engine = { mode: 'engine' } as const
  const old = await testing.database.withScope(engine, beginEpoch)
  const next = await testing.database.withScope(engine, beginEpoch)
  await append(testing.database, [alertEntry(3)])
  await expect(testing.database.withScope(engine, (trx) => stamp(trx, old))).rejects.toBeInstanceOf(Superseded)
  expect(await testing.database.withScope(engine, (trx) => stamp(trx, next))).toBe(1)
})

test('intake may append to the outbox and change nothing in it', async () => {
  await append(testing.database, [alertEntry(4)])
  const changed = await testing.database.withScope({ mode: 'intake' }, async (trx) => {
    const updated = await sql`update core.outbox set seq = 1000000 where seq is null`.execute(trx)
    const deleted = await sql`delete from core.outbox`.execute(trx)
    return [updated.numAffectedRows, deleted.numAffectedRows]
  })
  expect(changed).toEqual([0n, 0n])
})
