import { inspect } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../../../src/access/third-parties/api-keys.ts'
import { buildApiSchema } from '../../../src/core-schema.ts'
import { definePlugin } from '../../../src/plugin.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import { testVault } from '../../../src/testing/vault.ts'
import { testClock } from '../../cases/test-clock.ts'
import type { RunningApi } from '../../graphql/running-api.ts'
import { startApi } from '../../graphql/running-api.ts'

const planted = definePlugin<{ Emits: { 'planted.card.issued': object } }>({
  name: 'planted',
  title: { 'zh-CN': '测试', en: 'Test' },
  clauses: [],
  permissions: {},
  clocks: [testClock()],
  emits: ['planted.card.issued'],
})

/** What must not be seen anywhere: names, numbers and telephones of nobody. */
const CANARIES = ['金丝雀', '11010519491231', '199000077', '喙', 'E7700077'] as const
const BIRD = { name: '金丝雀甲', idNumber: '11010519491231002X', phone: '19900007701' }
const OTHER = { name: '喙某某', idNumber: 'E77000770', phone: '19900007702' }

let platform: TestPlatform
let api: RunningApi
let key: string
/** Everything that left the process, but for what a reveal gave. */
const left: string[] = []
const stderr = process.stderr.write.bind(process.stderr)

beforeAll(async () => {
  platform = await openTestPlatform([planted])
  platform.setNow('2026-03-20T04:00:00Z')
  await platform.save('organisations', [{ code: 'ORG', name: '机构', region: '430105', kind: 'DEPARTMENT' }])
  await platform.save('halls', [{ code: 'KF', name: '大厅', region: '430105' }])
  await platform.save('matters', [
    {
      code: 'M',
      name: '事项',
      type: '测试',
      kind: 'PROMISED',
      organisation: 'ORG',
      promised: { amount: 1, unit: 'WORKING_DAY' },
      statutory: { amount: 2, unit: 'WORKING_DAY' },
    },
  ])
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const schema = buildApiSchema({ ...platform, platform: facts })
  const { clock, declarations } = platform
  const { rolePermissions } = declarations
  api = await startApi(platform.database, {}, schema, { clock, rolePermissions, vault: testVault })
  const region = platform.registers.current().tree.byCode('430000000000')
  if (region === undefined) throw new Error('No province')
  const issued = await createApiKey(platform.database, {
    name: 'canary',
    region: { id: region.id, lo: region.scopeKey, hi: region.scopeEnd },
    permissions: ['core.read', 'core.report', 'core.reveal'],
  })
  key = issued.key
  process.stderr.write = ((chunk: string | Uint8Array) => {
    left.push(String(chunk))
    return true
  }) as typeof process.stderr.write
})
afterAll(async () => {
  process.stderr.write = stderr
  await api.stop()
  await platform.end()
})

const send = async (body: unknown): Promise<string> => {
  const response = await api.post(body, { authorization: `Bearer ${key}` })
  return `${inspect([...response.headers])} ${await response.text()}`
}
const REPORT = `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) {
  results { status caseId error { code message path } } } }`
const report = async (...input: unknown[]) => {
  const answer = await send({ query: REPORT, variables: { input } })
  left.push(answer)
  return answer
}
const event = (externalId: string, kind: string, day: string, more: object = {}) => ({
  source: 'desk',
  externalId,
  eventId: kind,
  kind,
  occurredAt: `2026-03-${day}T02:00:00Z`,
  hall: 'KF',
  matter: 'M',
  ...more,
})
const bare = { hall: undefined, matter: undefined }

const REVEAL = `mutation ($input: RevealApplicantInput!) { revealApplicant(input: $input) {
  ... on RevealApplicantPayload { applicant { name idNumber phone } } ... on InputError { code message path } } }`
const LOOK_UP = `mutation ($input: LookUpApplicantInput!) { lookUpApplicant(input: $input) {
  ... on LookUpApplicantPayload { cases { id applicant { name idNumber phone } } }
  ... on InputError { code message path } } }`

/** Every field of every table of the database in which a canary sits, also as the bytes of its text. */
const tablesWithCanaries = () =>
  platform.database.withOwner(async (db) => {
    const tables = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'
        and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`.execute(db)
    const patterns = CANARIES.flatMap((canary) => [canary, Buffer.from(canary, 'utf8').toString('hex')])
    const found: string[] = []
    for (const { name } of tables.rows) {
      const rows = await sql`select 1 from ${sql.raw(name)} t
        where t::text like any (${patterns.map((pattern) => `%${pattern}%`)}::text[])`.execute(db)
      if (rows.rows.length > 0) found.push(name)
    }
    return { found, count: tables.rows.length }
  })

const wrongInputs: readonly (readonly [string, unknown])[] = [
  ['a wrong check digit', { ...BIRD, idNumber: '110105194912310021' }],
  ['no telephone', { ...BIRD, phone: `${BIRD.phone} ${BIRD.name}` }],
  ['NUL in the name', { ...BIRD, name: `${BIRD.name}\0` }],
  ['half a character', { ...BIRD, name: `${BIRD.name}\ud800` }],
  ['a name without end', { ...BIRD, name: BIRD.name.repeat(100) }],
  ['a number for a text', { ...BIRD, idNumber: 11010519491231 }],
  ['a list for a text', { ...BIRD, phone: [BIRD.phone] }],
  ['an unknown kind', { ...BIRD, kind: BIRD.name }],
  ['an unknown field', { ...BIRD, address: BIRD.name }],
  ['a text for an object', `${BIRD.name} ${BIRD.idNumber}`],
  ['no name', { idNumber: BIRD.idNumber }],
]

test('the checks of this test see a canary', async () => {
  await report({ ...event('planted', 'STEP', '02', bare), note: BIRD.name })
  expect((await tablesWithCanaries()).found).toEqual(['core.parked_event'])
  await platform.database.withOwner((db) => sql`delete from core.parked_event`.execute(db))
  left.length = 0
})

test('personal data is nowhere but sealed, whatever is done with it', async () => {
  const workers = platform.startWorkers()
  const socket = await api.socket()
  await socket.init({ authorization: key })
  for (const [id, topic] of Object.entries({ a: 'alerts', c: 'completions' })) {
    const query = `subscription { ${topic}(within: "43") { cursor events { caseNumber } } }`
    socket.send({ id, type: 'subscribe', payload: { query } })
  }
  await report(
    event('A', 'ACCEPTED', '02', { applicant: BIRD }),
    event('B', 'STEP', '03', { ...bare, applicant: BIRD }),
  )
  await report(
    event('A', 'ACCEPTED', '02', { applicant: OTHER }),
    event('B', 'STEP', '03', { ...bare, applicant: OTHER }),
  )
  await report(event('A', 'ACCEPTED', '02'), event('C', 'ACCEPTED', '19', { applicant: OTHER, hall: 'none' }))
  for (const [what, applicant] of wrongInputs) {
    const answer = await report(event('W', 'ACCEPTED', '02', { applicant }), event('X', 'ACCEPTED', '02', { what }))
    expect(answer, what).toMatch(/INVALID_INPUT|error/u)
    const inline = JSON.stringify(applicant).replaceAll(/"(\w+)":/gu, '$1:')
    left.push(
      await send({
        query: `mutation { reportCaseEvents(input: [{ source: "desk", externalId: "W", eventId: "1", kind: STEP,
          occurredAt: "2026-03-02T02:00:00Z", applicant: ${inline} }]) { stored } }`,
      }),
    )
  }
  await report(event('A', 'CLOSED', '20'), event('B', 'ACCEPTED', '02', { applicant: OTHER }))
  const found = await send({ query: LOOK_UP, variables: { input: { phone: BIRD.phone, reason: '核对重复的申请' } } })
  left.push(found)
  const [, caseId = ''] = /"id":"([\w-]+)"/u.exec(found) ?? []
  expect(caseId).not.toBe('')
  expect(found).toContain('金*')
  const revealed = await send({ query: REVEAL, variables: { input: { case: caseId, reason: '核对送达地址' } } })
  expect(revealed).toContain(BIRD.name)
  const refused = [
    { query: REVEAL, variables: { input: { case: BIRD.idNumber, reason: '核对送达地址' } } },
    { query: LOOK_UP, variables: { input: { phone: BIRD.phone, idNumber: BIRD.idNumber, reason: '核对送达地址' } } },
    { query: LOOK_UP, variables: { input: { phone: [BIRD.phone], reason: '核对送达地址' } } },
    { query: LOOK_UP, variables: { input: { phone: 19900007701, reason: BIRD.phone } } },
    { query: `mutation { lookUpApplicant(input: { phone: ${BIRD.phone}, reason: "核对送达地址" }) { __typename } }` },
    { query: `mutation { lookUpApplicant(input: { phone: "${BIRD.phone}" "x" }) { __typename } }` },
  ]
  for (const body of refused) left.push(await send(body))
  for (const [index, body] of refused.entries()) left.push(JSON.stringify(await socket.ask(`r${index}`, body)))
  const address = `${api.url}/graphql?${new URLSearchParams({ query: LOOK_UP, variables: JSON.stringify({ input: BIRD }) })}`
  const got = await fetch(address, { headers: { authorization: `Bearer ${key}` } })
  expect(got.status).toBeGreaterThanOrEqual(400)
  left.push(inspect([...got.headers]), await got.text())
  await platform.database.withOwner((db) =>
    sql`update core.personal_record set sealed = sealed || '\\x00' where subject like '%B'`.execute(db),
  )
  left.push(await send({ query: '{ cases(within: "43") { nodes { externalId applicant { name idNumber phone } } } }' }))
  expect(left.at(-1)).toContain('INTERNAL')
  await expect
    .poll(() => socket.messages.filter(({ type }) => type === 'next').length, { timeout: 8_000 })
    .toBeGreaterThan(1)
  await workers.stop()
  socket.socket.terminate()
  left.push(inspect(api.logged, { depth: 12 }), inspect(socket.messages, { depth: 12 }))

  expect(inspect(api.logged, { depth: 12 })).toContain('SealBroken')
  for (const text of left) for (const canary of CANARIES) expect(text).not.toContain(canary)
  const { found: tables, count } = await tablesWithCanaries()
  expect(count).toBeGreaterThan(40)
  expect(tables).toEqual([])
})
