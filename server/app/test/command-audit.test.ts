import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { declare, prepareData, readConfig } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { accounts } from '../src/cli/accounts.ts'
import type { Command } from '../src/cli/command.ts'
import { importFile } from '../src/cli/import.ts'
import { keys } from '../src/cli/keys.ts'
import { sources } from '../src/cli/sources.ts'

let base: TestDatabase
let folder: string
beforeAll(async () => {
  base = await createTestDatabase({ seed: { name: 'prepared', fill: prepareData } })
  folder = await mkdtemp(join(tmpdir(), 'zk-command-'))
})
afterAll(async () => {
  await base.close()
  await rm(folder, { recursive: true })
})

let known = 0
beforeEach(async () => {
  known = (await entriesAfter(0)).at(-1)?.id ?? 0
})

const entriesAfter = (id: number) =>
  base.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.auditEntry').selectAll().where('id', '>', id).orderBy('id').execute(),
  )

async function run(command: Command, ...args: string[]): Promise<readonly string[]> {
  const printed: string[] = []
  await command.run(args, {
    config: readConfig({ DEMO: '0' }, '/nowhere'),
    declarations: declare([]),
    database: async () => base.database,
    print: (line) => void printed.push(line),
    tell: () => undefined,
    signal: new AbortController().signal,
  })
  return printed
}

const byMe = { actorKind: 'command', actorId: userInfo().username, actorName: userInfo().username, outcome: 'DONE' }

test('keys made and revoked by a command are in the audit log as done by the user of the system', async () => {
  const [key = ''] = await run(keys, 'create', '--name', 'Desk', '--region', '4301')
  await run(keys, 'list')
  await run(keys, 'revoke', key.slice(3, 11))
  await run(keys, 'revoke', key.slice(3, 11))
  const entries = await entriesAfter(known)
  expect(entries).toMatchObject([
    { ...byMe, action: 'core.key.created' },
    { ...byMe, action: 'core.key.revoked' },
  ])
  expect(JSON.stringify(entries)).not.toContain(key.slice(12))
})

test('an account made and stopped by a command is in the audit log as well, without its password', async () => {
  const [password = ''] = (await run(accounts, 'add', '--username', 'wang', '--region', '4301')).slice(-1)
  await run(accounts, 'disable', 'wang')
  const entries = await entriesAfter(known)
  expect(entries).toMatchObject([
    { ...byMe, action: 'core.person.created' },
    { ...byMe, action: 'core.person.disabled' },
  ])
  expect(JSON.stringify(entries)).not.toContain(password)
})

test('a source given to another region by a command is in the audit log, with whose it was', async () => {
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx.insertInto('core.source').values({ code: 'desk', lo: 1, hi: 2, claimedAt: new Date() }).execute(),
  )
  expect(await run(sources, 'give', 'desk', '--region', '4301')).toEqual(['The source desk belongs to 4301.'])
  expect(await run(sources, 'list')).toEqual([expect.stringMatching(/^desk\t430100000000\t/u)])
  const [entry] = await entriesAfter(known)
  expect(entry).toMatchObject({ ...byMe, action: 'core.source.given', subjectType: 'Source', subjectId: 'desk' })
  expect(JSON.parse(entry?.content ?? '').before).toEqual({ lo: 1, hi: 2 })
  await expect(run(sources, 'give', 'nobody', '--region', '4301')).rejects.toThrow('Nobody has reported under "nobody"')
})

test('an import of registers is one entry with the hash of the file; a dry run and a repetition are none', async () => {
  const path = join(folder, 'halls.csv')
  await writeFile(path, 'code,name,region\nA,示例大厅甲,430102\nB,示例大厅乙,4301\n')
  await run(importFile, 'registers', 'halls', path, '--dry-run')
  expect(await entriesAfter(known)).toEqual([])
  await run(importFile, 'registers', 'halls', path)
  await run(importFile, 'registers', 'halls', path)
  const [entry, ...more] = await entriesAfter(known)
  expect(entry).toMatchObject({
    ...byMe,
    action: 'core.register.imported',
    subjectType: 'Register',
    subjectId: 'halls',
  })
  expect(JSON.parse(entry?.content ?? '')).toEqual({
    before: null,
    after: { file: 'halls.csv', sha256: expect.stringMatching(/^[\da-f]{64}$/u), created: 2, changed: 0 },
  })
  expect(more).toEqual([])
})
