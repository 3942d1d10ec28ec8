import { createAccount, declare, readConfig } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { accounts } from '../src/cli/accounts.ts'
import type { Command } from '../src/cli/command.ts'
import { UsageError } from '../src/cli/command.ts'
import { keys } from '../src/cli/keys.ts'

let base: TestDatabase
beforeAll(async () => {
  base = await createTestDatabase()
  const row = (
    id: number,
    code: string,
    level: 'PROVINCE' | 'CITY' | 'COUNTY',
    parentId: number | null,
    zeros: number,
  ) => ({
    id,
    areaCode: Number(code.slice(0, 6)),
    code,
    level,
    kind: 'ORDINARY' as const,
    parentId,
    scopeKey: Number(code) * 16,
    scopeEnd: (Number(code) + 10 ** zeros) * 16,
    name: code,
    nameEn: code,
    pinyin: code,
    initials: code,
  })
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .insertInto('core.region')
      .values([
        row(1, '430000000000', 'PROVINCE', null, 10),
        row(2, '430100000000', 'CITY', 1, 8),
        row(3, '430102000000', 'COUNTY', 2, 6),
      ])
      .execute(),
  )
})
afterAll(() => base.close())

/** Runs a command over the test's database and gives what it printed. */
async function run(command: Command, ...args: string[]): Promise<string[]> {
  const printed: string[] = []
  await command.run(args, {
    config: readConfig({}, '/nowhere'),
    declarations: declare([]),
    database: async () => base.database,
    print: (line) => void printed.push(line),
    tell: () => undefined,
    signal: new AbortController().signal,
  })
  return printed
}

test('makes a key once, lists it without its secret, revokes it', async () => {
  const [key = ''] = await run(
    keys,
    'create',
    '--name',
    'desk',
    '--region',
    '4301',
    '--expires',
    '2090-01-01T00:00:00Z',
  )
  expect(key).toMatch(/^zk_[a-z0-9]{8}_[\w-]{43}$/u)
  const [line = ''] = await run(keys, 'list')
  expect(line.split('\t').slice(0, 4)).toEqual([`${key.slice(0, 11)}_…`, 'desk', '430100000000', 'core.read'])
  expect(line).toContain('good until 2090-01-01T00:00:00.000Z\tnever used')
  expect(await run(keys, 'revoke', key.slice(0, 11))).toEqual([`Revoked ${key.slice(0, 11)}_… (desk).`])
  expect((await run(keys, 'list'))[0]).toContain('revoked ')
})

test('rotates a key: both secrets are listed until the older one ends', async () => {
  const [old = ''] = await run(keys, 'create', '--name', 'rotated', '--region', '4301')
  const [next = ''] = await run(keys, 'rotate', old.slice(0, 11), '--overlap', '3')
  expect(next).toMatch(/^zk_[a-z0-9]{8}_[\w-]{43}$/u)
  const [line, older] = (await run(keys, 'list')).slice(0, 2)
  expect(line).toContain(`${next.slice(0, 11)}_…\trotated`)
  expect(older).toMatch(new RegExp(`^\t${old.slice(0, 11)}_…\topens until `, 'u'))
  await expect(run(keys, 'rotate', old.slice(0, 11))).rejects.toBeInstanceOf(UsageError)
  await run(keys, 'rotate', old.slice(0, 11), '--overlap', '0')
  expect((await run(keys, 'list')).filter((each) => each.startsWith('\t'))).toEqual([])
})

test('gives a key with all permissions none that is for people', async () => {
  await run(keys, 'create', '--name', 'everything', '--region', '4301', '--permissions', 'all')
  const [line = ''] = await run(keys, 'list')
  expect(line).toContain('core.administer,core.handle,core.read,core.report')
  expect(line).not.toMatch(/core\.(?:issue-keys|authorise|audit|decide|reveal|manage-people)/u)
})

test('makes an account with a one-time password, lists it, stops it and opens it again', async () => {
  const [password = ''] = await run(accounts, 'add', '--username', 'clerk', '--region', '430102')
  expect(password).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/u)
  expect((await run(accounts, 'list'))[0]).toBe('clerk\tclerk\t430102000000\tgood')
  await run(accounts, 'disable', 'clerk')
  expect((await run(accounts, 'list'))[0]).toContain('\tstopped ')
  await run(accounts, 'enable', 'clerk')
  const [again = ''] = await run(accounts, 'reset-password', 'clerk')
  expect(again).not.toBe(password)
})

test('gives a role, lists it under its person and withdraws it', async () => {
  const role = ['--role', 'inspector', '--region', '4301', '--expires', '2090-01-01T00:00:00Z']
  await run(accounts, 'add', '--username', 'inspector', '--region', '430102')
  const [grant = ''] = await run(accounts, 'grant', '--username', 'inspector', ...role)
  const held = (await run(accounts, 'list')).filter((line) => line.includes(grant))
  expect(held).toEqual([`\t${grant}\tINSPECTOR\t430100000000\t\t\tuntil 2090-01-01T00:00:00.000Z`])
  expect(await run(accounts, 'withdraw', grant)).toEqual(['Withdrew INSPECTOR.'])
})

test('makes nobody when the role cannot be given', async () => {
  const wanted = ['--username', 'half', '--region', '4301', '--role', 'WINDOW_STAFF']
  await expect(run(accounts, 'add', ...wanted)).rejects.toThrow('needs a hall')
  expect((await run(accounts, 'list')).join()).not.toContain('half')
})

test.each<[string, Command, string[]]>([
  ['no verb', keys, []],
  ['no name', keys, ['create', '--region', '4301']],
  ['no region', keys, ['create', '--name', 'x']],
  ['an unknown region', keys, ['create', '--name', 'x', '--region', '99']],
  ['an unknown permission', keys, ['create', '--name', 'x', '--region', '4301', '--permissions', 'core.all']],
  ['an expiry without offset', keys, ['create', '--name', 'x', '--region', '4301', '--expires', '2090-01-01']],
  [
    'an expiry that has passed',
    keys,
    ['create', '--name', 'x', '--region', '4301', '--expires', '2020-01-01T00:00:00Z'],
  ],
  ['a permission for people', keys, ['create', '--name', 'x', '--region', '4301', '--permissions', 'core.issue-keys']],
  ['a key that is not there', keys, ['revoke', 'nothere']],
  ['a key to rotate that is not there', keys, ['rotate', 'nothere']],
  ['an overlap that is too long', keys, ['rotate', 'nothere', '--overlap', '91']],
  ['an account that is not there', accounts, ['disable', 'nobody']],
  ['an unknown role', accounts, ['add', '--username', 'x', '--region', '4301', '--role', 'KING']],
  ['a role for systems', accounts, ['add', '--username', 'x', '--region', '4301', '--role', 'THIRD_PARTY']],
  [
    'a department without its organisation',
    accounts,
    ['grant', '--username', 'clerk', '--region', '43', '--role', 'DEPARTMENT'],
  ],
  [
    'a hall that is not there',
    accounts,
    ['grant', '--username', 'clerk', '--region', '43', '--role', 'WINDOW_STAFF', '--hall', 'X'],
  ],
  ['a user name with spaces', accounts, ['add', '--username', 'a b', '--region', '4301']],
])('says in a sentence what is wrong with %s', async (_what, command, args) => {
  await expect(run(command, ...args)).rejects.toBeInstanceOf(UsageError)
})

test('says that a user name is taken', async () => {
  const region = { id: 1, lo: 0, hi: 16 }
  await createAccount(base.database, {
    username: 'twin',
    password: 'long enough to do',
    displayName: 'x',
    region,
    roles: [],
  })
  await expect(run(accounts, 'add', '--username', 'twin', '--region', '43')).rejects.toThrow('"twin" exists already')
})
