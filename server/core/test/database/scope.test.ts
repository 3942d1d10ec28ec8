import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { secure } from '../../src/database/index.ts'
import type { Scope } from '../../src/database/index.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'

type Tables = { 'scoped.item': { id: number; scopeKey: number } }

const scoped = {
  name: 'scoped',
  migrations: {
    '0001-item': {
      up: async (db: Transaction<unknown>) => {
        await sql`create table scoped.item (id int primary key, scope_key bigint not null)`.execute(db)
        await secure(db, 'scoped.item', { read: 'range', write: ['intake'] })
      },
    },
  },
}

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ plugins: [scoped as never] })
  await database().withScope({ mode: 'intake' }, (db) =>
    db
      .insertInto('scoped.item')
      .values([1, 2, 3, 4].map((id) => ({ id, scopeKey: id * 10 })))
      .execute(),
  )
})

afterAll(() => test.close())

const database = () => test.database.extend<Tables>()
const reader = (lo: number, hi: number): Scope => ({ mode: 'reader', lo, hi })
const idsIn = (db: Transaction<Tables>) =>
  db
    .selectFrom('scoped.item')
    .select('id')
    .orderBy('id')
    .execute()
    .then((rows) => rows.map((row) => row.id))
const ids = (scope: Scope) => database().withScope(scope, (db) => idsIn(db as never))

describe('withScope', () => {
  it('shows a reader the half-open range and nothing else', async () => {
    expect(await ids(reader(10, 30))).toEqual([1, 2])
    expect(await ids(reader(0, 10))).toEqual([])
    expect(await ids({ mode: 'engine' })).toEqual([1, 2, 3, 4])
  })

  it('shows nothing on a pooled connection where a scope was set before and then forgotten', async () => {
    const seen = await database().withScope(reader(0, 99), async (db) => {
      await sql`rollback`.execute(db)
      await sql`begin`.execute(db)
      return idsIn(db as never)
    })
    expect(seen).toEqual([])
  })

  it('keeps parallel scopes apart', async () => {
    const seen = await Promise.all(Array.from({ length: 60 }, (_, n) => ids(reader((n % 4) * 10, (n % 4) * 10 + 11))))
    seen.forEach((list, n) => expect(list).toEqual([[1], [1, 2], [2, 3], [3, 4]][n % 4]))
  })

  it('refuses a write outside its mode', async () => {
    const write = database().withScope(reader(0, 99), (db) =>
      db.insertInto('scoped.item').values({ id: 9, scopeKey: 1 }).execute(),
    )
    await expect(write).rejects.toThrow(/row-level security/)
    const removed = await database().withScope({ mode: 'engine' }, (db) =>
      db.deleteFrom('scoped.item').executeTakeFirst(),
    )
    expect(Number(removed.numDeletedRows)).toBe(0)
  })

  it('rolls back everything when the work fails', async () => {
    const failing = database().withScope({ mode: 'intake' }, async (db) => {
      await db.insertInto('scoped.item').values({ id: 50, scopeKey: 1 }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await ids({ mode: 'engine' })).toEqual([1, 2, 3, 4])
  })

  it('says why a transaction could not begin, and shows nothing in it', async () => {
    let seen: Promise<number[]> | undefined
    const broken = { ...reader(0, 99), mode: "' oops" } as never
    const work = (db: Transaction<never>) => (seen = idsIn(db as never))
    await expect(database().withScope(broken, work as never)).rejects.toThrow(/syntax/)
    expect(await seen).toEqual([])
  })

  it('does not let the builder be used after the end', async () => {
    const kept = await database().withScope(reader(0, 99), async (db) => ({ db }))
    await expect(idsIn(kept.db as never)).rejects.toThrow(/already committed/)
  })
})
