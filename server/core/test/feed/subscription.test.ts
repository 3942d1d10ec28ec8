import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { revokeApiKey } from '../../src/access/third-parties/api-keys.ts'
import { openFeed } from '../../src/feed/feed.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { startSequencer } from '../../src/feed/sequencer.ts'
import type { Sequencer } from '../../src/feed/sequencer.ts'
import { createTestDatabase } from '../../src/testing/index.ts'
import type { TestDatabase } from '../../src/testing/index.ts'
import { startApi } from '../graphql/running-api.ts'
import type { RunningApi } from '../graphql/running-api.ts'
import { alertEntry, append, errorLog, until } from './feed-kit.ts'
import {
  ALERTS,
  alertPayload,
  alertsOf,
  city,
  completionPayload,
  connect,
  district,
  feedSchema,
  keyFor,
  otherCity,
  takeAlerts,
} from './subscription-kit.ts'

let testing: TestDatabase
let sequencer: Sequencer
let feed: Feed
let api: RunningApi
let key: string
let reads = 0
const log = errorLog()

beforeAll(async () => {
  testing = await createTestDatabase()
  sequencer = startSequencer(testing.database, log)
  const opened = await openFeed(testing.database, log.onError)
  feed = { ...opened, read: (stretch) => (reads++, opened.read(stretch)) }
  api = await startApi(testing.database, {}, feedSchema(feed))
  key = (await keyFor(testing.database, city)).key
})
afterEach(async () => {
  await until(() => feed.hub.waiting() === 0, 'no stream is left behind')
  expect(log.errors).toEqual([])
  expect(api.logged).toEqual([])
})
afterAll(async () => {
  await api.stop()
  await Promise.all([feed.close(), sequencer.stop()])
  await testing.close()
})

const raise = (...numbers: number[]) =>
  append(
    testing.database,
    numbers.map((number) => alertEntry(number, { payload: alertPayload(number) })),
  )
const within = city.code

test('an alert reaches a subscriber over graphql-ws, and after a cut it gets what it missed and nothing twice', async () => {
  const client = connect(api.url, key)
  const answers = alertsOf(client, { within })
  await takeAlerts(answers, 0)
  await raise(1, 2)
  const before = await takeAlerts(answers, 2)
  expect(before.numbers).toEqual(['N-1', 'N-2'])
  client.terminate()
  await raise(3, 4)
  const again = connect(api.url, key)
  const resumed = alertsOf(again, { within, after: before.cursor })
  await raise(5)
  expect((await takeAlerts(resumed, 3)).numbers).toEqual(['N-3', 'N-4', 'N-5'])
  await Promise.all([client.dispose(), again.dispose()])
})

test('an event carries every field of the schema', async () => {
  const client = connect(api.url, key)
  const query = `subscription { alerts(within: "430105") { events { seq at kind alertId level clock dueAt caseId caseNumber
    matter hall organisation regionCode regionName promised { amount unit } countedDays overDays provisional } } }`
  const answers = client.iterate<{ alerts: { events: object[] } }>({ query })
  await answers.next()
  await raise(7)
  const { value } = await answers.next()
  const { number: _, ...payload } = alertPayload(7)
  expect(value?.data?.alerts.events[0]).toEqual({ ...payload, seq: expect.any(String), kind: 'efficiency.card.issued' })
  await client.dispose()
})

test('a completion reaches a subscriber of completions and no other', async () => {
  const client = connect(api.url, key)
  const query = `subscription { completions(within: "4301") { cursor events { seq at caseId caseNumber outcome matter hall
    organisation regionCode regionName onTime countedDays } } }`
  const answers = client.iterate<{ completions: { events: object[] } }>({ query })
  await answers.next()
  await raise(8)
  const ended = { topic: 'COMPLETION', kind: 'cases.case.closed', level: null, payload: completionPayload(9) } as const
  await append(testing.database, [alertEntry(9, ended)])
  const { value } = await answers.next()
  expect(value?.data?.completions.events).toMatchObject([{ caseNumber: 'N-9', outcome: 'CLOSED', onTime: true }])
  await client.dispose()
})

test('SSE says the same as any client of HTTP can read', async () => {
  const abort = new AbortController()
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: ALERTS, variables: { within } }),
    signal: abort.signal,
  })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/u)
  let text = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8')
  })().catch(() => undefined)
  await until(() => text.includes('"events":[]'), 'the first batch has come')
  await raise(10)
  const raisedAt = performance.now()
  await until(() => text.includes('"caseNumber":"N-10"'), 'the alert has come')
  expect(performance.now() - raisedAt).toBeLessThan(1_000)
  expect(text).toMatch(/event: next\ndata: \{"data":\{"alerts":\{"cursor":"[\w-]+","events":\[\]/u)
  abort.abort()
  await reading
})

test('levels and kinds are filtered on the server', async () => {
  const client = connect(api.url, key)
  const red = alertsOf(client, { within, minLevel: 'RED' })
  const yellow = alertsOf(client, { within, minLevel: 'YELLOW', kinds: ['efficiency.card.issued'] })
  await Promise.all([takeAlerts(red, 0), takeAlerts(yellow, 0)])
  const entry = (number: number, level: string, kind = 'efficiency.card.issued') =>
    alertEntry(number, { level, kind, payload: { ...alertPayload(number), level } })
  await append(testing.database, [
    entry(1, 'WARNING'),
    entry(2, 'YELLOW'),
    entry(3, 'RED', 'conduct.card.issued'),
    entry(4, 'RED'),
  ])
  expect((await takeAlerts(red, 2)).numbers).toEqual(['N-3', 'N-4'])
  expect((await takeAlerts(yellow, 2)).numbers).toEqual(['N-2', 'N-4'])
  await client.dispose()
})

test('a region out of range and an unknown one are the same answer, and the socket lives on', async () => {
  const client = connect(api.url, key)
  const refusals = []
  for (const code of [otherCity.code, '439999000000', '430000000000']) {
    const { value } = await alertsOf(client, { within: code }).next()
    refusals.push(JSON.stringify(value?.errors ?? value).replaceAll(code, 'CODE'))
  }
  expect(refusals[0]).toContain('NOT_FOUND')
  expect(new Set(refusals).size).toBe(1)
  await takeAlerts(alertsOf(client, { within: district.code }), 0)
  await client.dispose()
})

test('a reader of another city gets nothing of this one', async () => {
  const { key: foreign } = await keyFor(testing.database, otherCity)
  const client = connect(api.url, foreign)
  const answers = alertsOf(client, { within: otherCity.code })
  await takeAlerts(answers, 0)
  await raise(20, 21)
  const own = { scopeKey: otherCity.scopeKey, payload: alertPayload(22) }
  await append(testing.database, [alertEntry(22, own)])
  expect((await takeAlerts(answers, 1)).numbers).toEqual(['N-22'])
  await client.dispose()
})

test('who may not read is refused, signed in or not', async () => {
  const { key: writer } = await keyFor(testing.database, city, ['core.report'])
  const client = connect(api.url, writer)
  const { value } = await alertsOf(client, { within }).next()
  expect(JSON.stringify(value)).toContain('FORBIDDEN')
  await client.dispose()
  const answer = await api.post({ query: ALERTS, variables: { within } }, { accept: 'text/event-stream' })
  expect(await answer.text()).toContain('UNAUTHENTICATED')
})

test('a cursor of somebody else answers RESYNC_REQUIRED on its operation, and the socket lives on', async () => {
  const { key: colleague } = await keyFor(testing.database, city)
  const [client, other] = [connect(api.url, key), connect(api.url, colleague)]
  const { cursor } = await takeAlerts(alertsOf(client, { within }), 0)
  for (const after of [cursor, 'made up']) {
    const { value } = await alertsOf(other, { within, after }).next()
    expect(JSON.stringify(value)).toContain('"code":"RESYNC_REQUIRED"')
  }
  await takeAlerts(alertsOf(other, { within }), 0)
  await Promise.all([client.dispose(), other.dispose()])
})

test('a key that is revoked ends its streams: 4403 on the socket, the end over SSE', async () => {
  const made = await keyFor(testing.database, city)
  const socket = await api.socket()
  await socket.init({ authorization: made.key })
  await socket.ask('1', { query: ALERTS, variables: { within } })
  const sse = await api.post(
    { query: ALERTS, variables: { within } },
    { accept: 'text/event-stream', authorization: `Bearer ${made.key}` },
  )
  const reading = sse.text().catch(() => 'cut')
  await revokeApiKey(testing.database, { id: made.apiKey.id })
  await raise(30)
  expect(await socket.closed).toBe(4403)
  await reading
})

test('a socket that does not read stops its reads of the feed, and gets everything in order when it reads again', async () => {
  const socket = await api.socket()
  await socket.init({ authorization: key })
  await socket.ask('1', { query: ALERTS.replace('caseNumber', 'caseNumber matter'), variables: { within } })
  socket.socket.pause()
  const padding = '测试'.repeat(1_000)
  const before = reads
  for (let i = 0; i < 20; i++) {
    const entries = Array.from({ length: 250 }, (_, n) =>
      alertEntry(n, { payload: { ...alertPayload(i * 250 + n), matter: padding } }),
    )
    await append(testing.database, entries)
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const stalled = reads
  expect(stalled - before).toBeLessThan(25)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(reads).toBe(stalled)
  socket.socket.resume()
  const got = () =>
    socket.messages.flatMap(({ type, payload }) =>
      type === 'next' ? (payload as { data: { alerts: { events: { caseNumber: string }[] } } }).data.alerts.events : [],
    )
  await until(() => got().length === 5_000, 'all have come')
  expect(got().map(({ caseNumber }) => caseNumber)).toEqual(Array.from({ length: 5_000 }, (_, i) => `N-${i}`))
  socket.socket.terminate()
})
