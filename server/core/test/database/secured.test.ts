import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { checkAppLogin } from '../../src/database/server-checks.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const openTables = () =>
  test.database.withOwner(async (db) => {
    const result = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = 'core'
      and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`.execute(db)
    return result.rows.map((row) => row.name)
  })

describe('the tables of core', () => {
  it('all have forced row security, partitions too', async () => {
    await test.database.ensurePartitions('core.case', ['2026-11-22', '2026-12-01'])
    expect(await openTables()).toEqual([])
  })

  it('are caught when one has not', async () => {
    await test.database.withOwner((db) => sql`create table core.planted (id int)`.execute(db))
    expect(await openTables()).toEqual(['core.planted'])
    await test.database.withOwner((db) => sql`drop table core.planted`.execute(db))
  })

  it('are none of the serving login’s, and it cannot read partitions or the owner’s tables directly', async () => {
    const attempt = (table: string) =>
      test.database.withScope({ mode: 'administration' }, (db) => sql`select * from ${sql.raw(table)}`.execute(db))
    await expect(attempt('core.case_p202611')).rejects.toThrow(/permission denied/)
    await expect(attempt('core.app_login')).rejects.toThrow(/permission denied/)
    await expect(attempt('core."case"')).resolves.toBeDefined()
  })

  it('show nothing without a scope', async () => {
    const count = await test.database.withScope({ mode: 'administration' }, async (db) => {
      await sql`select set_config('zhikong.mode', '', true), set_config('zhikong.lo', '', true),
        set_config('zhikong.hi', '', true)`.execute(db)
      const names = await sql<{ name: string }>`select table_name as name from information_schema.role_table_grants
        where table_schema = 'core' and privilege_type = 'SELECT' and grantee = current_user`.execute(db)
      expect(names.rows.length).toBeGreaterThan(5)
      const counts = []
      for (const { name } of names.rows) {
        counts.push(await sql<{ n: number }>`select count(*) as n from core.${sql.id(name)}`.execute(db))
      }
      return counts.reduce((sum, { rows }) => sum + (rows[0]?.n ?? 0), 0)
    })
    expect(count).toBe(0)
  })
})

describe('the serving login', () => {
  it('is refused when it owns tables', async () => {
    await test.database.withOwner(async (db) => {
      await expect(checkAppLogin(db)).rejects.toThrow(/owns tables: it must not serve/)
    })
  })
})
