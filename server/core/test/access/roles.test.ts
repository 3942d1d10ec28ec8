import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { permissionsByRole, SEPARATED_ROLES } from '../../src/access/roles.ts'
import { openDatabase } from '../../src/database/database.ts'
import { coreMigrations } from '../../src/migrations.ts'
import { CORE_PERMISSIONS } from '../../src/permission.ts'
import { createTestDatabase } from '../../src/testing/index.ts'

const held = permissionsByRole(CORE_PERMISSIONS)

test('what one administrator may do, neither of the other two may', () => {
  for (const role of SEPARATED_ROLES) {
    const others = SEPARATED_ROLES.filter((other) => other !== role)
    for (const permission of held[role]) {
      expect(others.some((other) => held[other].has(permission))).toBe(false)
    }
  }
  expect([...held.SECURITY_ADMINISTRATOR]).toEqual(['core.authorise'])
  expect([...held.AUDIT_ADMINISTRATOR]).toEqual(['core.audit'])
})

test('the public may do nothing that needs a permission, and no administrator sees an applicant in clear', () => {
  expect(held.PUBLIC.size).toBe(0)
  expect(SEPARATED_ROLES.filter((role) => held[role].has('core.reveal'))).toEqual([])
})

test('accounts of before, which held permissions, hold roles of the same reach afterwards', async () => {
  const names = Object.keys(coreMigrations)
  const before = names.filter((name) => name < '0008-roles')
  const core = Object.fromEntries(Object.entries(coreMigrations).filter(([name]) => before.includes(name)))
  const { database, owner, close } = await createTestDatabase({ core })
  const accounts = [
    ['admin', 'core.administer,core.read,efficiency.handle'],
    ['keeper', 'core.administer,core.read'],
    ['handler', 'core.read,efficiency.handle'],
    ['reader', 'core.read'],
  ] as const
  await database.withOwner(async (db) => {
    for (const [username, permissions] of accounts) {
      await sql`insert into core.account (id, username, password_hash, display_name, region_id, lo, hi, permissions, created_at)
        values (${randomUUID()}::uuid, ${username}, 'x', ${username}, 2, 100, 200, ${permissions}, now())`.execute(db)
    }
  })
  const migrated = await openDatabase({ owner, migrations: [{ name: 'core', migrations: coreMigrations }] })
  const { rows } = await migrated.withOwner((db) =>
    sql<{ username: string; roles: string[]; reach: string }>`select username, array_agg(role order by role) as roles,
        string_agg(distinct role_grant.region_id || ':' || role_grant.lo || ':' || role_grant.hi, ',') as reach
      from core.account join core.role_grant on account_id = account.id group by 1 order by 1`.execute(db),
  )
  await migrated.close()
  await close()
  expect(rows).toEqual([
    { username: 'admin', roles: ['AUDIT_ADMINISTRATOR', 'AUTHORITY', ...SECURITY_AND_SYSTEM], reach: '2:100:200' },
    { username: 'handler', roles: ['AUTHORITY'], reach: '2:100:200' },
    { username: 'keeper', roles: ['SYSTEM_ADMINISTRATOR'], reach: '2:100:200' },
    { username: 'reader', roles: ['AUDITOR'], reach: '2:100:200' },
  ])
})

const SECURITY_AND_SYSTEM = ['SECURITY_ADMINISTRATOR', 'SYSTEM_ADMINISTRATOR']
