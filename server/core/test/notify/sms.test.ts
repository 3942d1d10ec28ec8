import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAccount } from '../../src/access/accounts.ts'
import { changeAs } from '../../src/access/audit/change.ts'
import { ENGINE } from '../../src/access/audit/record.ts'
import type { Sent } from '../../src/notify/messages/mail.ts'
import { takeCode } from '../../src/notify/messages/confirm-address.ts'
import type { PreferenceDraft } from '../../src/notify/messages/save-preference.ts'
import { savePreference } from '../../src/notify/messages/save-preference.ts'
import type { ShortMessage, SmsGateway } from '../../src/notify/messages/sms.ts'
import { openSmsGateway } from '../../src/notify/messages/sms.ts'
import { sendDue } from '../../src/notify/messages/worker.ts'
import { COUNTY, openWebhookKit, type WebhookKit } from './webhook-kit.ts'

const NUMBER = '13800000000'
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`)
let kit: WebhookKit
const arrived: ShortMessage[] = []
let answer: Sent | Error = 'SENT'
const sms: SmsGateway = {
  send: async (message) => {
    arrived.push(message)
    if (answer instanceof Error) throw answer
    return answer
  },
}
beforeAll(async () => {
  kit = await openWebhookKit()
})
beforeEach(async () => {
  arrived.length = 0
  await kit.database.withScope({ mode: 'engine' }, async (trx) => {
    await trx.deleteFrom('core.message').execute()
    await trx.deleteFrom('core.messagePreference').execute()
  })
})
afterAll(() => kit.end())

const send = () => sendDue({ ...kit, sms, link: 'https://zhikong.example.cn/' })
const states = (accountId: string) =>
  kit.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx
      .selectFrom('core.message')
      .select(['channel', 'state'])
      .where('accountId', '=', accountId)
      .execute()
    return rows.map(({ channel, state }) => `${channel} ${state}`).toSorted()
  })

async function somebody() {
  const username = `s${randomUUID().slice(0, 8)}`
  const found = kit.registers.current().tree.byCode(COUNTY.padEnd(12, '0'))
  if (found === undefined) throw new Error('There is no such region.')
  const region = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const account = {
    username,
    password: 'a long enough one',
    displayName: '测试员',
    region,
    roles: ['AUTHORITY' as const],
  }
  const { id } = await createAccount(kit.database, account)
  const save = async (draft: PreferenceDraft) =>
    savePreference({ id, lo: region.lo } as Parameters<typeof savePreference>[0], draft, {
      now: await kit.clock.now(),
      change: changeAs(kit.database, ENGINE),
      vault: kit.vault,
      sms,
    })
  return { id, save }
}

/** Somebody who has given a number and the code that came there. */
async function reader(draft: PreferenceDraft = {}) {
  const person = await somebody()
  await person.save({ channel: 'SMS', address: NUMBER, ...draft })
  const code = /\d{6}/u.exec(arrived.at(-1)?.text ?? '')?.[0] ?? ''
  const now = await kit.clock.now()
  const taken = await kit.database.withScope({ mode: 'administration' }, (trx) =>
    takeCode(trx, { accountId: person.id, channel: 'SMS' }, code, now),
  )
  expect(taken).toMatchObject({ channel: 'SMS', confirmedAt: now })
  arrived.length = 0
  return person
}

const card = (level: string) => {
  const about = {
    caseId: randomUUID(),
    caseNumber: 'N-1',
    matter: '示例事项',
    hall: '示例大厅',
    organisation: '示例局',
  }
  const payload = {
    ...about,
    alertId: randomUUID(),
    level,
    clock: 'case',
    dueAt: '2026-03-02T01:00:00.000Z',
    escalation: 'UNIT',
  }
  return kit.card('A', 1, { level, payload })
}

test('6.4-b: a number counts by the code that comes there, and then a red card comes within the same look, without the applicant', async () => {
  kit.setNow(at('12:00'))
  answer = 'SENT'
  const { id } = await reader()
  await kit.tell(card('RED'), card('YELLOW'))
  await send()
  expect(await states(id)).toEqual(['SMS SENT'])
  expect(arrived).toHaveLength(1)
  expect(arrived[0]?.to).toBe(NUMBER)
  expect(arrived[0]?.text).toMatch(
    /^质控：红牌 1 件\n红牌 · N-1 · 示例事项 · 示例大厅 · 到期 2026-03-02 09:00\nhttps:\/\/zhikong\.example\.cn\/cases\/[\w-]+$/u,
  )
})

test('by short message hours and digest are those of short messages, and one names its first card only', async () => {
  kit.setNow(at('12:00'))
  const { id } = await reader({ levels: ['YELLOW', 'RED'], digestAt: '17:30', language: 'en' })
  await kit.tell(card('YELLOW'), card('RED'))
  await send()
  expect((await states(id)).every((state) => state === 'SMS WAITING')).toBe(true)
  kit.setNow(at('17:30'))
  await send()
  expect(arrived.map(({ text }) => text.split('\n')[0])).toEqual(['Zhikong: 1 × red card, 1 × yellow card'])
  expect(arrived[0]?.text.match(/N-1/gu)).toHaveLength(1)
})

test('what the gateway cannot take now is tried again under the same id, what it refuses is not, and what throws may have gone', async () => {
  kit.setNow(at('12:00'))
  const { id } = await reader()
  answer = 'LATER'
  await kit.tell(card('RED'))
  await send()
  expect(await states(id)).toEqual(['SMS WAITING'])
  answer = 'SENT'
  await kit.pass(60)
  await send()
  expect(await states(id)).toEqual(['SMS SENT'])
  expect(arrived.map((message) => message.id)).toEqual([arrived[0]?.id, arrived[0]?.id])
  answer = 'REFUSED'
  await kit.tell(card('RED'))
  await send()
  answer = new Error('cut')
  await kit.tell(card('RED'))
  await send()
  answer = 'SENT'
  await kit.pass(86_400)
  await send()
  expect(await states(id)).toEqual(['SMS FAILED', 'SMS SENT', 'SMS UNCERTAIN'])
})

test('a server without a gateway takes no number and queues nothing', async () => {
  kit.setNow(at('12:00'))
  const { id } = await reader()
  await kit.tell(card('RED'))
  await sendDue({ ...kit, link: null })
  expect(await states(id)).toEqual([])
  const person = { id, lo: 0 } as Parameters<typeof savePreference>[0]
  const saving = { now: await kit.clock.now(), change: changeAs(kit.database, ENGINE), vault: kit.vault }
  await expect(savePreference(person, { channel: 'SMS', address: NUMBER }, saving)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  })
})

test('a number is taken as people write it, and what is none is refused; it lies sealed and stands in no log', async () => {
  kit.setNow(at('15:00'))
  for (const address of ['12345678901', '138000000001', '0731-88888888', 'a@example.cn', '１３８００００００００']) {
    const { save } = await somebody()
    await expect(save({ channel: 'SMS', address })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  }
  const { id, save } = await somebody()
  await save({ channel: 'SMS', address: '+86 139-1234-5678' })
  expect(arrived.at(-1)?.to).toBe('13912345678')
  const kept = await kit.database.withScope({ mode: 'administration' }, async (trx) => ({
    rows: await trx.selectFrom('core.messagePreference').selectAll().where('accountId', '=', id).execute(),
    log: await trx.selectFrom('core.auditEntry').select('content').execute(),
  }))
  expect(kept.rows[0]?.address?.toString('latin1')).not.toContain('1391234')
  expect(JSON.stringify(kept.log)).not.toContain('1391234')
})

test('the example of the guide is a gateway; what is none, or is not there, keeps the server from starting', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sms-'))
  const page = readFileSync(new URL('../../../../docs/guide/operate.md', import.meta.url), 'utf8')
  const [, code = ''] = /```js sms-gateway\n(.*?)```/su.exec(page) ?? []
  writeFileSync(join(folder, 'gateway.mjs'), code)
  writeFileSync(join(folder, 'none.mjs'), 'export default { post() {} }')
  const told: string[] = []
  let status = 200
  const provider = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      told.push(`${String(request.headers['idempotency-key'])} ${body}`)
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const address = provider.address()
  process.env['SMS_PROVIDER_URL'] = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  try {
    const gateway = await openSmsGateway('gateway.mjs', folder, () => undefined)
    const message = { to: NUMBER, text: '质控', id: 'm-1' }
    const answers: Sent[] = []
    for (status of [200, 429, 503, 400]) answers.push(await gateway.send(message))
    expect(answers).toEqual(['SENT', 'LATER', 'LATER', 'REFUSED'])
    expect(told[0]).toBe(`m-1 {"phone":"${NUMBER}","content":"质控"}`)
    await expect(openSmsGateway('none.mjs', folder, () => undefined)).rejects.toThrow(/no function send/u)
    await expect(openSmsGateway('missing.mjs', folder, () => undefined)).rejects.toThrow(/cannot be loaded/u)
    const lines: string[] = []
    await (await openSmsGateway('log', folder, (line) => lines.push(line))).send(message)
    expect(lines).toEqual(['SMS to …0000: 质控'])
  } finally {
    delete process.env['SMS_PROVIDER_URL']
    provider.close()
    rmSync(folder, { recursive: true })
  }
})
