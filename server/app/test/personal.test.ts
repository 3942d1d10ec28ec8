import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPersonalRecords, declare, openVault, readConfig, StartRefused } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { UsageError } from '../src/cli/command.ts'
import { personal } from '../src/cli/personal.ts'

let base: TestDatabase
let folder: string
beforeAll(async () => {
  base = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'personal-'))
})
afterAll(async () => {
  await base.close()
  await rm(folder, { recursive: true })
})

async function run(verb: string, settings: Record<string, string> = {}) {
  const printed: string[] = []
  const told: string[] = []
  const code = await personal.run([verb], {
    config: readConfig({ DATA_DIR: folder, ...settings }, '/nowhere'),
    declarations: declare([]),
    database: async () => base.database,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    signal: new AbortController().signal,
  })
  return { code, printed, told }
}

const put = async (settings: Record<string, string> = {}) => {
  const config = readConfig({ DATA_DIR: folder, ...settings }, '/nowhere')
  const records = createPersonalRecords(await openVault(base.database, config, () => undefined))
  const data = { kind: 'PERSON', name: '张某某', idNumber: null, phone: null } as const
  const place = { scopeKey: 1, organisationId: null, hallId: null }
  const row = { holder: 'RATER', subject: 's', eventKey: 'e', occurredAt: new Date() } as const
  await base.database.withScope({ mode: 'intake' }, (trx) => records.put(trx, [{ ...row, ...place, data }]))
}

test('makes a key, tells what is under it, rotates it, and says which may go', async () => {
  await put()
  const [first = ''] = (await run('status')).printed
  expect(first).toMatch(/^\S+\t1\tseals$/u)
  const before = first.split('\t', 1)[0] ?? ''
  const { code, printed, told } = await run('rotate')
  expect(code).toBe(0)
  expect(told[0]).toContain('A new key was put first')
  expect(printed.at(-1)).toContain(`Nothing in ${base.database.name} is under ${before} any more`)
  const after = (await run('status')).printed
  expect(after).toEqual([expect.stringMatching(/\t1\tseals$/u), `${before}\t0\topens`])
  const kept = JSON.parse(await readFile(join(folder, 'personal-keys.json'), 'utf8')) as { keys: { key: string }[] }
  for (const { key } of kept.keys) expect(JSON.stringify({ printed, told })).not.toContain(key)
  const logged = await base.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.auditEntry').select(['action', 'actorKind']).execute(),
  )
  expect(logged).toContainEqual({ action: 'core.personal-key.rotated', actorKind: 'command' })
})

test('says how to rotate keys of the environment, and then does it', async () => {
  const ring = JSON.parse(await readFile(join(folder, 'personal-keys.json'), 'utf8')) as {
    keys: { id: string; key: string }[]
  }
  const old = ring.keys.map(({ id, key }) => `${id}:${key}`).join(',')
  const asked = await run('rotate', { PERSONAL_KEYS: old })
  expect(asked.told[0]).toContain('Put this key first in PERSONAL_KEYS')
  const [made = ''] = asked.printed
  const rotated = await run('rotate', { PERSONAL_KEYS: `${made},${old}` })
  expect(rotated.printed[1]).toBe(`Sealed under ${made.split(':', 1)[0]}: 1.`)
  await expect(run('status', { PERSONAL_KEYS: old })).rejects.toThrow(StartRefused)
})

test('explains itself without a verb', async () => {
  await expect(run('turn')).rejects.toThrow(UsageError)
})
