import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from '../../src/access/sessions.ts'
import { openFeed, type Feed } from '../../src/feed/feed.ts'
import { startSequencer, type Sequencer } from '../../src/feed/sequencer.ts'
import type { Unit } from '../../src/graphql/context.ts'
import type { Region } from '../../src/registers/region.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { openSocket, startApi, type RunningApi } from '../graphql/running-api.ts'
import { alertEntry, append, errorLog, until } from './feed-kit.ts'
import { ALERTS, alertPayload, city, district, feedSchema, otherCity } from './subscription-kit.ts'

let testing: TestDatabase
let sequencer: Sequencer
let feed: Feed
let api: RunningApi
const log = errorLog()

beforeAll(async () => {
  testing = await createTestDatabase()
  sequencer = startSequencer(testing.database, log)
  feed = await openFeed(testing.database, log.onError)
  api = await startApi(testing.database, {}, feedSchema(feed))
})
afterAll(async () => {
  await api.stop()
  await Promise.all([feed.close(), sequencer.stop()])
  await testing.close()
})

type Person = { readonly id: string; readonly cookie: string }
type Administering = Parameters<Parameters<TestDatabase['database']['withScope']>[1]>[0]

const administer = <T>(work: (trx: Administering) => Promise<T>): Promise<T> =>
  testing.database.withScope({ mode: 'administration' }, work)

const grantIn = ({ id: regionId, scopeKey: lo, scopeEnd: hi }: Region, bound: Partial<Unit> = {}) => ({
  id: randomUUID(),
  role: 'INSPECTOR',
  createdAt: new Date(),
  regionId,
  lo,
  hi,
  ...bound,
})

const give = (accountId: string, region: Region) =>
  administer((trx) =>
    trx
      .insertInto('core.roleGrant')
      .values({ accountId, ...grantIn(region) })
      .execute(),
  )

/** A signed-in person who inspects some regions. */
async function personIn(...regions: readonly Region[]): Promise<Person> {
  const at = new Date()
  const id = randomUUID()
  const token = await administer(async (trx) => {
    const home = { regionId: 1, lo: 0, hi: 1 }
    await trx
      .insertInto('core.account')
      .values({ id, username: id, displayName: '测试员', createdAt: at, ...home })
      .execute()
    return openSession(trx, { accountId: id, address: 'test', via: 'PASSWORD', replaces: null }, at)
  })
  for (const region of regions) await give(id, region)
  return { id, cookie: `zhikong_session=${token}` }
}

/** Follows the alerts of a region over SSE and over a socket, from now on. */
async function follow({ cookie }: Person, region: Region, scope?: string, after?: string) {
  const question = { query: ALERTS, variables: { within: region.code, after } }
  const headers = { cookie, 'x-zhikong': '1', accept: 'text/event-stream' }
  const socket = await openSocket(`${api.url.replace('http', 'ws')}/graphql`, { cookie })
  await socket.init(scope === undefined ? {} : { scope })
  await socket.ask('1', question)
  const response = await api.post(question, { ...headers, ...(scope && { 'x-zhikong-scope': scope }) })
  let sse = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) sse += Buffer.from(chunk).toString('utf8')
  })().catch(() => undefined)
  await until(() => sse.includes('event: next'), 'the stream has begun')
  return { socket, reading, sse: () => sse, said: () => sse + JSON.stringify(socket.messages) }
}

const raise = (number: number, region: Region) =>
  append(testing.database, [alertEntry(number, { scopeKey: region.scopeKey, payload: alertPayload(number) })])

describe('a stream ends within a second or so, 4403 on the socket and UNAUTHENTICATED over SSE, when', () => {
  const changes: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
    'a role is withdrawn': ({ id }) =>
      administer((trx) => trx.deleteFrom('core.roleGrant').where('accountId', '=', id).execute()),
    'a role is added': ({ id }) => give(id, otherCity),
    'a role is moved to another region': ({ id }) =>
      administer((trx) =>
        trx
          .updateTable('core.roleGrant')
          .set({ regionId: otherCity.id, lo: otherCity.scopeKey, hi: otherCity.scopeEnd })
          .where('accountId', '=', id)
          .execute(),
      ),
    'a role becomes another': ({ id }) =>
      administer((trx) =>
        trx.updateTable('core.roleGrant').set({ role: 'AUDIT_ADMINISTRATOR' }).where('accountId', '=', id).execute(),
      ),
    'a role ends by itself': ({ id }) =>
      administer((trx) =>
        trx.updateTable('core.roleGrant').set({ expiresAt: new Date() }).where('accountId', '=', id).execute(),
      ),
    'the account is stopped': ({ id }) =>
      administer((trx) =>
        trx.updateTable('core.account').set({ disabledAt: new Date() }).where('id', '=', id).execute(),
      ),
    'the session is ended': ({ id }) =>
      administer((trx) => trx.deleteFrom('core.session').where('accountId', '=', id).execute()),
  }

  test.concurrent.each(Object.entries(changes).map(([name, change], index) => ({ name, change, index })))(
    '$name',
    async ({ change, index }) => {
      const person = await personIn(city)
      const { socket, sse, reading, said } = await follow(person, city)
      const changedAt = performance.now()
      await change(person)
      expect(await socket.closed).toBe(4403)
      await reading
      expect(performance.now() - changedAt).toBeLessThan(3_000)
      expect(sse()).toContain('"code":"UNAUTHENTICATED"')
      await raise(900 + index, city)
      expect(said()).not.toContain(`N-${900 + index}`)
    },
  )

  test('a scope that was chosen is withdrawn, though others stay', async () => {
    const person = await personIn(city, otherCity)
    const { socket, sse, reading } = await follow(person, otherCity, `r${otherCity.id}`)
    await administer((trx) =>
      trx
        .deleteFrom('core.roleGrant')
        .where('accountId', '=', person.id)
        .where('regionId', '=', otherCity.id)
        .execute(),
    )
    expect(await socket.closed).toBe(4403)
    await reading
    expect(sse()).toContain('"code":"UNAUTHENTICATED"')
  })
})

describe('the working scope of a stream', () => {
  test('is the widest unless another is named, by a header over HTTP and by a parameter on a socket', async () => {
    const person = await personIn(district, otherCity)
    const [widest, chosen] = [await follow(person, otherCity), await follow(person, district, `r${district.id}`)]
    await raise(1, otherCity)
    await raise(2, district)
    await until(() => widest.said().split('N-1"').length === 3, 'both channels told of the first')
    await until(() => chosen.said().split('N-2"').length === 3, 'and of the second')
    expect(widest.said()).not.toContain('N-2"')
    expect(chosen.said()).not.toContain('N-1"')
    for (const { socket } of [widest, chosen]) socket.socket.terminate()
  })

  test('that is not held is the same answer as one that does not exist, on every channel', async () => {
    const person = await personIn(district)
    const answers: string[] = []
    for (const scope of [`r${otherCity.id}`, 'r999']) {
      const question = { query: ALERTS, variables: { within: district.code } }
      const headers = { cookie: person.cookie, 'x-zhikong': '1', 'x-zhikong-scope': scope, 'accept-language': 'en' }
      const post = await (await api.post({ query: '{ now }' }, headers)).text()
      const sse = await (await api.post(question, { ...headers, accept: 'text/event-stream' })).text()
      const socket = await api.socket({ cookie: person.cookie })
      await socket.init({ scope, language: 'en' })
      const message = JSON.stringify(await socket.ask('1', question))
      socket.socket.terminate()
      for (const text of [post, sse, message]) expect(text).toContain('"code":"NOT_FOUND"')
      answers.push(
        [post, sse, message]
          .join('\n')
          .replaceAll(scope, 'SCOPE')
          .replaceAll(/"trace":"[^"]+"/gu, ''),
      )
    }
    expect(answers[0]).toBe(answers[1])
  })
})

test('a cursor of another working scope of the same person is a place and grants nothing', async () => {
  const person = await personIn(district, otherCity)
  const first = await follow(person, otherCity)
  const cursor = /"cursor":"([\w-]+)"/u.exec(first.sse())?.[1]
  await raise(11, otherCity)
  await raise(12, district)
  const second = await follow(person, district, `r${district.id}`, cursor)
  await until(() => second.said().split('N-12"').length === 3, 'what came behind the cursor was told')
  expect(second.said()).not.toContain('N-11"')
  for (const { socket } of [first, second]) socket.socket.terminate()
})
