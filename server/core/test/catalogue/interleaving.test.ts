import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import type { Database } from '../../src/database/database.ts'
import { coreMigrations } from '../../src/migrations.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { canariesOf, desk, ENDS, forgetful, kindOf, run, USERS, writeNotes, type User } from './interleaved-users.ts'

const READERS = 4
const requests = process.env['ZHIKONG_NIGHT'] === '1' ? 10_000 : 1_000

let own: TestDatabase
let database: Database
/** Of the handle that every test database comes with. */
let before: readonly number[]

beforeAll(async () => {
  own = await createTestDatabase({ plugins: [desk as never] })
  before = (await readerConnections()).map(({ pid }) => pid)
  const migrations = [{ name: 'core', migrations: coreMigrations }, desk as never]
  database = await openDatabase({ owner: own.owner, migrations, readers: READERS })
  await writeNotes(database)
})
afterAll(async () => {
  await database.close()
  await own.close()
})

/** Seen by the same login: another does not see their state. */
const readerConnections = () =>
  own.database.withScope({ mode: 'engine' }, async (db) => {
    const { rows } = await sql<{ pid: number; state: string }>`select pid, state from pg_stat_activity
      where datname = current_database() and application_name = 'zhikong reader'`.execute(db)
    return rows
  })

/** What users saw that they should not have, or did not see; each user makes one request after the other. */
async function straysOf(handle: Database, count: number): Promise<readonly string[]> {
  const strays: string[] = []
  const each = count / USERS.length
  const seenBy = async (user: User, first: number) => {
    const expected = canariesOf(user).join()
    for (let request = first; request < first + each; request++) {
      const kind = kindOf(request)
      const { seen, code } = await run(handle, user, kind)
      if (seen !== expected) strays.push(`request ${request} (${kind}) saw ${seen} instead of ${expected}`)
      if (code !== ENDS[kind]) strays.push(`request ${request} (${kind}) ended with ${code}`)
    }
  }
  await Promise.all(USERS.map((user, n) => seenBy(user, n * each)))
  return strays
}

test(`${USERS.length} users on ${READERS} connections see their own rows alone, whatever goes wrong beside them`, async () => {
  expect(await straysOf(database, requests)).toEqual([])
  const connections = await readerConnections()
  const states = connections.filter(({ pid }) => !before.includes(pid)).map(({ state }) => state)
  expect(states.length).toBeGreaterThan(0)
  expect(states.length).toBeLessThanOrEqual(READERS)
  expect(states.filter((state) => state !== 'idle')).toEqual([])
}, 600_000)

test('a scope that lasts as long as its connection, and is not set again, is noticed', async () => {
  expect(await straysOf(forgetful(database), 200)).toContainEqual(expect.stringMatching(/ saw canary-\d+/))
})

test('the users differ, and what each may see is not nothing', () => {
  const all = USERS.map((user) => canariesOf(user).join())
  expect(new Set(all).size).toBe(USERS.length)
  expect(all).not.toContain('')
})
