import type { Matrix } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsNamed, openServerMatrix, soundFields } from './opened.ts'
import { contentOfTables, VOLATILE } from './table-content.ts'

const night = process.env['ZHIKONG_NIGHT'] === '1'

let matrix: Matrix

beforeAll(async () => {
  matrix = await openServerMatrix()
}, 120_000)
afterAll(() => matrix.end())

describe('every field, asked by every role from every position over every channel', () => {
  test('tells nothing out of reach, and no more of what is foreign than of what is not there; changes neither', async () => {
    const before = await contentOfTables(matrix)
    const begun = performance.now()
    const { cases, faults } = await matrix.run({ fields: soundFields(matrix), every: night ? 1 : 2 })
    process.stdout.write(`${cases} cases of the matrix in ${Math.round((performance.now() - begun) / 1_000)} s\n`)
    expect(faults.slice(0, 10)).toEqual([])
    expect(matrix.logged).toEqual([])
    expect(cases).toBeGreaterThan(3_000)
    const after = await contentOfTables(matrix)
    const changed = [...before.keys()].filter((table) => before.get(table) !== after.get(table))
    expect(changed.filter((table) => !VOLATILE.has(table))).toEqual([])
  }, 300_000)

  test('is caught when a field forgets both layers', async () => {
    const { faults } = await matrix.run({ fields: fieldsNamed(matrix, 'plantedLeak') })
    expect(faults.join('\n')).toMatch(/AUTHORITY, self: plantedLeak over POST .* tells planted\.note\.text/u)
  })

  test('is held by row security when a field forgets to name its reach', async () => {
    expect((await matrix.run({ fields: fieldsNamed(matrix, 'plantedForgetful') })).faults).toEqual([])
  })
})

describe('with row security switched off', () => {
  beforeAll(() =>
    matrix.asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'select c.oid::regclass::text as name from pg_class c where c.relrowsecurity',
      )
      for (const { name } of rows) await client.query(`alter table ${name} disable row level security`)
    }),
  )

  test('what the queries name holds by itself', async () => {
    const fields = soundFields(matrix).filter(({ operation }) => operation !== 'mutation')
    const { cases, faults } = await matrix.run({ fields, every: night ? 1 : 4 })
    expect(faults.slice(0, 10)).toEqual([])
    expect(cases).toBeGreaterThan(700)
  }, 200_000)

  test('a field that forgot to name its reach is caught', async () => {
    const { faults } = await matrix.run({ fields: fieldsNamed(matrix, 'plantedForgetful') })
    expect(faults.join('\n')).toMatch(/AUTHORITY, own hall: plantedForgetful over POST .* tells planted\.note\.text/u)
  })
})
