import { randomUUID } from 'node:crypto'
import { openSession } from '../../src/access/sessions.ts'
import type { AccessTokens } from '../../src/access/third-parties/access-token.ts'
import { openFeed, type Feed } from '../../src/feed/feed.ts'
import { startSequencer } from '../../src/feed/sequencer.ts'
import type { Unit } from '../../src/graphql/context.ts'
import type { Region } from '../../src/registers/region.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { openSocket, startApi } from '../graphql/running-api.ts'
import { alertEntry, append, errorLog, until } from './feed-kit.ts'
import { ALERTS, alertPayload, feedSchema, keyFor } from './subscription-kit.ts'

type Administering = Parameters<Parameters<TestDatabase['database']['withScope']>[1]>[0]

/** Somebody who follows: the id of account, key or client, and the headers of the requests. */
export type Asker = { readonly id: string; readonly headers: Record<string, string> }

const grantIn = ({ id: regionId, scopeKey: lo, scopeEnd: hi }: Region, bound: Partial<Unit> = {}) => ({
  id: randomUUID(),
  role: 'INSPECTOR',
  createdAt: new Date(),
  regionId,
  lo,
  hi,
  ...bound,
})

/** Takes tokens as they are: `<client>.made.up`. */
export const madeUpTokens: AccessTokens = async (token, now) => ({
  clientId: token.split('.', 1)[0] ?? '',
  scope: null,
  expiresAt: new Date(now.getTime() + 900_000),
})

/** A running feed with its API, and those who follow it; `arrange` may put another feed in its place. */
export async function openRightsHouse(arrange: (feed: Feed) => Feed = (feed) => feed) {
  const testing = await createTestDatabase()
  const { database } = testing
  const log = errorLog()
  const sequencer = startSequencer(database, log)
  const feed = arrange(await openFeed(database, log.onError))
  const schema = feedSchema(feed)
  const api = await startApi(database, { accessTokens: madeUpTokens }, schema)

  const administer = <T>(work: (trx: Administering) => Promise<T>): Promise<T> =>
    database.withScope({ mode: 'administration' }, work)

  const give = (accountId: string, region: Region, bound: Partial<Unit> = {}) =>
    administer((trx) =>
      trx
        .insertInto('core.roleGrant')
        .values({ accountId, ...grantIn(region, bound) })
        .execute(),
    )

  /** A signed-in person who inspects some regions. */
  async function personIn(...regions: readonly Region[]): Promise<Asker> {
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
    return { id, headers: { cookie: `zhikong_session=${token}`, 'x-zhikong': '1' } }
  }

  /** A system with a key for a region. */
  async function keyIn(region: Region): Promise<Asker> {
    const { key, apiKey } = await keyFor(database, region)
    return { id: apiKey.id, headers: { authorization: `Bearer ${key}` } }
  }

  /** A system of the authorisation server, with its token. */
  async function clientIn({ id: regionId, scopeKey: lo, scopeEnd: hi }: Region): Promise<Asker> {
    const id = randomUUID()
    const who = { id, clientId: id, name: 'test', regionId, lo, hi, permissions: 'core.read' }
    await administer((trx) =>
      trx
        .insertInto('core.client')
        .values({ ...who, createdAt: new Date() })
        .execute(),
    )
    return { id, headers: { authorization: `Bearer ${id}.made.up` } }
  }

  /** Follows the alerts of a region over SSE and over a socket, from now on. */
  async function follow({ headers }: Asker, region: Region, scope?: string, after?: string) {
    const question = { query: ALERTS, variables: { within: region.code, after } }
    const socket = await openSocket(`${api.url.replace('http', 'ws')}/graphql`, headers)
    await socket.init(scope === undefined ? {} : { scope })
    await socket.ask('1', question)
    const streaming = { ...headers, accept: 'text/event-stream', ...(scope && { 'x-zhikong-scope': scope }) }
    const response = await api.post(question, streaming)
    let sse = ''
    const reading = (async () => {
      for await (const chunk of response.body ?? []) sse += Buffer.from(chunk).toString('utf8')
    })().catch(() => undefined)
    await until(() => sse.includes('event: next'), 'the stream has begun')
    return { socket, reading, sse: () => sse, said: () => sse + JSON.stringify(socket.messages) }
  }

  const raise = (number: number, region: Region) =>
    append(database, [alertEntry(number, { scopeKey: region.scopeKey, payload: alertPayload(number) })])

  return {
    database,
    schema,
    api,
    feed,
    administer,
    give,
    personIn,
    keyIn,
    clientIn,
    follow,
    raise,
    end: async () => {
      await api.stop()
      await Promise.all([feed.close(), sequencer.stop()])
      await testing.close()
    },
  }
}

export type RightsHouse = Awaited<ReturnType<typeof openRightsHouse>>
