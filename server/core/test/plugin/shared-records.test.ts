import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPlugins } from '../../src/boot-checks.ts'
import { declare } from '../../src/compose.ts'
import { buildApiSchema, servicesWithoutDatabase } from '../../src/core-schema.ts'
import { SHARED_RECORDS } from '../../src/shared-records.ts'
import { columnFaults } from '../../src/testing/catalogue/column-faults.ts'
import { readSecuredTables } from '../../src/testing/catalogue/secured-table.ts'
import { emptyFigureFaults } from '../../src/testing/conformance/empty-figures.ts'
import { readPackage } from '../../src/testing/conformance/package-files.ts'
import { clauseFaults } from '../../src/testing/conformance/room-plan.ts'
import { readTables } from '../../src/testing/conformance/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'

const TESTS = join(dirname(fileURLToPath(import.meta.url)), '..')
const ALWAYS = { lo: 0, hi: 9e15, from: '2000-01-01', to: '2100-01-01' }

let own: TestDatabase

beforeAll(async () => {
  own = await createTestDatabase()
})
afterAll(() => own.close())

test('shared records state themselves without a mistake, and fit together', () => {
  expect(checkPlugins(SHARED_RECORDS)).toEqual([])
})

test('shared records build a schema together, each root field with its access', () => {
  expect(buildApiSchema(servicesWithoutDatabase(declare([]))).getQueryType()).toBeDefined()
})

test('no table is in a schema that nobody declares', async () => {
  const known = new Set(['core', ...SHARED_RECORDS.map(({ name }) => name)])
  const tables = await own.database.withOwner(readTables)
  expect(tables.filter(({ schema }) => !known.has(schema))).toEqual([])
})

describe.each(SHARED_RECORDS.map((record, at) => ({ name: record.name, record, at })))('$name', ({ record, at }) => {
  test('keeps its tables in its own schema, under forced row-level security, and leads to records before it', async () => {
    const before = new Set(['core', record.name, ...SHARED_RECORDS.slice(0, at).map(({ name }) => name)])
    const tables = (await own.database.withOwner(readTables)).filter(({ schema }) => schema === record.name)
    const wrong = tables.filter(
      ({ forced, policies, leadsTo }) => !forced || policies === 0 || leadsTo.some((schema) => !before.has(schema)),
    )
    expect(wrong).toEqual([])
  })

  test('gives each column a class, and shows readers nothing in clear that its class forbids', async () => {
    const tables = await own.database.withOwner(readSecuredTables)
    const its = tables.filter(({ schema }) => schema === record.name)
    expect(columnFaults(its, record.columns ?? {})).toEqual([])
  })

  test('names each clause that it claims in a test', async () => {
    const files = await readPackage(join(TESTS, record.name))
    expect(clauseFaults(new Map([...files].map(([path, text]) => [`test/${path}`, text])), record.clauses)).toEqual([])
  })

  test('answers 0 or "no data" for every indicator, and recounts nothing, where nothing was recorded', async () => {
    expect(await emptyFigureFaults(record, own.database)).toEqual([])
    for (const measure of record.measures ?? []) {
      if (measure.subject !== 'own') continue
      const rows = await own.database.withScope({ mode: 'engine' }, (db) => measure.recount(db as never, ALWAYS))
      expect([measure.code, rows]).toEqual([measure.code, []])
    }
  })
})
