import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differences, isUnchanged } from '../../../src/access/audit/differences.ts'
import { recordAudit, WHOLE_PLATFORM, type Actor } from '../../../src/access/audit/record.ts'
import type { Scope } from '../../../src/database/scope.ts'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/database.ts'

const ACTOR: Actor = { kind: 'account', id: 'a', name: 'somebody', address: '192.0.2.1', requestId: 'r' }
const AT = new Date('2026-03-02T01:02:03.456Z')
const CHANGSHA = { lo: 430_100_000_000 * 16, hi: 430_200_000_000 * 16 }
const entry = (action: string, scopeKey = CHANGSHA.lo) => ({ action, subject: { type: 'Hall', id: 'h' }, scopeKey })

let kept: TestDatabase
beforeAll(async () => {
  kept = await createTestDatabase()
})
afterAll(() => kept.close())

const actions = (scope: Scope) =>
  kept.database.withScope(scope, async (trx) => {
    const rows = await trx.selectFrom('core.auditEntry').select('action').orderBy('id').execute()
    return rows.map(({ action }) => action)
  })

describe('the audit log', () => {
  test('takes an entry in every scope, even one that its writer may not read', async () => {
    const scopes: readonly Scope[] = [
      { mode: 'reader', ...CHANGSHA },
      { mode: 'intake' },
      { mode: 'engine' },
      { mode: 'administration' },
    ]
    for (const scope of scopes) {
      await kept.database.withScope(scope, (trx) => recordAudit(trx, ACTOR, entry(`by.${scope.mode}`), AT))
    }
    await kept.database.withScope({ mode: 'reader', ...CHANGSHA }, (trx) =>
      recordAudit(trx, ACTOR, entry('by.outsider', WHOLE_PLATFORM), AT),
    )
    expect(await actions({ mode: 'reader', ...CHANGSHA })).toEqual([
      'by.reader',
      'by.intake',
      'by.engine',
      'by.administration',
    ])
    expect(await actions({ mode: 'engine' })).toContain('by.outsider')
  })

  test('keeps texts that a database does not take', async () => {
    const odd = { ...ACTOR, name: 'a\0b\uD800' }
    await kept.database.withScope({ mode: 'administration' }, (trx) => recordAudit(trx, odd, entry('odd.text'), AT))
    expect(await actions({ mode: 'engine' })).toContain('odd.text')
  })

  test.each([
    "update core.audit_entry set action = 'x'",
    'delete from core.audit_entry',
    'truncate core.audit_entry',
    "update core.audit_seal set seal = 'x'",
    'delete from core.audit_seal',
    "update core.audit_seal_item set leaf = 'x'",
    'delete from core.audit_seal_item',
    "insert into core.audit_trim (number, seal, at) values (1, 'x', now())",
    'alter table core.audit_entry disable row level security',
  ])('does not let the serving login run: %s', async (statement) => {
    for (const mode of ['administration', 'engine'] as const) {
      const run = kept.database.withScope({ mode }, (trx) => sql.raw(statement).execute(trx))
      await expect(run).rejects.toThrow(/permission denied|must be owner/u)
    }
  })

  test('goes back with the change that it is about', async () => {
    const failing = kept.database.withScope({ mode: 'administration' }, async (trx) => {
      await recordAudit(trx, ACTOR, entry('never.done'), AT)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await actions({ mode: 'engine' })).not.toContain('never.done')
  })
})

describe('what a change was', () => {
  test('is what differs, and nothing else', () => {
    const [before, after] = [
      { name: 'A', seat: 1, end: null },
      { name: 'B', seat: 1, end: null },
    ]
    expect(differences(before, after)).toEqual({ before: { name: 'A' }, after: { name: 'B' } })
    expect(differences(null, after)).toEqual({ before: null, after: { name: 'B', seat: 1 } })
    expect(isUnchanged(before, { ...before })).toBe(true)
    expect(isUnchanged(before, after)).toBe(false)
    expect(isUnchanged(null, {})).toBe(false)
  })
})
