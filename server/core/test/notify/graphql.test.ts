import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../src/access/accounts.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { deliverDue } from '../../src/notify/webhooks/deliver.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'
import { counting } from '../imports/cases/import-kit.ts'

let bench: PluginBench
let issuer: Principal
beforeAll(async () => {
  bench = await openPluginBench([counting])
  await bench.save('halls', [{ code: 'HALL', name: '示例大厅', region: '430102' }])
  issuer = await person('430100000000', 'issuer')
})
afterAll(() => bench.end())

async function person(code: string, username: string): Promise<Principal> {
  const found = bench.registers.current().tree.byCode(code)
  if (found === undefined) throw new Error(`There is no region ${code}`)
  const region = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const account = { username, password: 'a long enough one', displayName: '测试员', region }
  const { id } = await createAccount(bench.database, { ...account, roles: ['SYSTEM_ADMINISTRATOR'] })
  return { ...bench.principal(code, 'core.issue-keys', 'core.read'), id, kind: 'account', username, name: username }
}

const SAVE = `mutation ($input: SaveWebhookInput!) { saveWebhook(input: $input) {
  ... on SaveWebhookPayload { secrets webhook { id name url owner pending hall { code } secrets { expiresAt } } }
  ... on InputError { code path } } }`
const draft = { name: '督办平台', url: 'https://93.184.216.34/hook#x', region: '430100', minLevel: 'RED' }

type Saved = {
  readonly saveWebhook: {
    readonly secrets: readonly string[]
    readonly webhook: { readonly id: string; readonly url: string; readonly hall: object | null }
    readonly code: string
    readonly path: readonly string[]
  }
}
const save = async (input: object, as: Principal = issuer): Promise<Saved['saveWebhook']> => {
  const { data, codes } = await bench.ask(SAVE, { input }, as)
  expect(codes).toEqual([])
  return (data as Saved).saveWebhook
}

test('the secret is shown once, to who makes the webhook, and never again', async () => {
  const { secrets, webhook } = await save({ ...draft, hall: 'HALL' })
  expect(secrets).toEqual([expect.stringMatching(/^whsec_/u)])
  expect(webhook).toMatchObject({ url: 'https://93.184.216.34/hook', owner: 'issuer', hall: { code: 'HALL' } })
  const changed = await save({ ...draft, id: webhook.id, name: '督办平台二' })
  expect(changed).toMatchObject({
    secrets: [],
    webhook: { id: webhook.id, hall: null, secrets: [{ expiresAt: null }] },
  })
  const { data } = await bench.ask('{ webhooks { nodes { id name secrets { createdAt } } } }', {}, issuer)
  expect(JSON.stringify(data)).toContain('督办平台二')
  expect(JSON.stringify(data)).not.toContain('whsec_')
})

test('what is not there and what lies outside are refused alike', async () => {
  const other = await person('430200000000', 'other')
  const { webhook } = await save(draft)
  const gone = '01890000-0000-7000-8000-00000000dead'
  for (const id of [webhook.id, gone]) {
    expect(await save({ ...draft, region: '430200', id }, other)).toMatchObject({ code: 'NOT_FOUND' })
    const log = await bench.ask('query ($id: ID!) { webhookDeliveries(webhook: $id) { total } }', { id }, other)
    expect(log.codes).toEqual(['NOT_FOUND'])
  }
  expect(await save(draft, other)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'region'] })
  expect(await save({ ...draft, hall: 'NO-HALL' })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'hall'] })
  const { data } = await bench.ask('{ webhooks { total } }', {}, other)
  expect(data).toEqual({ webhooks: { total: 0 } })
})

test('private addresses, bad names of events and systems that would make one are refused', async () => {
  for (const url of ['http://93.184.216.34/', 'https://10.0.0.1/', 'https://169.254.169.254/']) {
    expect(await save({ ...draft, url })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'url'] })
  }
  expect(await save({ ...draft, kinds: ['everything'] })).toMatchObject({ path: ['input', 'kinds'] })
  const system: Principal = { ...issuer, kind: 'key' }
  expect(await save(draft, system)).toMatchObject({ code: 'FORBIDDEN' })
})

test('one that has ended is told nothing, cannot be revived, and stays in the list', async () => {
  const { webhook } = await save(draft)
  const end = `mutation ($id: ID!) { endWebhook(input: { id: $id }) {
    ... on EndWebhookPayload { webhook { endReason secrets { createdAt } } } } }`
  const { data } = await bench.ask(end, { id: webhook.id }, issuer)
  expect(data).toEqual({ endWebhook: { webhook: { endReason: 'ASKED', secrets: [] } } })
  expect(await save({ ...draft, id: webhook.id })).toMatchObject({ code: 'CONFLICT' })
  const again = 'mutation ($id: ID!) { redeliver(input: { webhook: $id }) { ... on InputError { code } } }'
  expect(await bench.ask(again, { id: webhook.id }, issuer)).toMatchObject({
    data: { redeliver: { code: 'CONFLICT' } },
  })
  expect(await deliverDue({ ...bench, reachable: { loopback: false } }, webhook.id)).toBe(0)
})
