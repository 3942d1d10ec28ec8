import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coreClasses } from '../../src/database/core-classes.ts'
import {
  columnFaults,
  CORE_FILLERS,
  openCatalogueBench,
  readerFaults,
  READERS_APPEND_TO,
  STATES,
  stateFaults,
  structureFaults,
} from '../../src/testing/catalogue/index.ts'
import type { CatalogueBench } from '../../src/testing/catalogue/index.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'

let own: TestDatabase
let bench: CatalogueBench

beforeAll(async () => {
  own = await createTestDatabase()
  bench = await openCatalogueBench(own, CORE_FILLERS)
})
afterAll(async () => {
  await bench.end()
  await own.close()
})

describe('every table of core', () => {
  test('has a class for each column, and nothing personal or sensitive in clear where readers look', () => {
    expect(columnFaults(bench.tables, coreClasses)).toEqual([])
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
