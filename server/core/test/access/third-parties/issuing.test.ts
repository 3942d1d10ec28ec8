import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Principal } from '../../../src/graphql/context.ts'
import { createPrincipals } from '../../../src/access/principals.ts'
import { permissionsByRole } from '../../../src/access/roles.ts'
import { openPluginBench, type PluginBench } from '../../../src/testing/plugin-bench.ts'

const NOON = '2026-03-02T04:00:00.000Z'
const daysLater = (days: number) => new Date(Date.parse(NOON) + days * 86_400_000).toISOString()

let bench: PluginBench
let issuer: Principal
beforeAll(async () => {
  bench = await openPluginBench([])
})
beforeEach(() => {
  bench.setNow(NOON)
  issuer = bench.principal('4301', 'core.issue-keys', 'core.read', 'core.report', 'core.audit')
})
afterAll(() => bench.end())

const SYSTEM = 'id name permissions createdBy expiresAt lastUsedAt revokedAt region { code }'
const KEY = `${SYSTEM} prefix secrets { prefix createdAt expiresAt lastUsedAt }`
type Secret = { prefix: string; createdAt: string; expiresAt: string | null; lastUsedAt: string | null }
type Key = { id: string; prefix: string; revokedAt: string | null; lastUsedAt: string | null; secrets: Secret[] }
type Answered = { key: string; apiKey: Key; client: { id: string }; code?: string; path?: string[]; message?: string }

async function change(name: string, input: object, as: Principal = issuer): Promise<Answered> {
  const Name = `${name[0]?.toUpperCase()}${name.slice(1)}`
  const selected = name.endsWith('Client')
    ? `client { ${SYSTEM} clientId }`
    : `${name === 'revokeApiKey' ? '' : 'key'} apiKey { ${KEY} }`
  const document = `mutation ($input: ${Name}Input!) { ${name}(input: $input) {
    ... on ${Name}Payload { ${selected} } ... on InputError { code path message } } }`
  const { data, codes } = await bench.ask(document, { input }, as)
  if (codes.length > 0) throw new Error(codes.join())
  return (data as Record<string, Answered>)[name] as Answered
}

const create = (input: object = {}, as?: Principal) =>
  change('createApiKey', { name: 'desk', region: '430105', permissions: ['core.read'], ...input }, as)

async function opens(secret: string): Promise<boolean> {
  const principals = createPrincipals(bench.database, permissionsByRole({}), bench.clock.now)
  return (await principals.find({ kind: 'key', secret })) !== null
}

test('a new secret and the one before both open until the overlap is over', async () => {
  const { key: old, apiKey } = await create()
  expect(apiKey).toMatchObject({ createdBy: 'Test', secrets: [{ expiresAt: null, lastUsedAt: null }] })
  const { key: next, apiKey: rotated } = await change('rotateApiKey', { id: apiKey.id })
  expect(rotated).toMatchObject({ id: apiKey.id, prefix: next.slice(3, 11) })
  expect(rotated.secrets.map(({ prefix, expiresAt }) => [prefix, expiresAt])).toEqual([
    [next.slice(3, 11), null],
    [old.slice(3, 11), daysLater(7)],
  ])
  expect([await opens(old), await opens(next)]).toEqual([true, true])
  bench.setNow(daysLater(7))
  expect([await opens(old), await opens(next)]).toEqual([false, true])
})

test('never more than two secrets open: a second rotation waits, or ends all older ones at once', async () => {
  const { key: first, apiKey } = await create()
  const { key: second } = await change('rotateApiKey', { id: apiKey.id, overlapDays: 90 })
  const refused = await change('rotateApiKey', { id: apiKey.id, overlapDays: 1 })
  expect(refused).toMatchObject({ code: 'CONFLICT', path: ['input', 'id'] })
  expect(refused.message).toContain(`zk_${first.slice(3, 11)}_… still opens until ${daysLater(90)}`)
  const { key: third, apiKey: after } = await change('rotateApiKey', { id: apiKey.id, overlapDays: 0 })
  expect(after.secrets.map(({ prefix }) => prefix)).toEqual([third.slice(3, 11)])
  expect(await Promise.all([first, second, third].map(opens))).toEqual([false, false, true])
})

test('two rotations at once give one new secret and one conflict', async () => {
  const { apiKey } = await create()
  const both = await Promise.all([1, 2].map(() => change('rotateApiKey', { id: apiKey.id })))
  expect(both.map(({ code }) => code ?? 'DONE').toSorted()).toEqual(['CONFLICT', 'DONE'])
})

test.each([-1, 91])('an overlap of %d days is out of bounds', async (overlapDays) => {
  const { apiKey } = await create()
  expect(await change('rotateApiKey', { id: apiKey.id, overlapDays })).toMatchObject({
    code: 'INVALID_INPUT',
    path: ['input', 'overlapDays'],
  })
})

test('a key that has ended gets no new secret and shows none', async () => {
  const { apiKey: revoked, key } = await create()
  await change('rotateApiKey', { id: revoked.id })
  const { apiKey: after } = await change('revokeApiKey', { id: revoked.id })
  expect(after).toMatchObject({ revokedAt: NOON, secrets: [] })
  expect(await opens(key)).toBe(false)
  expect(await change('rotateApiKey', { id: revoked.id })).toMatchObject({ code: 'CONFLICT' })
  const { apiKey: short } = await create({ expiresAt: daysLater(1) })
  bench.setNow(daysLater(1))
  expect(await change('rotateApiKey', { id: short.id })).toMatchObject({ code: 'CONFLICT' })
})

test('each secret notes its own last use, the key the latest of them', async () => {
  const { key: old, apiKey } = await create()
  expect(await opens(old)).toBe(true)
  bench.setNow(daysLater(1))
  const { key: next } = await change('rotateApiKey', { id: apiKey.id })
  expect(await opens(next)).toBe(true)
  const { data } = await bench.ask(`{ apiKeys(first: 200) { nodes { ${KEY} } } }`, {}, issuer)
  const { nodes } = (data as { apiKeys: { nodes: Key[] } }).apiKeys
  const found = nodes.find(({ id }) => id === apiKey.id)
  expect(found?.secrets.map(({ lastUsedAt }) => lastUsedAt)).toEqual([daysLater(1), NOON])
  expect(found?.lastUsedAt).toBe(daysLater(1))
})

test('a key or client holds no more than its grantor, and nothing that is for people', async () => {
  const client = { clientId: 'c', name: 'c', region: '4301' }
  for (const permission of ['core.administer', 'core.audit', 'core.issue-keys', 'no.such']) {
    const answers = [
      await create({ permissions: ['core.read', permission] }),
      await change('saveClient', { ...client, permissions: [permission] }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ code: 'FORBIDDEN', path: ['input', 'permissions'] })
  }
})

test('who holds less than a key gets no new secret of it, and may still revoke it', async () => {
  const { key, apiKey } = await create({ permissions: ['core.read', 'core.report'] })
  const lesser = bench.principal('4301', 'core.issue-keys', 'core.read')
  expect(await change('rotateApiKey', { id: apiKey.id }, lesser)).toMatchObject({
    code: 'FORBIDDEN',
    path: ['input', 'id'],
  })
  expect(await opens(key)).toBe(true)
  expect(await change('revokeApiKey', { id: apiKey.id }, lesser)).toMatchObject({ apiKey: { revokedAt: NOON } })
})

test('who is bound to an organisation or a hall issues, sees and revokes nothing', async () => {
  const { apiKey } = await create()
  for (const bound of [{ organisationId: 7 }, { hallId: 7 }]) {
    const as = { ...issuer, ...bound }
    expect(await create({}, as)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'region'] })
    expect(await change('revokeApiKey', { id: apiKey.id }, as)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await change('rotateApiKey', { id: apiKey.id }, as)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.ask('{ apiKeys { total } clients { total } }', {}, as)).toEqual({
      data: { apiKeys: { total: 0 }, clients: { total: 0 } },
      codes: [],
    })
  }
})

test('keys and clients of another range are not there', async () => {
  const other = bench.principal('4302', 'core.issue-keys', 'core.read')
  const { apiKey } = await create()
  const { client } = await change('saveClient', { clientId: 'mine', name: 'm', region: '4301', permissions: [] })
  const absent = { id: '00000000-0000-0000-0000-000000000000' }
  for (const [name, id] of [
    ['rotateApiKey', apiKey.id],
    ['revokeApiKey', apiKey.id],
    ['revokeClient', client.id],
  ]) {
    const [theirs, none] = [await change(`${name}`, { id }, other), await change(`${name}`, absent, other)]
    expect(JSON.stringify(theirs).replaceAll(`${id}`, 'ID')).toBe(JSON.stringify(none).replaceAll(absent.id, 'ID'))
    expect(theirs.code).toBe('NOT_FOUND')
  }
  expect(await bench.ask('{ apiKeys { total } clients { total } }', {}, other)).toMatchObject({
    data: { apiKeys: { total: 0 }, clients: { total: 0 } },
  })
})

test('the name of a client is taken everywhere, and cannot be taken over from another range', async () => {
  const client = { clientId: 'taken', name: 'first', region: '4301', permissions: [] }
  await change('saveClient', client)
  const other = bench.principal('4302', 'core.issue-keys')
  expect(await change('saveClient', { ...client, region: '4302' }, other)).toMatchObject({
    code: 'DUPLICATE_KEY',
    path: ['input', 'clientId'],
  })
})

test('a name that two ranges register at once belongs to one of them', async () => {
  const other = bench.principal('4302', 'core.issue-keys')
  const client = { clientId: 'contested', name: 'c', permissions: [] }
  const answers = await Promise.all([
    change('saveClient', { ...client, region: '4301' }),
    change('saveClient', { ...client, region: '4302' }, other),
  ])
  expect(answers.map(({ code }) => code ?? 'SAVED').toSorted()).toEqual(['DUPLICATE_KEY', 'SAVED'])
})

test('saving a client again changes it; one that was revoked comes again', async () => {
  const client = { clientId: 'again', name: 'first', region: '4301', permissions: ['core.read', 'core.report'] }
  const { client: made } = await change('saveClient', client)
  expect(await change('revokeClient', { id: made.id })).toMatchObject({ client: { revokedAt: NOON } })
  const { client: saved } = await change('saveClient', { ...client, name: 'second', permissions: ['core.read'] })
  expect(saved).toMatchObject({ id: made.id, name: 'second', permissions: ['core.read'], revokedAt: null })
})

test.each([
  ['', ['input', 'clientId']],
  ['名称', ['input', 'clientId']],
  ['x'.repeat(201), ['input', 'clientId']],
])('refuses %j as the name of a client', async (clientId, path) => {
  const client = { clientId, name: 'c', region: '4301', permissions: [] }
  expect(await change('saveClient', client)).toMatchObject({ code: 'INVALID_INPUT', path })
})

test('lists come in pages, the newest first, each key once', async () => {
  const county = bench.principal('430111', 'core.issue-keys')
  const names = ['1', '2', '3', '4', '5']
  for (const name of names) await create({ name, region: '430111', permissions: [] }, county)
  const document = `query ($after: String) { apiKeys(first: 2, after: $after) {
    total nodes { name } pageInfo { hasNextPage endCursor } } }`
  type Page = { total: number; nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  const seen: string[] = []
  for (let after: string | null = null, more = true; more;) {
    const { data } = await bench.ask(document, { after }, county)
    const { total, nodes, pageInfo } = (data as { apiKeys: Page }).apiKeys
    expect(total).toBe(5)
    seen.push(...nodes.map(({ name }) => name))
    ;[after, more] = [pageInfo.endCursor, pageInfo.hasNextPage]
  }
  expect(seen.toSorted()).toEqual(names)
  expect((await bench.ask(document, { after: 'x' }, county)).codes).toEqual(['INVALID_INPUT'])
})

test.each(['{ apiKeys { total } }', '{ clients { total } }'])('%s wants the permission to issue', async (document) => {
  expect((await bench.ask(document, {}, bench.principal('43', 'core.administer'))).codes).toEqual(['FORBIDDEN'])
  expect((await bench.ask(document)).codes).toEqual(['UNAUTHENTICATED'])
})
