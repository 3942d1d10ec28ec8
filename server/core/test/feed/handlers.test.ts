import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BoundHandler } from '../../src/compose.ts'
import type { Closable } from '../../src/database/listen.ts'
import { openFeed } from '../../src/feed/feed.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { startHandlers } from '../../src/feed/handlers.ts'
import { startSequencer } from '../../src/feed/sequencer.ts'
import type { Sequencer } from '../../src/feed/sequencer.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { alertEntry, append, errorLog, numberOf, terminateBackends, until } from './feed-kit.ts'

let testing: TestDatabase
let sequencer: Sequencer
let feed: Feed
const log = errorLog()
const running: Closable[] = []

beforeAll(async () => {
  testing = await createTestDatabase()
  sequencer = startSequencer(testing.database, log)
  feed = await openFeed(testing.database, log.onError)
})
beforeEach(async () => {
  log.errors.length = 0
  await testing.database.withScope({ mode: 'engine' }, async (trx) => {
    await sql`delete from core.feed_cursor`.execute(trx)
    await sql`delete from core.engine_alert`.execute(trx)
    await sql`delete from core.outbox where seq is not null`.execute(trx)
  })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()))
})
afterAll(async () => {
  await Promise.all([feed.close(), sequencer.stop()])
  await testing.close()
})

const start = (...handlers: BoundHandler[]): Closable => {
  const started = startHandlers(testing.database, handlers, feed)
  running.push(started)
  return started
}
const hearing = (consumer: string, heard: number[], fail: (number: number) => boolean = () => false): BoundHandler => ({
  consumer,
  kind: 'cases.case.closed',
  handle: async (events) => {
    const numbers = events.map(({ payload }) => numberOf(payload))
    const bad = numbers.find(fail)
    if (bad !== undefined) throw new Error(`cannot take ${bad}`)
    heard.push(...numbers)
  },
})
const close = (...numbers: number[]) =>
  append(
    testing.database,
    numbers.map((number) => alertEntry(number, { topic: 'EVENT', kind: 'cases.case.closed', level: null })),
  )
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)
const openAlerts = () =>
  testing.database.withScope({ mode: 'reader', lo: 0, hi: 1 }, async (trx) => {
    const found = await sql<{ code: string; subject: string; params: string }>`select code, subject, params
      from core.engine_alert where closed_at is null`.execute(trx)
    return found.rows
  })

test('each consumer hears its kinds in order, from the oldest event there is', async () => {
  await close(...upTo(250))
  await append(testing.database, [alertEntry(999)])
  const [a, b]: [number[], number[]] = [[], []]
  start(hearing('a', a), hearing('b', b))
  await until(() => a.length === 250 && b.length === 250, 'both have heard what was there')
  await close(250)
  await until(() => a.length === 251 && b.length === 251, 'and what came')
  expect(a).toEqual(upTo(251))
  expect(b).toEqual(upTo(251))
  expect(log.errors).toEqual([])
})

test('what waits comes together, and one by one when one of them cannot be taken', async () => {
  const calls: (readonly number[])[] = []
  let broken = true
  await close(...upTo(600))
  start({
    consumer: 'a',
    kind: 'cases.case.closed',
    handle: async (events) => {
      const numbers = events.map(({ payload }) => numberOf(payload))
      if (broken && numbers.includes(2)) throw new Error('cannot take 2')
      calls.push(numbers)
    },
  })
  await until(() => log.errors.length >= 3, 'it failed, also alone')
  expect(calls).toEqual([[0], [1]])
  broken = false
  await until(() => calls.flat().length === 600, 'it has heard all')
  expect(calls.flat()).toEqual(upTo(600))
  expect(calls.at(-1)).toEqual(upTo(600).slice(500))
})

test('a restart goes on where it stopped', async () => {
  const heard: number[] = []
  const first = start(hearing('a', heard))
  await close(0, 1, 2)
  await until(() => heard.length === 3, 'heard')
  await first.close()
  await close(3, 4)
  start(hearing('a', heard))
  await until(() => heard.length === 5, 'heard the rest')
  expect(heard).toEqual(upTo(5))
})

test('a stop in the middle of a batch repeats nothing that was noted and skips nothing', async () => {
  const heard: number[] = []
  const first = start(hearing('a', heard, (number) => number === 2))
  await close(...upTo(5))
  await until(() => log.errors.length > 0, 'it failed')
  await first.close()
  start(hearing('a', heard))
  await until(() => heard.length === 5, 'heard the rest')
  expect(heard).toEqual(upTo(5))
})

test('a handler that fails holds up only its own; after some tries an engine alert opens, and closes when it succeeds', async () => {
  const [sick, well]: [number[], number[]] = [[], []]
  let broken = true
  start(
    hearing('sick', sick, (number) => broken && number === 1),
    hearing('well', well),
  )
  await close(0, 1, 2)
  await until(() => well.length === 3, 'the other has heard all')
  await until(async () => (await openAlerts()).length === 1, 'an engine alert is open')
  const [alert] = await openAlerts()
  expect(alert).toMatchObject({ code: 'HANDLER_FAILING', subject: 'sick' })
  expect(alert?.params).not.toContain('cannot take')
  expect(sick).toEqual([0])
  broken = false
  await until(() => sick.length === 3, 'it has heard the rest')
  expect(sick).toEqual([0, 1, 2])
  await until(async () => (await openAlerts()).length === 0, 'the alert is closed')
})

test('a stop waits a while for a handler that is busy, and not for ever', async () => {
  let began = false
  const stuck = {
    consumer: 'a',
    kind: 'cases.case.closed',
    handle: () => ((began = true), new Promise<void>(() => undefined)),
  }
  const started = start(stuck)
  await close(0)
  await until(() => began, 'it hears')
  const startedAt = performance.now()
  await started.close()
  expect(performance.now() - startedAt).toBeLessThan(8_000)
})

test('of two processes one hears; when its connection is cut the other goes on', async () => {
  const heard: number[] = []
  start(hearing('a', heard))
  start(hearing('a', heard))
  await close(0, 1)
  await until(() => heard.length === 2, 'one has heard')
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(heard).toEqual([0, 1])
  expect(await terminateBackends(testing.owner.host, testing.database.name, 'zhikong lock feed handlers')).toBe(1)
  await close(2)
  await until(() => heard.includes(2), 'heard again')
  expect(heard).toEqual([0, 1, 2])
})
