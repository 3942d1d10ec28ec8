import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendToOutbox } from '../../src/feed/append.ts'
import { startWorkers, type Workers } from '../../src/testing/worker-process/index.ts'
import { at, local } from '../clock/fixtures.ts'
import { openMailServer, type MailServer } from '../notify/mail-server.ts'
import { openReceiver, type Receiver } from '../notify/receiver.ts'
import { openWebhookKit, type WebhookKit } from '../notify/webhook-kit.ts'
import { addReader } from './readers.ts'

const isNight = process.env['ZHIKONG_NIGHT'] === '1'
const CASES = isNight ? 8_000 : 1_200
const KILLS = isNight ? 12 : 3
const ROUNDS = isNight ? 90 : 10
const READERS = isNight ? 12 : 4
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** How many messages of one webhook are under way at once: so many may come again after a kill. */
const UNDER_WAY = 8

let kit: WebhookKit
let mail: MailServer
let receiver: Receiver
let workers: Workers
const readers: string[] = []

beforeAll(async () => {
  kit = await openWebhookKit()
  mail = await openMailServer()
  receiver = await openReceiver()
  await saveRegisters()
  await takeCases()
  const url = new URL('./plugins.ts', import.meta.url).href
  workers = startWorkers(3, { url: kit.url, plugins: url, mail: mail.url })
  await kit.hook({ url: receiver.url })
  for (let n = 0; n < READERS; n++) readers.push(await addReader(kit))
})
afterAll(async () => {
  await workers.end()
  await receiver.close()
  await mail.close()
  await kit.end()
})

const engine = <T>(work: Parameters<typeof kit.database.withScope<T>>[1]) =>
  kit.database.withScope({ mode: 'engine' }, work)

const saveRegisters = async (): Promise<void> => {
  await kit.save('halls', [{ code: 'KF', name: '开福大厅（测试）', region: '430105000000' }])
  const promised = { amount: 0, unit: 'WORKING_DAY' } as const
  const statutory = { amount: 3, unit: 'WORKING_DAY' } as const
  const matter = {
    code: 'NOW',
    name: '即办事项（测试）',
    type: '行政许可',
    kind: 'IMMEDIATE',
    promised,
    statutory,
  } as const
  await kit.save('matters', [matter])
}

const SAVE = `mutation ($input: SaveCalendarInput!) { saveCalendar(input: $input) {
  ... on SaveCalendarPayload { outcome { derivedAgain } } ... on InputError { message } } }`

/** Immediate cases of a Sunday, due at Monday's close; then Monday becomes a day off. */
const takeCases = async (): Promise<void> => {
  kit.setNow(at('2026-03-01 10:00'))
  const named = {
    source: 'desk',
    hall: 'KF',
    matter: 'NOW',
    kind: 'ACCEPTED',
    occurredAt: at('2026-03-01 10:00'),
  } as const
  const events = Array.from({ length: CASES }, (_, n) => ({ ...named, externalId: `C${n}`, eventId: 'a' }))
  for (let from = 0; from < CASES; from += 1_000) await kit.report(events.slice(from, from + 1_000))
  const input = { region: '430000000000', expectedVersion: 1, days: [{ date: '2026-03-02', kind: 'OFF' }] }
  const { data } = await kit.ask(SAVE, { input }, kit.principal('43', 'core.administer', 'core.read'))
  expect(data).toEqual({ saveCalendar: { outcome: { derivedAgain: CASES } } })
}

const waitFor = async (isDone: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await isDone()); tries++) {
    if (tries > 600) throw new Error(`It takes too long (seed ${seed}).\n${workers.errors()}`)
    await delay(100)
  }
}

/** Says once something holds, asked while processes are being killed. */
const watched = (isDone: () => Promise<boolean>) => {
  let [done, stopped] = [false, false]
  const watching = (async () => {
    while (!done && !stopped) {
      done = await isDone()
      await delay(20)
    }
  })()
  return { isDone: () => done, stop: async () => ((stopped = true), watching) }
}

const isCaughtUp = () =>
  engine(async (trx) => {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from core.calendar_job
      where finished_at is null`.execute(trx)
    return rows[0]?.left === 0
  })

describe('three processes that are killed at random', () => {
  test('6.4: derive every case again by the new version of its calendar, each once', async () => {
    await workers.work(at('2026-03-02 12:00'), 1)
    const watch = watched(isCaughtUp)
    const killed = await workers.killAtRandom({ seed, most: KILLS, pauseMs: [20, 600] }, watch.isDone)
    await waitFor(isCaughtUp)
    await watch.stop()
    process.stdout.write(`seed ${seed}: ${killed} processes killed while ${CASES} cases were derived again\n`)
    const cases = await engine((trx) => trx.selectFrom('core.case').select(['dueW', 'dueCalendar']).execute())
    const dues = Map.groupBy(cases, ({ dueW, dueCalendar }) => `${dueCalendar} ${local(new Date(Number(dueW)))}`)
    expect([...dues].map(([due, { length }]) => `${length} × ${due}`)).toEqual([
      `${CASES} × continuous 2026-03-03 17:00:00`,
    ])
    const jobs = await engine((trx) => trx.selectFrom('core.calendarJob').selectAll().where('total', '>', 0).execute())
    expect(jobs).toMatchObject([{ total: CASES, done: CASES }])
  }, 600_000)

  test('tell webhooks at least once, in order within each case, and people of each card without a double', async () => {
    const telling = (async () => {
      for (let round = 0; round < ROUNDS; round++) {
        await engine((trx) => appendToOutbox(trx, eventsOf(round)))
        await delay(150)
      }
    })()
    let isTold = false
    void telling.then(() => (isTold = true))
    const killed = await workers.killAtRandom({ seed: seed + 1, most: KILLS, pauseMs: [50, 900] }, () => isTold)
    await telling
    await waitFor(isAllSent)
    const doubles = expectWebhooks(killed)
    const lost = await expectMail(killed)
    process.stdout.write(
      `seed ${seed}: ${killed} processes killed; ${receiver.received.length} webhooks, ${doubles} of them again; ${mail.arrived.length} mails, ${lost} uncertain\n`,
    )
  }, 600_000)
})

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

/** The next event of each case; that of the first is a red card, of which people are told by mail. */
const eventsOf = (round: number) =>
  NAMES.map((name, n) => {
    const alertId = randomUUID()
    const about = { caseNumber: `N-${round}-end`, matter: '示例事项', hall: '示例大厅', organisation: null }
    const told = { alertId, level: 'RED', clock: 'case', dueAt: '2026-03-02T01:00:00.000Z', escalation: 'UNIT' }
    const payload = { caseId: name, number: round, ...about, ...told }
    return kit.card(name, round, { level: n === 0 ? 'RED' : 'WARNING', payload })
  })

const isAllSent = () =>
  engine(async (trx) => {
    const { rows } = await sql<{
      left: number
    }>`select (select count(*) from core.webhook_delivery where state = 'PENDING')::int
      + (select count(*) from core.message where state in ('WAITING', 'SENDING'))::int
      + (select count(*) from core.outbox where seq is null or seq > (select after_seq from core.message_state))::int
      as left from core.feed_state`.execute(trx)
    return rows[0]?.left === 0 && receiver.received.length >= ROUNDS * NAMES.length
  })

/** How many came more than once. */
const expectWebhooks = (killed: number): number => {
  const first = new Map<string, { readonly caseId: string; readonly number: number }>()
  for (const { id, body } of receiver.received) {
    if (!first.has(id)) first.set(id, (JSON.parse(body) as { data: { caseId: string; number: number } }).data)
  }
  const byCase = Map.groupBy(first.values(), ({ caseId }) => caseId)
  const whole = Array.from({ length: ROUNDS }, (_, round) => round)
  for (const name of NAMES)
    expect(
      byCase.get(name)?.map(({ number }) => number),
      `seed ${seed}`,
    ).toEqual(whole)
  const doubles = receiver.received.length - first.size
  expect(doubles, `seed ${seed}`).toBeLessThanOrEqual(killed * UNDER_WAY)
  return doubles
}

/** How many messages are uncertain: a process that was killed may have sent them. */
const expectMail = async (killed: number): Promise<number> => {
  const told = mail.arrived.flatMap(({ to, text }) =>
    [...text.matchAll(/N-\d+-end/gu)].map(([number]) => `${to[0]} ${number}`),
  )
  expect(told.length - new Set(told).size, `doubles, seed ${seed}`).toBeLessThanOrEqual(killed)
  const states = await engine((trx) => trx.selectFrom('core.message').select('state').execute())
  expect(states).toHaveLength(ROUNDS * READERS)
  const uncertain = states.filter(({ state }) => state === 'UNCERTAIN').length
  expect(states.filter(({ state }) => state === 'SENT').length + uncertain).toBe(states.length)
  expect(new Set(told).size).toBeGreaterThanOrEqual(states.length - uncertain)
  expect(readers.every((address) => told.some((one) => one.startsWith(address)))).toBe(true)
  return uncertain
}
