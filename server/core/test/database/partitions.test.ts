import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DayOutOfRange } from '../../src/database/index.ts'
import { monthPartitions } from '../../src/database/partitions.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const partitions = () =>
  test.database.withOwner(async (db) => {
    const result = await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'core.case_event'::regclass order by 1`.execute(db)
    return result.rows.map((row) => row.name)
  })

describe('ensurePartitions', () => {
  it('makes a month once, however many ask at the same time', async () => {
    await test.database.withOwner(async (db) => {
      const askers = Array.from({ length: 6 }, () => monthPartitions(db))
      await Promise.all(askers.map((ensure) => ensure('core.case_event', ['2026-12-31', '2026-12-01', '2027-01-01'])))
    })
    expect(await partitions()).toEqual(['core.case_event_p202612', 'core.case_event_p202701'])
  })

  it.each(['1999-12-31', '2199-01-01', '2026-13-01', 'yesterday', "2026-11'; --"])(
    'refuses %s and makes nothing of its batch',
    async (day) => {
      const before = await partitions()
      await expect(test.database.ensurePartitions('core.case_event', ['2001-02-03', day])).rejects.toThrow(
        DayOutOfRange,
      )
      expect(await partitions()).toEqual(before)
    },
  )
})
