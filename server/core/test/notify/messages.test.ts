import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAccount } from '../../src/access/accounts.ts'
import type { Role } from '../../src/access/roles.ts'
import type { OutboxEntry } from '../../src/feed/append.ts'
import { sealAddress } from '../../src/notify/messages/address-box.ts'
import { openMail, type MailSender } from '../../src/notify/messages/mail.ts'
import { usual, writePreference, type Preference } from '../../src/notify/messages/preference.ts'
import { giveUpSending } from '../../src/notify/messages/send.ts'
import { sendDue } from '../../src/notify/messages/worker.ts'
import { openMailServer, type MailServer } from './mail-server.ts'
import { COUNTY, openWebhookKit, type WebhookKit } from './webhook-kit.ts'

let kit: WebhookKit
let server: MailServer
let mail: MailSender
const senders: MailSender[] = []
beforeAll(async () => {
  kit = await openWebhookKit()
})
beforeEach(async () => {
  await kit.database.withScope({ mode: 'engine' }, async (trx) => {
    await sql`delete from core.message_preference`.execute(trx)
    await sql`delete from core.message`.execute(trx)
  })
  await server?.close()
  server = await openMailServer()
  mail = openMail(server.url, 'zhikong@example.cn')
  senders.push(mail)
  kit.setNow(noon)
  await send()
})
afterAll(async () => {
  for (const sender of senders) sender.close()
  await server.close()
  await kit.end()
})

/** Of Asia/Shanghai. */
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`)
const noon = at('12:00')
const send = () => sendDue({ ...kit, mail, link: 'https://zhikong.example.cn/' })

/** Somebody with a confirmed address; gives the address. */
async function reader(
  role: Role,
  preference: Partial<Preference> = {},
  region = COUNTY,
): Promise<{ id: string; address: string }> {
  const username = `m${randomUUID().slice(0, 8)}`
  const found = kit.registers.current().tree.byCode(region.padEnd(12, '0'))
  if (found === undefined) throw new Error('There is no such region.')
  const home = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const account = { username, password: 'a long enough one', displayName: '测试员', region: home, roles: [role] }
  const { id } = await createAccount(kit.database, account)
  const address = `${username}@example.cn`
  const now = await kit.clock.now()
  const kept = { address: sealAddress(kit.vault, id, address), confirmedAt: now }
  await kit.database.withScope({ mode: 'administration' }, (trx) =>
    writePreference(trx, { ...usual(id, now), ...kept, ...preference }),
  )
  return { id, address }
}

function issued(
  level: string,
  other: Partial<OutboxEntry> = {},
  escalation = 'UNIT',
  alertId: string = randomUUID(),
): OutboxEntry {
  const about = {
    caseId: randomUUID(),
    caseNumber: `N-${alertId.slice(0, 6)}`,
    matter: '示例事项',
    hall: '示例大厅',
    organisation: '示例局',
  }
  const payload = { ...about, alertId, level, clock: 'case', dueAt: '2026-03-02T01:00:00.000Z', escalation }
  return kit.card('A', 1, { level, payload, ...other })
}
const states = () =>
  kit.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx.selectFrom('core.message').select('state').orderBy('seq').execute()
    return rows.map(({ state }) => state)
  })

test('a person is told by mail of a card in their range, once, with number, matter, hall, level, due instant and a link', async () => {
  const { address } = await reader('AUTHORITY')
  await reader('AUTHORITY', {}, '430102')
  const card = issued('RED')
  await kit.tell(card, { ...card, kind: 'efficiency.card.escalated' }, issued('WARNING'))
  await kit.tell(issued('RED', { kind: 'efficiency.card.proposed' }), issued('RED', { kind: 'efficiency.card.closed' }))
  await send()
  await send()
  expect(server.arrived.map(({ to }) => to)).toEqual([[address]])
  const text = server.arrived[0]?.text ?? ''
  expect(text).toMatch(/红牌 · N-\w{6} · 示例事项 · 示例大厅 · 到期 2026-03-02 09:00/u)
  expect(text).toContain('https://zhikong.example.cn/')
  expect(text).not.toMatch(/示例局|张|caseId/u)
})

test('what is due at once goes in one message, in the language of its reader', async () => {
  await reader('AUTHORITY', { language: 'en', levels: 'WARNING,YELLOW,RED' })
  await kit.tell(issued('RED'), issued('YELLOW'), issued('YELLOW'))
  await send()
  expect(server.arrived).toHaveLength(1)
  expect(server.arrived[0]?.text).toContain('1 × red card, 2 × yellow card')
})

test('in quiet hours only a red card goes that is its reader’s own to act on; the others wait for the morning', async () => {
  const authority = await reader('AUTHORITY')
  const manager = await reader('HALL_MANAGER')
  kit.setNow(at('22:30'))
  await kit.tell(issued('RED', {}, 'HALL'), issued('YELLOW', {}, 'HALL'))
  await send()
  expect(server.arrived.map(({ to }) => to)).toEqual([[manager.address]])
  kit.setNow(new Date('2026-03-03T07:59:00+08:00'))
  await send()
  expect(server.arrived).toHaveLength(1)
  kit.setNow(new Date('2026-03-03T08:00:00+08:00'))
  await send()
  expect(
    server.arrived
      .slice(1)
      .map(({ to }) => to[0])
      .toSorted(),
  ).toEqual([authority.address, manager.address].toSorted())
})

test('a red card that waits for the morning goes in the night once it comes to its reader’s tier', async () => {
  const { address } = await reader('AUTHORITY')
  kit.setNow(at('23:00'))
  const id = randomUUID()
  await kit.tell(issued('RED', {}, 'UNIT', id))
  await send()
  expect(server.arrived).toEqual([])
  await kit.tell(issued('RED', { kind: 'efficiency.card.escalated' }, 'AUTHORITY', id))
  await send()
  expect(server.arrived.map(({ to }) => to)).toEqual([[address]])
  kit.setNow(new Date('2026-03-03T09:00:00+08:00'))
  await send()
  expect(server.arrived).toHaveLength(1)
})

test('a digest tells all of a day at its time', async () => {
  await reader('AUTHORITY', { digestAt: '17:30' })
  await kit.tell(issued('RED'), issued('YELLOW'))
  await send()
  kit.setNow(at('16:00'))
  await kit.tell(issued('RED'))
  await send()
  expect(server.arrived).toEqual([])
  kit.setNow(at('17:30'))
  await send()
  expect(server.arrived).toHaveLength(1)
  expect(server.arrived[0]?.text.match(/N-/gu)).toHaveLength(3)
})

test('a silence keeps messages of its region back while it holds', async () => {
  await reader('AUTHORITY')
  const card = issued('RED')
  const change = (statement: ReturnType<typeof sql>) =>
    kit.database.withScope({ mode: 'administration' }, (trx) => statement.execute(trx))
  await change(sql`insert into core.silence (id, region_id, scope_key, scope_end, reason, created_at, created_by, ends_at)
    values (${randomUUID()}, ${card.regionId}, ${card.scopeKey}, ${card.scopeKey + 1}, '系统迁移',
      now() - interval '1 hour', 'test', now() + interval '1 hour')`)
  await kit.tell(card)
  await send()
  expect([await states(), server.arrived]).toEqual([[], []])
  await change(sql`update core.silence set ended_at = now()`)
  await kit.tell(issued('RED'))
  await send()
  expect([await states(), server.arrived.length]).toEqual([['SENT'], 1])
})

test('what the server did not take is tried again; what it refuses for good is not', async () => {
  await reader('AUTHORITY')
  await kit.tell(issued('RED'))
  server.refuse = { responseCode: 451 }
  await send()
  expect([await states(), server.arrived]).toEqual([['WAITING'], []])
  server.refuse = null
  await kit.pass(60)
  await send()
  expect([await states(), server.arrived.length]).toEqual([['SENT'], 1])
  server.refuse = { responseCode: 550 }
  await kit.tell(issued('RED'))
  await send()
  expect(await states()).toEqual(['SENT', 'FAILED'])
})

test('while the mail server is away messages wait, and go when it is back', async () => {
  await reader('AUTHORITY')
  await kit.tell(issued('RED'))
  const away = openMail('smtp://127.0.0.1:1', 'zhikong@example.cn')
  senders.push(away)
  await sendDue({ ...kit, mail: away, link: null })
  expect(await states()).toEqual(['WAITING'])
  await kit.pass(3_600)
  await send()
  expect([await states(), server.arrived.length]).toEqual([['SENT'], 1])
})

test('a message that may have gone is never sent twice: not after a cut line, not after a crash', async () => {
  await reader('AUTHORITY')
  server.refuse = 'cut'
  await kit.tell(issued('RED'))
  await send()
  server.refuse = null
  await kit.pass(86_400)
  await send()
  expect([await states(), server.arrived.length]).toEqual([['UNCERTAIN'], 1])
  await kit.tell(issued('RED'))
  const dying: MailSender = {
    ...mail,
    send: async (message) => {
      await mail.send(message)
      throw new Error('killed')
    },
  }
  await expect(sendDue({ ...kit, mail: dying, link: null })).rejects.toThrow('killed')
  await kit.database.withScope({ mode: 'engine' }, giveUpSending)
  await kit.pass(86_400)
  await send()
  expect([await states(), server.arrived.length]).toEqual([['UNCERTAIN', 'UNCERTAIN'], 2])
})

test('who has lost the range, or the account, is sent nothing that waits', async () => {
  const { id } = await reader('AUTHORITY', { digestAt: '17:30' })
  await kit.tell(issued('RED'))
  await send()
  await kit.database.withScope({ mode: 'administration' }, (trx) =>
    trx.deleteFrom('core.roleGrant').where('accountId', '=', id).execute(),
  )
  kit.setNow(at('17:30'))
  await send()
  expect([await states(), server.arrived]).toEqual([['DROPPED'], []])
})
