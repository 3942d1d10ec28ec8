import { buildApiSchema, declare, servicesWithoutDatabase } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import { example } from '@zhikong/example'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { plugins } from '../src/plugins.ts'

const print = (list: Parameters<typeof declare>[0]) =>
  printSchema(lexicographicSortSchema(buildApiSchema(servicesWithoutDatabase(declare(list)))))

describe('a plugin of a third party beside ours', () => {
  test('fits by one more entry in the list, wherever it stands', () => {
    const last = print([...plugins, example])
    expect(print([example, ...plugins])).toBe(last)
    expect(last).toContain('recordVisits(')
    expect(print(plugins)).not.toContain('recordVisits(')
  })

  test('migrates in either order', async () => {
    for (const list of [
      [...plugins, example],
      [example, ...plugins],
    ]) {
      const { database, close } = await createTestDatabase({ plugins: list })
      const visits = await database.withScope({ mode: 'engine' }, (trx) =>
        trx.$extendTables<{ 'example.visit': { day: string } }>().selectFrom('example.visit').select('day').execute(),
      )
      expect(visits).toEqual([])
      await close()
    }
  })
})
