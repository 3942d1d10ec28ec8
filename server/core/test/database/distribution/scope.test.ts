import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockGroups } from '../../../src/database/distribution/lock-groups.ts'
import { openPool, queryBuilder } from '../../../src/database/pools.ts'
import { runInScope } from '../../../src/database/scope.ts'
import type { Scope } from '../../../src/database/scope.ts'
import type { CoreTables } from '../../../src/database/tables.ts'
import { createTestDatabase } from '../../../src/testing/index.ts'
import type { TestDatabase } from '../../../src/testing/index.ts'

let bench: TestDatabase

beforeAll(async () => {
  bench = await createTestDatabase()
})

afterAll(() => bench.close())

const SETTINGS = ['mode', 'lo', 'hi', 'organisation', 'hall', 'units'].map((name) => `zhikong.${name}`)
const UNIT = { lo: 1, hi: 9, organisationId: 4, hallId: null }
const NONE = { organisation: '0', hall: '0', units: 'none' }
const SCOPES: readonly (readonly [Scope, Readonly<Record<string, string>>])[] = [
  [{ mode: 'engine' }, { ...NONE, mode: 'engine', lo: '0', hi: '9000000000000000' }],
  [
    { mode: 'reader', lo: 10, hi: 20, units: [] },
    { ...NONE, mode: 'reader', lo: '10', hi: '20' },
  ],
  [
    { mode: 'reader', lo: 1, hi: 9, organisationId: 4, units: [UNIT, { ...UNIT, lo: 3 }] },
    { mode: 'reader', lo: '1', hi: '9', organisation: '4', hall: '0', units: '1:9:4:0,3:9:4:0' },
  ],
]

/** On a connection of its own, as the owner; what a transaction is told, and what is left after it. */
async function toldIn(scope: Scope) {
  const pool = openPool(bench.owner, { name: 'test', max: 1, statementTimeoutMs: 5_000, pipeline: true })
  const db = queryBuilder<CoreTables>(pool)
  const read = sql<Record<string, string | null>>`select ${sql.join(
    SETTINGS.map((name) => sql`nullif(current_setting(${sql.lit(name)}, true), '') as ${sql.ref(name.slice(8))}`),
  )}`
  try {
    const inside = await runInScope(db, scope, async (trx) => (await read.execute(trx)).rows[0])
    const after = (await read.execute(db)).rows[0]
    return { inside, after }
  } finally {
    await db.destroy()
  }
}

test('a transaction is told all of its scope, which is gone after it', async () => {
  for (const [scope, told] of SCOPES) {
    const { inside, after } = await toldIn(scope)
    expect(inside).toEqual(told)
    expect(Object.values(after ?? {})).toEqual(SETTINGS.map(() => null))
  }
})

test('rows are locked at once on one server, and area by area in one order on several', async () => {
  const keys = [{ areaCode: 430_103 }, { areaCode: 430_102 }, { areaCode: 430_103 }]
  const areasOf = (trx: Transaction<CoreTables>) =>
    lockGroups(trx, keys).then((groups) => groups.map(({ rows }) => rows.map(({ areaCode }) => areaCode)))
  await bench.database.withScope({ mode: 'engine' }, async (trx) => {
    expect(await areasOf(trx)).toEqual([[430_103, 430_102, 430_103]])
    await sql`set local citus.propagate_set_commands = 'local'`.execute(trx)
    expect(await areasOf(trx)).toEqual([[430_102], [430_103, 430_103]])
    expect(await lockGroups(trx, [])).toEqual([])
  })
})
