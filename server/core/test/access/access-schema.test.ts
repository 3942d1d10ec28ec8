import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount, ensureAdministrator } from '../../src/access/accounts.ts'
import { createApiKey } from '../../src/access/third-parties/api-keys.ts'
import { buildApiSchema } from '../../src/core-schema.ts'
import type { Region } from '../../src/registers/region.ts'
import { openTestPlatform, type TestPlatform } from '../../src/testing/index.ts'
import { startApi, type RunningApi } from '../graphql/running-api.ts'

const facts = { name: 'Zhikong', version: '1', mode: 'DEMO', demoProgress: () => 0.5 } as const
const grant = ({ id, scopeKey: lo, scopeEnd: hi }: Region) => ({ id, lo, hi })

let base: TestPlatform
let api: RunningApi
let administrator: string
let province: Region
let city: Region
let county: Region
let otherCity: Region
beforeAll(async () => {
  base = await openTestPlatform([])
  base.setNow('2026-03-02T01:00:00Z')
  const { tree } = base.registers.current()
  const named = (code: string): Region => {
    const region = tree.byCode(code.padEnd(12, '0'))
    if (region === undefined) throw new Error(`no region ${code}`)
    return region
  }
  province = named('43')
  city = named('4301')
  county = named('430105')
  otherCity = named('4302')
  api = await startApi(base.database, {}, buildApiSchema({ ...base, platform: facts }))
  const permissions = ['core.issue-keys', 'core.read']
  administrator = (await createApiKey(base.database, { name: 'administrator', region: grant(city), permissions })).key
})
afterAll(async () => {
  await api.stop()
  await base.end()
})

async function ask(query: string, variables: object = {}, key?: string) {
  const headers = { 'accept-language': 'en', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }
  return (await (await api.post({ query, variables }, headers)).json()) as Record<string, unknown>
}

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    ... on CreateApiKeyPayload { key apiKey { id prefix region { code } permissions expiresAt } }
    ... on InputError { code message path }
  }
}`
const REVOKE = `mutation ($id: ID!) {
  revokeApiKey(input: { id: $id }) {
    ... on RevokeApiKeyPayload { apiKey { revokedAt } }
    ... on Error { code path }
  }
}`
const create = (input: object, key = administrator) => ask(CREATE, { input }, key)

test('tells anybody about the platform, and nobody who they are', async () => {
  expect(await ask('{ viewer { id } platform { name mode now demoProgress } }')).toEqual({
    data: {
      viewer: null,
      platform: { name: 'Zhikong', mode: 'DEMO', now: '2026-03-02T01:00:00.000Z', demoProgress: 0.5 },
    },
  })
})

test('tells a viewer who it is', async () => {
  expect(await ask('{ viewer { name username region { code } permissions } }', {}, administrator)).toEqual({
    data: {
      viewer: {
        name: 'administrator',
        username: null,
        region: { code: city.code },
        permissions: ['core.issue-keys', 'core.read'],
      },
    },
  })
})

test('makes a key that works, and revokes it', async () => {
  const expiresAt = '2099-01-01T00:00:00.000Z'
  const made = await create({ name: 'desk', region: '430105', permissions: ['core.read'], expiresAt })
  expect(made).toMatchObject({
    data: {
      createApiKey: { apiKey: { region: { code: county.code }, permissions: ['core.read'], expiresAt } },
    },
  })
  const { key, apiKey } = (made as { data: { createApiKey: { key: string; apiKey: { id: string } } } }).data
    .createApiKey
  expect(await ask('{ viewer { name } }', {}, key)).toEqual({ data: { viewer: { name: 'desk' } } })
  expect(await ask(REVOKE, { id: apiKey.id }, administrator)).toMatchObject({
    data: { revokeApiKey: { apiKey: { revokedAt: '2026-03-02T01:00:00.000Z' } } },
  })
})

test('gives nothing that the grantor does not hold', async () => {
  const report = await create({ name: 'desk', region: '430105', permissions: ['core.read', 'core.report'] })
  expect(report).toMatchObject({ data: { createApiKey: { code: 'FORBIDDEN', path: ['input', 'permissions'] } } })
})

test('answers a region that is unknown, above or beside the grantor alike', async () => {
  const answers = await Promise.all(
    ['999999', '43', '4302'].map(async (code) => {
      const answer = await create({ name: 'desk', region: code, permissions: [] })
      return JSON.stringify(answer).replaceAll(code.padEnd(12, '0'), 'CODE')
    }),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('NOT_FOUND')
})

test('answers wrong input as a value, with its place', async () => {
  const input = { name: 'desk', region: '4301', permissions: [] }
  expect(await create({ ...input, name: '' })).toMatchObject({
    data: { createApiKey: { code: 'INVALID_INPUT', path: ['input', 'name'] } },
  })
  expect(await create({ ...input, expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
    data: { createApiKey: { code: 'INVALID_INPUT', path: ['input', 'expiresAt'] } },
  })
  expect(await create({ ...input, region: '43010' })).toMatchObject({
    errors: [{ extensions: { code: 'INVALID_INPUT', path: ['input', 'region'] } }],
  })
})

test('revokes no key of another range, and none that is not there', async () => {
  const other = await createApiKey(base.database, { name: 'other', region: grant(otherCity), permissions: [] })
  for (const id of [other.apiKey.id, '00000000-0000-0000-0000-000000000000', 'x']) {
    expect(await ask(REVOKE, { id }, administrator)).toEqual({
      data: { revokeApiKey: { code: 'NOT_FOUND', path: ['input', 'id'] } },
    })
  }
})

test('lets nobody make keys without the permission', async () => {
  const reader = await createApiKey(base.database, { name: 'r', region: grant(city), permissions: ['core.read'] })
  const input = { name: 'desk', region: '4301', permissions: [] }
  expect(await create(input, reader.key)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  expect(await ask(CREATE, { input })).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
})

test('makes the administrator once, and its password up when none is given', async () => {
  const options = { region: grant(province), permissions: ['core.read'] }
  const first = await ensureAdministrator(base.database, options)
  expect(first?.madeUp).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/u)
  expect(await ensureAdministrator(base.database, options)).toBeNull()
  const body = { username: 'admin', password: first?.madeUp }
  expect((await api.post(body, {}, '/auth/sign-in')).status).toBe(204)
})

test('refuses an account that exists, a name or password that will not do', async () => {
  const account = {
    username: 'double',
    password: 'long enough to do',
    displayName: 'x',
    region: grant(city),
    roles: [],
  }
  await createAccount(base.database, account)
  const codes = [account, { ...account, username: 'A b' }, { ...account, username: 'c', password: 'short' }].map(
    (one) => createAccount(base.database, one).catch((error: unknown) => (error as { code: string }).code),
  )
  expect(await Promise.all(codes)).toEqual(['DUPLICATE_KEY', 'INVALID_INPUT', 'INVALID_INPUT'])
})
