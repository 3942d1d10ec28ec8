import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../src/access/accounts.ts'
import { changeAs } from '../../src/access/audit/change.ts'
import { ENGINE } from '../../src/access/audit/record.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { isWithin, nextAt } from '../../src/notify/messages/daytime.ts'
import { openMail, type MailSender } from '../../src/notify/messages/mail.ts'
import { savePreference } from '../../src/notify/messages/save-preference.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'
import { counting } from '../imports/cases/import-kit.ts'
import { openMailServer, type MailServer } from './mail-server.ts'

let bench: PluginBench
let server: MailServer
let mail: MailSender
beforeAll(async () => {
  bench = await openPluginBench([counting])
  server = await openMailServer()
  mail = openMail(server.url, 'zhikong@example.cn')
})
afterAll(async () => {
  mail.close()
  await server.close()
  await bench.end()
})

async function somebody(): Promise<Principal> {
  const username = `p${randomUUID().slice(0, 8)}`
  const found = bench.registers.current().tree.byCode('430100000000')
  if (found === undefined) throw new Error('There is no such region.')
  const region = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const account = { username, password: 'a long enough one', displayName: '测试员', region, roles: [] }
  const { id } = await createAccount(bench.database, account)
  return { ...bench.principal('430100'), id, kind: 'account', username, name: username }
}
const saving = async () => ({
  now: await bench.clock.now(),
  change: changeAs(bench.database, ENGINE),
  vault: bench.vault,
  mail,
})
const confirm = async (code: string, as: Principal): Promise<unknown> => {
  const source = `mutation ($code: String!) { confirmMessageAddress(input: { code: $code }) {
    ... on ConfirmMessageAddressPayload { preferences { confirmedAt hasAddress } } ... on InputError { code } } }`
  const { data } = await bench.ask(source, { code }, as)
  return (data as { confirmMessageAddress: unknown }).confirmMessageAddress
}

test('an address counts once its owner gives the code that was sent there; five wrong ones use it up', async () => {
  const person = await somebody()
  const address = 'someone@example.cn'
  await savePreference(person, { address }, await saving())
  const told = server.arrived.at(-1)
  const code = /\d{6}/u.exec(told?.text ?? '')?.[0] ?? ''
  expect(told?.to).toEqual([address])
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await confirm(wrong, person)).toEqual({ code: 'INVALID_INPUT' })
  expect(await confirm(code, await somebody())).toEqual({ code: 'INVALID_INPUT' })
  expect(await confirm(code, person)).toMatchObject({ preferences: { hasAddress: true } })
  await expect(savePreference(person, { address }, await saving())).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
  const other = await somebody()
  await savePreference(other, { address }, await saving())
  const second = /\d{6}/u.exec(server.arrived.at(-1)?.text ?? '')?.[0] ?? ''
  for (let tries = 0; tries < 5; tries++) await confirm(second === wrong ? '000002' : wrong, other)
  expect(await confirm(second, other)).toEqual({ code: 'INVALID_INPUT' })
})

test('the address lies sealed, is shown to nobody and stands in no log', async () => {
  const person = await somebody()
  await savePreference(person, { address: 'hidden.one@example.cn' }, await saving())
  const kept = await bench.database.withScope({ mode: 'administration' }, async (trx) => ({
    rows: await trx.selectFrom('core.messagePreference').selectAll().where('accountId', '=', person.id).execute(),
    log: await trx.selectFrom('core.auditEntry').select('content').execute(),
  }))
  expect(kept.rows[0]?.address?.toString('latin1')).not.toContain('hidden')
  expect(JSON.stringify(kept.log)).not.toContain('hidden')
})

test('what is no address, no time or no language is refused, and an address where no mail is set up', async () => {
  const person = await somebody()
  for (const draft of [
    { address: 'a@b@example.cn' },
    { address: 'a@example.cn\r\nBcc: b@example.cn' },
    { address: 'a@example.cn, b@example.cn' },
    { digestAt: '24:00' },
    { quietFrom: '9:00' },
    { language: 'de' },
  ]) {
    await expect(savePreference(person, draft, await saving())).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  }
  const { mail: _, ...without } = await saving()
  await expect(savePreference(person, { address: 'a@example.cn' }, without)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  })
  expect(await savePreference(person, { levels: ['RED'] }, without)).toMatchObject({
    levels: 'RED',
    quietFrom: '21:00',
  })
})

test('quiet hours go over midnight, and the next time of day is today’s or tomorrow’s', () => {
  const shanghai = (time: string) => new Date(`2026-03-02T${time}:00+08:00`)
  const quiet = ['20:59', '21:00', '23:59', '00:00', '07:59', '08:00'].map((time) =>
    isWithin('21:00', '08:00', shanghai(time)),
  )
  expect(quiet).toEqual([false, true, true, true, true, false])
  expect(isWithin('08:00', '08:00', shanghai('08:00'))).toBe(false)
  expect(nextAt('08:00', shanghai('07:59'))).toEqual(shanghai('08:00'))
  expect(nextAt('08:00', shanghai('08:00'))).toEqual(new Date('2026-03-03T08:00:00+08:00'))
})
