import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, databaseClock, declare, readConfig, recordAudit, sealAll } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { audit } from '../src/cli/audit.ts'
import { UsageError } from '../src/cli/command.ts'
import { headsFile, openAuditLog } from '../src/process/audit-log.ts'

let base: TestDatabase
let folder: string
beforeAll(async () => {
  base = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
})
afterAll(async () => {
  await base.close()
  await rm(folder, { recursive: true })
})

const config = () => readConfig({ DATA_DIR: folder }, '/nowhere')

const verify = (...args: string[]) => run('verify', ...args)

async function run(...args: string[]) {
  const printed: string[] = []
  const code = await audit.run(args, {
    config: config(),
    declarations: declare([]),
    database: async () => base.database,
    print: (line) => void printed.push(line),
    tell: (line) => void printed.push(line),
    signal: new AbortController().signal,
  })
  return { code, printed }
}

test('seals with a key of the data folder, verifies, and says what was changed', async () => {
  const { database } = base
  const actor = { kind: 'account', id: 'a', name: 'somebody', address: '192.0.2.1', requestId: 'r' } as const
  for (const action of ['core.hall.saved', 'core.window.saved']) {
    await database.withScope({ mode: 'administration' }, (trx) =>
      recordAudit(trx, actor, { action, subject: null, scopeKey: 7 }, new Date()),
    )
    const log = await openAuditLog(config(), database, createLogger('silent'))
    expect(await sealAll({ database, clock: databaseClock(database) }, log)).toBe(1)
  }
  expect((await readFile(headsFile(config()), 'utf8')).split('\n')).toHaveLength(3)
  expect(await verify()).toEqual({
    code: 0,
    printed: ['seals     2', 'entries   2 sealed, 0 waiting', 'The audit log is whole.'],
  })
  await database.withOwner((owner) => sql`update core.audit_entry set actor_name = 'x' where id = 1`.execute(owner))
  await database.withOwner((owner) => sql`delete from core.audit_seal where number = 2`.execute(owner))
  const { code, printed } = await verify()
  expect(code).toBe(1)
  expect(printed.map((line) => line.split('  ', 1)[0])).toEqual([
    'ENTRY_CHANGED',
    'SEAL_MISSING',
    'TAIL_CUT',
    'seals',
    'entries',
    'The audit log was changed in 3 places.',
  ])
  await expect(verify('--heads', join(folder, 'none'))).rejects.toThrow(/cannot be read/u)
})

test('exports the entries of some days as lines of JSON, and says so in the log', async () => {
  const { database } = base
  const actor = { kind: 'account', id: 'a', name: 'somebody', address: '192.0.2.1', requestId: 'r' } as const
  const after = { name: 'A' }
  for (const at of ['2026-02-28T15:59:59Z', '2026-02-28T16:00:00Z', '2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z']) {
    await database.withScope({ mode: 'administration' }, (trx) =>
      recordAudit(trx, actor, { action: 'core.hall.saved', subject: null, scopeKey: 7, after }, new Date(at)),
    )
  }
  const { printed } = await run('export', '--from', '2026-03-01', '--to', '2026-03-02')
  const lines = printed.slice(0, -1).map((line) => JSON.parse(line))
  expect(lines.map(({ at }) => at)).toEqual(['2026-02-28T16:00:00.000000Z', '2026-03-01T15:59:59.000000Z'])
  expect(lines[0]).toMatchObject({ actorName: 'somebody', action: 'core.hall.saved', content: { before: null, after } })
  expect(printed.at(-1)).toBe('2 entries')
  const last = await database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.auditEntry').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  )
  expect(last).toMatchObject({ action: 'core.audit.exported', actorKind: 'command' })
  expect(JSON.parse(last.content).after).toEqual({ from: '2026-03-01', to: '2026-03-02', entries: 2 })
  await expect(run('export', '--from', '2026-03-01')).rejects.toThrow(/Say which days/u)
  await expect(run('export', '--from', '2026-02-30', '--to', '2026-03-02')).rejects.toThrow(UsageError)
})
