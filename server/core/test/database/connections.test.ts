import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openPool, queryBuilder } from '../../src/database/pools.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const scope = { mode: 'engine' } as const

describe('a pool', () => {
  const open = (statementTimeoutMs: number) => openPool(test.owner, { name: 'test', max: 1, statementTimeoutMs })

  it('destroys a connection that comes back inside a transaction', async () => {
    const pool = open(1_000)
    const db = queryBuilder<object>(pool)
    await db.connection().execute((one) => sql`begin`.execute(one))
    expect(pool.totalCount).toBe(0)
    await db.connection().execute((one) => sql`select 1`.execute(one))
    expect(pool.totalCount).toBe(1)
    await db.destroy()
  })

  it('ends a statement that takes too long', async () => {
    const db = queryBuilder<object>(open(200))
    await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toThrow(/statement timeout/)
    await db.destroy()
  })
})

describe('values', () => {
  it('come as numbers, date texts and instants', async () => {
    const row = await test.database.withScope(scope, async (db) => {
      const result = await sql`select 9007199254740991::bigint as big, 1.25::numeric as "someAmount",
        date '2026-11-22' as day, timestamptz '2026-11-22 08:00+08' as at, array[1, 2]::bigint[] as ids,
        array[date '2026-01-01', null] as days`.execute(db)
      return result.rows[0]
    })
    expect(row).toEqual({
      big: 9_007_199_254_740_991,
      someAmount: 1.25,
      day: '2026-11-22',
      at: new Date('2026-11-22T00:00:00Z'),
      ids: [1, 2],
      days: ['2026-01-01', null],
    })
  })

  it('are refused when a number could not hold them', async () => {
    const read = test.database.withScope(scope, (db) => sql`select 9007199254740993::bigint as big`.execute(db))
    await expect(read).rejects.toThrow(/does not fit/)
  })
})

describe('listen', () => {
  it('hears what is committed, and hears that it may have missed something after a cut', async () => {
    const heard: string[] = []
    const listening = await test.database.listen('news', (payload) => heard.push(payload))
    await test.database.withScope(scope, (db) => sql`select pg_notify('news', 'one')`.execute(db))
    await expect.poll(() => heard).toEqual(['', 'one'])
    const cut = async () => {
      const client = queryBuilder<object>(
        openPool({ ...test.owner, user: 'postgres' }, { name: 'cut', max: 1, statementTimeoutMs: 1_000 }),
      )
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zhikong listen'
        and datname = current_database()`.execute(client)
      await client.destroy()
    }
    await cut()
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['', 'one', ''])
    await listening.close()
  })
})

describe('tryLock', () => {
  it('gives one holder, and the next one after release', async () => {
    const first = await test.database.tryLock('sequencer')
    expect(first).toBeDefined()
    expect(await test.database.tryLock('sequencer')).toBeUndefined()
    const other = await test.database.tryLock('another')
    await other?.release()
    await first?.release()
    expect(first?.lost.aborted).toBe(true)
    await delay(50)
    const second = await test.database.tryLock('sequencer')
    expect(second).toBeDefined()
    await second?.release()
  })
})
