import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secure } from '../../src/database/policies.ts'
import {
  columnFaults,
  CORE_FILLERS,
  openCatalogueBench,
  readerFaults,
  readSecuredTables,
  stateFaults,
  structureFaults,
} from '../../src/testing/catalogue/index.ts'
import type { CatalogueBench } from '../../src/testing/catalogue/index.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'

let own: TestDatabase

beforeEach(async () => {
  own = await createTestDatabase()
  await plant('create schema parks')
  await plant(`grant usage on schema parks to "${await servingLogin()}"`)
})
afterEach(() => own.close())

const plant = (statement: string) => own.database.withOwner((db) => sql.raw(statement).execute(db))
const servingLogin = () =>
  own.database.withOwner(async (db) => {
    const { rows } = await sql<{ role: string }>`select role from core.app_login`.execute(db)
    return rows[0]?.role ?? ''
  })
const grantTo = async (verbs: string, on: string) => plant(`grant ${verbs} on ${on} to "${await servingLogin()}"`)

/** `parks.bench`, made as a migration would, then looked at. */
async function withBench<Result>(work: (bench: CatalogueBench) => Promise<Result>): Promise<Result> {
  const bench = await openCatalogueBench(own, CORE_FILLERS)
  const tables = bench.tables.filter(({ schema }) => schema === 'parks')
  return work({ ...bench, tables }).finally(() => bench.end())
}

const createBench = 'create table parks.bench (id int primary key, scope_key bigint not null, said text, sealed bytea)'
const closeBench = async (read: 'range' | 'open' | 'engine') => {
  await plant(createBench)
  await own.database.withOwner((db) => secure(db as Kysely<unknown>, 'parks.bench', { read, write: ['intake'] }))
}

describe('a column', () => {
  const classes = { id: 'internal', scopeKey: 'internal', said: 'internal', sealed: 'personal' } as const
  const faultsOf = async (columns: Readonly<Record<string, 'internal' | 'personal' | 'sensitive'>>) => {
    const tables = await own.database.withOwner(readSecuredTables)
    return columnFaults(
      tables.filter(({ schema }) => schema === 'parks'),
      { 'parks.bench': columns },
    )
  }

  test('without a class is found, and it is said where to give it one', async () => {
    await closeBench('range')
    const { said, ...rest } = classes
    expect(said).toBe('internal')
    expect(await faultsOf(rest)).toEqual([expect.stringMatching(/parks\.bench\.said has no class: say in classes\.ts/)])
    expect(await faultsOf({ ...classes, colour: 'internal' })).toEqual([expect.stringContaining('no such column')])
  })

  test('that is personal is only sealed where readers look; one that is sensitive is nowhere there', async () => {
    await closeBench('range')
    expect(await faultsOf(classes)).toEqual([])
    expect(await faultsOf({ ...classes, said: 'personal' })).toEqual([expect.stringContaining('said is personal')])
    expect(await faultsOf({ ...classes, sealed: 'sensitive' })).toEqual([
      expect.stringContaining('sealed is sensitive'),
    ])
  })

  test('may be sensitive where only the engine reads', async () => {
    await closeBench('engine')
    expect(await faultsOf({ ...classes, said: 'personal', sealed: 'sensitive' })).toEqual([])
  })
})

describe('what would let the serving login past row security is found:', () => {
  test.each([
    ['a table that is open', [createBench], 'parks.bench has no forced'],
    ['a table that its owner passes', [createBench, 'alter table parks.bench enable row level security'], 'no forced'],
    ['a view', ['create view parks.seats as select * from core."case"'], 'parks.seats is a view'],
    ['a materialised view', ['create materialized view parks.seats as select 1 as one'], 'parks.seats is a mater'],
    [
      'a function',
      [`create function parks.seats() returns int language sql security definer return 1`],
      'parks.seats() is a function',
    ],
    [
      'an enumerated type',
      [`create type parks.wood as enum ('OAK')`, 'alter table core.hall add wood parks.wood'],
      'core.hall.wood is of an enumerated type',
    ],
    ['a grant to everybody', ['grant select on core.account to public'], 'core.account is granted to everybody'],
  ])('%s', async (_, statements, fault) => {
    for (const statement of statements) await plant(statement)
    const faults = await own.database.withOwner(structureFaults)
    expect(faults).toContainEqual(expect.stringContaining(fault))
  })

  test('the right to truncate, to create, to read a partition', async () => {
    await own.database.ensurePartitions('core.case', ['2026-11-22'])
    await grantTo('truncate', 'core.hall')
    await grantTo('create', 'schema parks')
    await grantTo('select', 'core.case_p202611')
    expect(await own.database.withOwner(structureFaults)).toEqual([
      expect.stringMatching(/^core\.hall may be truncated/),
      expect.stringMatching(/^core\.case_p202611 is a partition/),
      expect.stringMatching(/^schema parks is where/),
    ])
  })

  test('a view that reads with the rights of whoever asks is none', async () => {
    await plant('create view parks.seats with (security_invoker = true) as select * from core."case"')
    expect(await own.database.withOwner(structureFaults)).toEqual([])
  })
})

describe('a policy that lets too much through is found', () => {
  const faultsIn = (state: 'never set' | 'set, then forgotten' | 'reader') =>
    withBench((bench) => stateFaults(bench, state))

  test('when it forgets that a setting may never have been made, or reads as an empty text', async () => {
    await closeBench('range')
    await plant(`alter policy reads on parks.bench using (coalesce(current_setting('zhikong.mode', true), '') <> 'x')`)
    expect(await faultsIn('never set')).toEqual(['parks.bench, never set: select → 1 rows'])
    await plant(`alter policy reads on parks.bench using (current_setting('zhikong.mode', true) is not null)`)
    expect(await faultsIn('never set')).toEqual([])
    expect(await faultsIn('set, then forgotten')).toEqual(['parks.bench, set, then forgotten: select → 1 rows'])
    await plant(`alter policy reads on parks.bench using (scope_key >= current_setting('zhikong.lo', true)::bigint)`)
    expect(await faultsIn('set, then forgotten')).toContainEqual(expect.stringContaining('invalid input syntax'))
  })

  test('when a reader may write', async () => {
    await closeBench('open')
    expect(await faultsIn('reader')).toEqual([])
    await plant(`create policy adds on parks.bench for insert with check (true)`)
    expect(await faultsIn('reader')).toEqual(['parks.bench, reader: insert → 1 rows'])
    await plant(`create policy takes on parks.bench for delete using (true)`)
    expect(await faultsIn('reader')).toContain('parks.bench, reader: delete → 1 rows')
  })

  test('when it has the edge of the range wrong, or is one that nobody knows', async () => {
    await closeBench('range')
    expect(await withBench(readerFaults)).toEqual([])
    await plant(`create policy more on parks.bench for select using (scope_key = 6000)`)
    expect(await withBench(readerFaults)).toContain('parks.bench has policies that secure() does not make')
    await plant('drop policy more on parks.bench')
    await plant(`alter policy reads on parks.bench using (
      scope_key >= nullif(current_setting('zhikong.lo', true), '')::bigint - 1
      and scope_key < nullif(current_setting('zhikong.hi', true), '')::bigint)`)
    expect(await withBench(readerFaults)).toContainEqual(expect.stringMatching(/^parks\.bench shows 4999,/))
  })

  test('and a table that no canary fits is named', async () => {
    await plant(`create table parks.bench (length int not null check (length = 41))`)
    await expect(openCatalogueBench(own, CORE_FILLERS)).rejects.toThrow(/No canary fits into parks\.bench/)
    const bench = await openCatalogueBench(own, { ...CORE_FILLERS, 'parks.bench': { length: () => 41 } })
    await bench.end()
  })
})
