import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { distribute, DistributionRefused, prepareDistribution } from '../../../src/database/distribution/distribute.ts'
import type { Distributed } from '../../../src/database/distribution/distribute.ts'
import { corePlacements } from '../../../src/database/distribution/placement.ts'
import { createTestDatabase, seemCitus } from '../../../src/testing/index.ts'
import type { TestDatabase } from '../../../src/testing/index.ts'

const CORE: Distributed = { schemas: ['core'], placed: corePlacements }

let bench: TestDatabase
beforeEach(async () => {
  bench = await createTestDatabase()
})
afterEach(() => bench.close())

const prepare = () => prepareDistribution(bench.database, CORE)
const never = new AbortController().signal
const run = async (onProgress: (done: number) => void = () => undefined, signal = never) =>
  distribute(bench.database, await prepare(), onProgress, signal)

const owner = (statement: string) => bench.database.withOwner((db) => sql.raw(statement).execute(db))
const spread = async (): Promise<number> => {
  const { rows } = await bench.database.withOwner((db) =>
    sql<{ n: number }>`select count(*)::int as n from pg_dist_partition`.execute(db),
  )
  return rows[0]?.n ?? 0
}

/** The code of a refusal and what it says. */
const refusal = async (work: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DistributionRefused)) throw new Error('It was not refused', { cause: error })
  return error
}

describe('a database is refused, with nothing changed,', () => {
  test('without the extension', async () => {
    const { code, message } = await refusal(prepare())
    expect(code).toBe('NO_EXTENSION')
    expect(message).toMatch(/"citus".*create extension citus.*\nNothing was changed\.$/u)
  })

  test('to a login that does not own it', async () => {
    await seemCitus(bench.owner)
    const client = new pg.Client({ ...bench.owner, user: 'postgres' })
    await client.connect()
    await client.query(`alter database ${bench.owner.database} owner to postgres`)
    await client.end()
    const { code, message } = await refusal(prepare())
    expect(code).toBe('NOT_OWNER')
    expect(message).toContain('"zhikong_owner" does not own this database: give the login of "postgres"')
    expect(await spread()).toBe(0)
  })

  test('when a table breaks a rule', async () => {
    await seemCitus(bench.owner)
    await owner('create unique index planted on core.alert (alert_id)')
    const { code, message } = await refusal(prepare())
    expect(code).toBe('FAULTY_TABLES')
    expect(message).toContain('planted')
    expect(await spread()).toBe(0)
  })

  test('when a table lies elsewhere than it is to', async () => {
    await seemCitus(bench.owner)
    await owner(`select create_distributed_table('core.alert', 'case_id', 'none')`)
    const { code, message } = await refusal(prepare())
    expect(code).toBe('FAULTY_TABLES')
    expect(message).toContain(`undistribute_table('core.alert')`)
  })

  test('while a process serves from it', async () => {
    await seemCitus(bench.owner)
    const news = await bench.database.listen('planted', () => undefined)
    const { code, message } = await refusal(run())
    expect(code).toBe('IN_USE')
    expect(message).toContain('stop it first')
    expect(await spread()).toBe(0)
    await news.close()
  })
})

test('a plan names every table that is spread, and changes nothing', async () => {
  await seemCitus(bench.owner)
  const { statements, done } = await prepare()
  const text = statements.join('\n')
  for (const table of ['core."case"', 'core.case_event', 'core.alert', 'core.threshold']) {
    expect(text).toMatch(new RegExp(`create_distributed_table\\('${table}', 'area_code', colocate_with`, 'u'))
  }
  expect(text).toContain(`create_distributed_table('core.case_key', 'case_ref', colocate_with => 'none')`)
  expect(text).toContain(`set citus.propagate_set_commands = 'local'`)
  expect(text).not.toContain('core.outbox')
  expect(done).toBe(0)
  expect(await spread()).toBe(0)
  expect((await prepare()).statements).toEqual(statements)
})

test('what was interrupted is gone on with, and what is done is not done again', async () => {
  await seemCitus(bench.owner)
  const all = (await prepare()).statements.length
  const stopping = new AbortController()
  const stopHalfway = (ran: number) => {
    if (ran === Math.floor(all / 2)) stopping.abort()
  }
  await expect(run(stopHalfway, stopping.signal)).rejects.toThrow(/abort/iu)
  const half = await spread()
  expect(half).toBeGreaterThan(0)
  expect((await prepare()).statements.length).toBeLessThan(all)
  await run()
  expect(await spread()).toBeGreaterThan(half)
  const { statements, done } = await prepare()
  expect(statements).toEqual([])
  expect(done).toBe(await spread())
})
