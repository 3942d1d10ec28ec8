import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeAs } from '../../src/access/audit/change.ts'
import { ENGINE } from '../../src/access/audit/record.ts'
import { EVERYWHERE } from '../../src/access/third-parties/issuing.ts'
import { redeliver } from '../../src/notify/webhooks/redeliver.ts'
import { rotateWebhookSecret } from '../../src/notify/webhooks/rotate-webhook-secret.ts'
import { postOnce } from '../../src/notify/webhooks/post.ts'
import { accept, openReceiver, refuseWith, type Receiver } from './receiver.ts'
import { engineAlerts, openWebhookKit, type WebhookKit } from './webhook-kit.ts'

let kit: WebhookKit
let receiver: Receiver
beforeAll(async () => {
  kit = await openWebhookKit()
})
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())
afterAll(() => kit.end())

type Told = { readonly type: string; readonly timestamp: string; readonly data: { caseId: string; number: number } }
const told = (): readonly Told[] => receiver.received.map(({ body }) => JSON.parse(body) as Told)
const numbers = (): readonly number[] => told().map(({ data }) => data.number)
const issuing = () => ({ now: kit.clock.now, change: changeAs(kit.database, ENGINE) })
const resume = (webhookId: string, deliveryId: string | null = null) =>
  redeliver({ webhookId, deliveryId }, EVERYWHERE, issuing())

test('a message is signed so that the library of the convention verifies it, with both secrets while one replaces the other', async () => {
  kit.setNow(new Date())
  const { id, secret } = await kit.hook({ url: receiver.url })
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u)
  await kit.tell(kit.card('A', 1))
  await kit.deliver(id)
  const [first] = receiver.received
  const headers = first?.headers as Record<string, string>
  expect(new Webhook(secret).verify(first?.body ?? '', headers)).toMatchObject({
    type: 'efficiency.card.issued',
    data: { caseId: 'A', number: 1 },
  })
  expect(headers['webhook-id']).toBe(`msg_${(await kit.log(id))[0]?.id}`)
  const rotated = await rotateWebhookSecret(id, 7, EVERYWHERE, { ...issuing(), vault: kit.vault })
  await kit.tell(kit.card('A', 2))
  await kit.deliver(id)
  const second = receiver.received[1]
  for (const each of [secret, rotated?.secret ?? '']) {
    expect(() => new Webhook(each).verify(second?.body ?? '', second?.headers as Record<string, string>)).not.toThrow()
  }
  await expect(rotateWebhookSecret(id, 7, EVERYWHERE, { ...issuing(), vault: kit.vault })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await kit.pass(8 * 86_400)
  await kit.tell(kit.card('A', 3))
  await kit.deliver(id)
  expect(receiver.received[2]?.headers['webhook-signature']).not.toContain(' ')
})

test('a case whose messages fail for hours holds back its own later ones and no others; then all come, in order', async () => {
  const { id } = await kit.hook({ url: receiver.url })
  let failing = true
  receiver.answer = (message, response) => {
    const isA = message.body.includes('"caseId":"A"')
    refuseWith(failing && isA ? 503 : 204)(message, response)
  }
  await kit.tell(kit.card('A', 1), kit.card('B', 2), kit.card('A', 3), kit.card('B', 4))
  await kit.deliver(id)
  for (let hour = 0; hour < 5; hour++) {
    await kit.pass(3_600)
    await kit.tell(kit.card('A', 10 + hour), kit.card('B', 20 + hour))
    await kit.deliver(id)
  }
  expect(numbers().filter((number) => number !== 1)).toEqual([2, 4, 20, 21, 22, 23, 24])
  const tries = numbers().filter((number) => number === 1).length
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThanOrEqual(6)
  failing = false
  receiver.received.length = 0
  await kit.pass(6 * 3_600)
  await kit.deliver(id)
  expect(numbers()).toEqual([1, 3, 10, 11, 12, 13, 14])
  expect((await kit.log(id)).every(({ state }) => state === 'DELIVERED')).toBe(true)
})

test('an answer of 410 stops it with an alert; resumed by hand, it delivers exactly what was missed', async () => {
  const { id } = await kit.hook({ url: receiver.url })
  await kit.tell(kit.card('A', 1))
  await kit.deliver(id)
  receiver.answer = refuseWith(410, 'gone')
  await kit.tell(kit.card('A', 2), kit.card('A', 3))
  await kit.deliver(id)
  await kit.tell(kit.card('A', 4), kit.card('B', 5))
  await kit.pass(86_400)
  expect(await kit.deliver(id)).toBe(0)
  expect(await engineAlerts(kit)).toContainEqual({ code: 'WEBHOOK_STOPPED', subject: id, params: '{"reason":"GONE"}' })
  receiver.answer = accept
  receiver.received.length = 0
  expect(await resume(id)).toMatchObject({ stoppedAt: null })
  await kit.deliver(id)
  expect(numbers().toSorted()).toEqual([2, 3, 4, 5])
  expect(numbers().filter((number) => number !== 5)).toEqual([2, 3, 4])
  expect(await engineAlerts(kit)).toEqual([])
})

test('after three days of failing it stops with an alert, and a resumed one tries for another three', async () => {
  const { id } = await kit.hook({ url: receiver.url })
  receiver.answer = refuseWith(500, 'down '.repeat(200))
  await kit.tell(kit.card('A', 1))
  for (let hour = 0; hour < 80; hour += 2) {
    await kit.deliver(id)
    await kit.pass(7_200)
  }
  const tries = receiver.received.length
  expect(tries).toBeGreaterThan(10)
  expect(tries).toBeLessThan(40)
  expect((await engineAlerts(kit)).map(({ params }) => params)).toEqual(['{"reason":"RETRIES_USED_UP"}'])
  await resume(id)
  await kit.deliver(id)
  receiver.answer = accept
  await kit.pass(60)
  await kit.deliver(id)
  expect(await kit.log(id)).toMatchObject([{ state: 'DELIVERED' }])
  expect(receiver.received.length).toBe(tries + 2)
})

test('a process that dies between sending and noting sends again what it sent, under the same id, and skips nothing', async () => {
  const { id } = await kit.hook({ url: receiver.url })
  await kit.tell(...Array.from({ length: 20 }, (_, number) => kit.card(`C${number % 4}`, number)))
  let sent = 0
  const dying = kit
    .deliver(id, {
      post: async (url, message, options) => {
        const attempt = await postOnce(url, message, options)
        sent += 1
        if (sent > 6) throw new Error('killed')
        return attempt
      },
    })
    .catch((error: unknown) => error)
  expect(await dying).toMatchObject({ message: 'killed' })
  const before = new Map(receiver.received.map((message) => [message.id, message.body]))
  await kit.deliver(id)
  for (const { id: again, body } of receiver.received) expect(before.get(again) ?? body).toBe(body)
  const firsts = [...new Set(numbers())]
  expect(firsts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, number) => number))
  for (const one of [0, 1, 2, 3]) {
    const ofCase = firsts.filter((number) => number % 4 === one)
    expect(ofCase).toEqual(ofCase.toSorted((a, b) => a - b))
  }
  expect(receiver.received.length).toBeGreaterThan(20)
  expect(receiver.received.length).toBeLessThanOrEqual(24)
})

test('it is told of its kinds, levels, hall and region only', async () => {
  const { id } = await kit.hook({ url: receiver.url, minLevel: 'RED', hallId: 7, kinds: ['efficiency.card.issued'] })
  await kit.tell(
    kit.card('A', 1, { level: 'RED', hallId: 7 }),
    kit.card('A', 2, { level: 'YELLOW', hallId: 7 }),
    kit.card('A', 3, { level: 'RED', hallId: 8 }),
    kit.card('A', 4, { level: 'RED', hallId: 7, kind: 'efficiency.card.urged' }),
    kit.card('A', 5, { level: 'RED', hallId: 7, scopeKey: 430_102_000_000 * 16 }),
    kit.card('A', 6, { topic: 'EVENT', level: null, hallId: 7 }),
  )
  await kit.deliver(id)
  expect(numbers()).toEqual([1])
})

test('it ends the moment its owner loses the range, and nothing more is sent', async () => {
  const { id } = await kit.hook({ url: receiver.url })
  receiver.answer = refuseWith(500)
  await kit.tell(kit.card('A', 1))
  await kit.deliver(id)
  await kit.database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .updateTable('core.roleGrant')
      .set({ expiresAt: new Date(0) })
      .where('accountId', '=', kit.owner.id)
      .execute(),
  )
  await kit.pass(86_400)
  await kit.tell(kit.card('B', 2))
  await kit.deliver(id)
  expect(numbers()).toEqual([1])
  const [kept, left, entries] = await kit.database.withScope({ mode: 'engine' }, async (trx) => [
    await trx.selectFrom('core.webhook').select(['endReason']).where('id', '=', id).executeTakeFirstOrThrow(),
    await trx.selectFrom('core.webhookSecret').select('id').where('webhookId', '=', id).execute(),
    await trx.selectFrom('core.webhookDelivery').select('state').where('webhookId', '=', id).execute(),
  ])
  expect([kept, left, entries]).toEqual([{ endReason: 'RIGHTS_LOST' }, [], [{ state: 'DROPPED' }]])
})
