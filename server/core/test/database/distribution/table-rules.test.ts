import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corePlacements } from '../../../src/database/distribution/placement.ts'
import type { PlacementByTable } from '../../../src/database/distribution/placement.ts'
import { readUnshippedPolicies } from '../../../src/database/distribution/policies-without-sub-selects.ts'
import { faultsOfTables, keysGivenUp, placeTables } from '../../../src/database/distribution/table-rules.ts'
import { readTables } from '../../../src/database/distribution/table-shape.ts'
import type { CoreTables } from '../../../src/database/tables.ts'
import { createTestDatabase } from '../../../src/testing/index.ts'
import type { TestDatabase } from '../../../src/testing/index.ts'

let bench: TestDatabase

beforeAll(async () => {
  bench = await createTestDatabase()
})

afterAll(() => bench.close())

/** What is wrong after some statements, which are taken back. */
async function faultsAfter(statements: readonly string[], placed: PlacementByTable = {}): Promise<readonly string[]> {
  return bench.database.withOwner(async (db) => {
    const trx = await db.startTransaction().execute()
    try {
      for (const statement of statements) await sql.raw(statement).execute(trx)
      return faultsOfTables(await placedTables(trx, placed))
    } finally {
      await trx.rollback().execute()
    }
  })
}

const placedTables = async (db: Kysely<CoreTables>, placed: PlacementByTable = {}) =>
  placeTables(await readTables(db, ['core']), { ...corePlacements, ...placed })

describe('the tables of core', () => {
  test('could lie where they are to, by every rule', async () => {
    expect(await faultsAfter([])).toEqual([])
  })

  test('are spread by their area where it is in their key, and all else is local', async () => {
    const tables = await bench.database.withOwner((db) => placedTables(db))
    const of = (name: string) => tables.find(({ shape }) => shape.name === name)?.placement
    expect(of('core."case"')).toEqual({ by: 'area_code' })
    expect(of('core.alert')).toEqual({ by: 'area_code' })
    expect(of('core.case_key')).toEqual({ by: 'case_ref' })
    expect(of('core.outbox')).toBe('local')
    expect(of('core.hall')).toBe('local')
  })

  test('come in the order of their foreign keys, and a spread one gives up those to registers', async () => {
    const tables = await bench.database.withOwner((db) =>
      placedTables(db, { 'core.hall': 'reference', 'core.organisation': 'reference', 'core.staff': { by: 'id' } }),
    )
    const names = tables.map(({ shape }) => shape.name)
    expect(names.indexOf('core.hall')).toBeLessThan(names.indexOf('core.staff'))
    expect(keysGivenUp(tables)).toEqual([
      { table: 'core.hall', key: 'hall_region_id_fkey' },
      { table: 'core.organisation', key: 'organisation_region_id_fkey' },
    ])
  })

  test('have no policy that Citus could not ship once sub-selects of one value are gone', async () => {
    const policies = await bench.database.withOwner(async (db) => {
      const away = (await placedTables(db)).filter(({ placement }) => placement !== 'local')
      return readUnshippedPolicies(
        db,
        away.map(({ shape }) => shape.name),
      )
    })
    expect(policies.length).toBeGreaterThan(5)
    expect(policies.filter(({ helped }) => !helped)).toEqual([])
    await bench.database.withOwner(async (db) => {
      for (const { statement } of policies) await sql.raw(statement).execute(db)
      expect(await readUnshippedPolicies(db, ['core."case"', 'core.alert'])).toEqual([])
    })
  })
})

describe('a planted breach is caught', () => {
  const cases: readonly [string, readonly string[], PlacementByTable, RegExp][] = [
    ['a unique key without the area', ['create unique index planted on core.alert (alert_id)'], {}, /planted keeps/],
    [
      'a column that is not there',
      [],
      { 'core.personalRecord': { by: 'holder_id' } },
      /core\.personal_record is spread by holder_id/,
    ],
    [
      'a trigger',
      [
        'create function core.planted() returns trigger language plpgsql as $$ begin return new; end $$',
        'create trigger planted before insert on core.threshold for each row execute function core.planted()',
      ],
      {},
      /core\.threshold has triggers: planted/,
    ],
    [
      'a foreign key from a table that is spread to one that is not',
      [
        'create table core.planted (id text primary key)',
        'alter table core.threshold add foreign key (calendar_id) references core.planted (id)',
      ],
      {},
      /core\.threshold has a foreign key to core\.planted/,
    ],
    [
      'a foreign key from a reference table to a local one',
      ['alter table core.hall add column planted text references core.source (code)'],
      { 'core.hall': 'reference' },
      /core\.hall has a foreign key to core\.source/,
    ],
    [
      'a second level of partitions',
      [
        `create table core.planted partition of core."case" for values from ('2001-01-01') to ('2001-02-01')
          partition by list (area_code)`,
      ],
      {},
      /second level of partitions: core\.planted/,
    ],
    [
      'a table that is spread and has no key',
      ['create table core.planted (area_code int)'],
      { 'core.planted': { by: 'area_code' } },
      /core\.planted has no primary key/,
    ],
    ['a reference table in partitions', [], { 'core.caseKey': 'reference' }, /core\.case_key is a reference table and/],
  ]
  test.each(cases)('%s', async (_, statements, placed, says) => {
    const faults = await faultsAfter(statements, placed)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(says)
  })
})
