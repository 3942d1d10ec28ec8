import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { binaryArray } from '../../src/database/binary-array.ts'
import { unnest } from '../../src/database/bulk.ts'
import { createTestDatabase } from '../../src/testing/database.ts'
import type { TestDatabase } from '../../src/testing/database.ts'

let testing: TestDatabase
beforeAll(async () => {
  testing = await createTestDatabase()
})
afterAll(() => testing.close())

/** What PostgreSQL reads in an array, as its texts. */
const read = (type: string, parameter: unknown) =>
  testing.database.withOwner(async (db) => {
    const { rows } = await sql<{ texts: readonly (string | null)[] }>`
      select array(select v::text from unnest(${parameter}::${sql.raw(type)}[]) with ordinality as u(v, n) order by n) as texts`.execute(
      db,
    )
    return rows[0]?.texts
  })

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ' '))
const instant = (min: string, max: string) => fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
const whole = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  int: whole(32),
  bigint: fc.maxSafeInteger(),
  float8: fc.double(),
  boolean: fc.boolean(),
  text,
  uuid: fc.uuid(),
  date: instant('1000-01-01', '9999-12-30').map((value) => value.toISOString().slice(0, 10)),
  timestamptz: instant('1800-01-01', '2200-01-01'),
  bytea: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
}

test.each(Object.entries(values))('the binary form of %s says what the text form says', async (type, value) => {
  const lists = fc.array(fc.option(value), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(lists, async (list) => {
      const binary = binaryArray(type, list)
      expect(binary).toBeInstanceOf(Buffer)
      const texts = list.map((each) => (each instanceof Date ? each.toISOString() : each))
      expect(await read(type, binary)).toEqual(await read(type, texts))
    }),
    { numRuns: 25 },
  )
})

test('zero has no sign in either form', async () => {
  expect(await read('float8', binaryArray('float8', [-0]))).toEqual(await read('float8', [-0]))
})

test.each([
  ['int', 1.5],
  ['int', 2 ** 31],
  ['bigint', 2 ** 53],
  ['date', '2026-02-30'],
  ['date', 'infinity'],
  ['uuid', '{0}'],
  ['timestamptz', new Date(Number.NaN)],
  ['timestamptz', new Date('5665-09-23')],
  ['text', 7],
  ['jsonb', '{}'],
])('a value that is no %s has no binary form: %s', (type, value) => {
  expect(binaryArray(type, [null, value])).toBeUndefined()
})

test('rows come back as they were given, and what is out of range is refused by the database', async () => {
  const rows = [
    { n: 1, name: '政务大厅', at: new Date('2026-03-02T01:00:00.123Z'), day: '2026-03-02' },
    { n: -7, name: null, at: null, day: '1999-12-31' },
  ]
  const types = { n: 'bigint', name: 'text', at: 'timestamptz', day: 'date' }
  await testing.database.withOwner(async (db) => {
    const found = await sql`select * from ${unnest(types, rows)}`.execute(db)
    expect(found.rows).toEqual(rows)
    const wrong = sql`select * from ${unnest({ n: 'int' }, [{ n: 2 ** 40 }])}`.execute(db)
    await expect(wrong).rejects.toMatchObject({ code: '22003' })
    const nul = sql`select * from ${unnest({ name: 'text' }, [{ name: 'a\0b' }])}`.execute(db)
    await expect(nul).rejects.toMatchObject({ code: '22021' })
  })
})
