import { coreClasses, SHARED_RECORDS } from '@zhikong/core'
import {
  columnFaults,
  CORE_FILLERS,
  createTestDatabase,
  openCatalogueBench,
  readerFaults,
  READERS_APPEND_TO,
  STATES,
  stateFaults,
  structureFaults,
} from '@zhikong/core/testing'
import type { CatalogueBench, Fillers, TestDatabase } from '@zhikong/core/testing'
import { example } from '@zhikong/example'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoMigrations } from '../src/demo/migrations.ts'
import { plugins } from '../src/plugins.ts'

/** Values of tables of plugins that follow from no type and no list; a table that no canary fits fails. */
const FILLERS: Fillers = {
  'improvement.rectification': { finding_id: () => randomUUID() },
  'improvement.extension': { days: () => 5 },
  'improvement.rating_fault': { to_day: () => '2026-12-01' },
}

/** Those of a demo have no place in the real database, and no class: nothing in them is of anybody. */
const demoClasses = {
  'demo.progress': {
    one: 'internal',
    seed: 'internal',
    begunOn: 'internal',
    loadedDay: 'internal',
    reportedUntil: 'internal',
    pluginsLoaded: 'internal',
  },
} as const

const everyPlugin = [...plugins, example]
const declared = [...SHARED_RECORDS, ...everyPlugin]
const classes = Object.assign({ ...coreClasses, ...demoClasses }, ...declared.map(({ columns }) => columns ?? {}))

let own: TestDatabase
let bench: CatalogueBench

beforeAll(async () => {
  own = await createTestDatabase({ plugins: [...everyPlugin, demoMigrations] })
  bench = await openCatalogueBench(own, { ...CORE_FILLERS, ...FILLERS })
})
afterAll(async () => {
  await bench.end()
  await own.close()
})

describe('every table of core, of each plugin and of the demo', () => {
  test('is looked at', () => {
    const schemas = new Set(bench.tables.map(({ schema }) => schema))
    expect([...schemas]).toEqual(expect.arrayContaining(['core', 'demo', 'example']))
    expect(bench.tables.length).toBeGreaterThan(40)
  })

  test('has a class for each column, and nothing personal or sensitive in clear where readers look', () => {
    expect(columnFaults(bench.tables, classes)).toEqual([])
  })

  test('is closed to whoever is not held by a policy', async () => {
    expect(await own.database.withOwner(structureFaults)).toEqual([])
  })

  test.each(STATES)('lets nothing through and refuses what is written: %s', async (state) => {
    expect(await stateFaults(bench, state, READERS_APPEND_TO)).toEqual([])
  })

  test('shows a reader the rows of the range, organisation and hall, and no others', async () => {
    expect(await readerFaults(bench)).toEqual([])
  })
})
