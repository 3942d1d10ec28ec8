import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createPrincipals } from '../../../src/access/principals.ts'
import { permissionsByRole } from '../../../src/access/roles.ts'
import { listApiKeys } from '../../../src/access/third-parties/api-keys.ts'
import { thirdPartyMigrations } from '../../../src/access/third-parties/migrations.ts'
import { digest, newApiKey } from '../../../src/access/tokens.ts'
import { createTestDatabase } from '../../../src/testing/index.ts'

test('keys of before the migration go on opening, with their last use', async () => {
  const { database, close } = await createTestDatabase()
  const { key, prefix } = newApiKey()
  const used = new Date('2026-01-02T03:04:05.000Z')
  await database.withOwner(async (owner) => {
    await sql`drop table core.api_key_secret, core.client`.execute(owner)
    await sql`delete from core.app_grant where table_name in ('core.api_key_secret', 'core.client')`.execute(owner)
    await sql`alter table core.api_key add column prefix text not null unique, add column hash text not null,
      add column last_used_at timestamptz`.execute(owner)
    await sql`insert into core.api_key
      (id, prefix, hash, name, region_id, lo, hi, permissions, created_at, last_used_at)
      values (gen_random_uuid(), ${prefix}, ${digest(key)}, 'old', 2, 1, 9, 'core.read', ${used}, ${used})`.execute(
      owner,
    )
    await thirdPartyMigrations['0011-third-party']?.up(owner)
  })
  expect(await listApiKeys(database)).toMatchObject([{ name: 'old', prefix, lastUsedAt: used, secrets: [{ prefix }] }])
  const principals = createPrincipals(database, permissionsByRole({}))
  expect(await principals.find({ kind: 'key', secret: key })).toMatchObject({ name: 'old', expiresAt: null })
  await close()
})
