import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { credentialOf } from '../../src/access/credential.ts'
import { createPrincipals, type Principals } from '../../src/access/principals.ts'
import { STANDING_MS } from '../../src/access/remembered-holders.ts'
import { permissionsByRole } from '../../src/access/roles.ts'
import { openStream } from '../../src/feed/graphql/stream.ts'
import { createContext } from '../../src/graphql/request-context.ts'
import { CORE_PERMISSIONS } from '../../src/permission.ts'
import { numbersOf, until } from './feed-kit.ts'
import { RIGHTS_CHANGES } from './rights-changes.ts'
import { madeUpTokens, openRightsHouse, type Asker, type RightsHouse } from './rights-kit.ts'
import { city, registersOfTest } from './subscription-kit.ts'

const WITHIN_MS = 1_000
/** How late a busy machine may make the test itself see it. By construction it is no more than WITHIN_MS. */
const MACHINE_MS = 500

let house: RightsHouse
beforeAll(async () => {
  house = await openRightsHouse()
})
afterAll(() => house.end())

const changes = RIGHTS_CHANGES.map((change, index) => ({ ...change, number: 900 + index }))
const batchesIn = (said: string): number => said.split('"cursor"').length - 1

describe('a second after the change a stream has ended, 4403 on the socket and UNAUTHENTICATED over SSE, when', () => {
  test.concurrent.each(changes)('$name; nothing that happens then is told', async ({ open, change, number }) => {
    const [asker, witness] = [await open(house), await house.follow(await house.personIn(city), city)]
    const { socket, sse, reading, said } = await house.follow(asker, city)
    await change(house, asker.id)
    const changedAt = performance.now()
    const ended = Promise.all([socket.closed, reading]).then(() => performance.now())
    const batches = batchesIn(said())
    await wait(WITHIN_MS)
    await house.raise(number, city)
    await until(() => witness.said().split(`N-${number}"`).length === 3, 'others are told, on both channels')
    expect((await ended) - changedAt).toBeLessThan(WITHIN_MS + MACHINE_MS)
    expect(await socket.closed).toBe(4403)
    expect(sse()).toContain('"code":"UNAUTHENTICATED"')
    expect(said()).not.toContain(`N-${number}"`)
    expect(batchesIn(said())).toBe(batches)
    witness.socket.socket.terminate()
  })
})

/** A stream that nobody watches over: only the look before each batch is left. */
async function unwatched({ headers }: Asker, planted: (principals: Principals) => Principals = (as) => as) {
  const { database, feed } = house
  const roles = permissionsByRole(CORE_PERMISSIONS)
  const principals = planted(createPrincipals(database, roles, undefined, undefined, madeUpTokens))
  const credential = credentialOf(headers['authorization'], headers['cookie'], 'zhikong_session')
  const caller = { credential, scope: null, language: 'en', requestId: 'test', address: 'test' } as const
  const context = await createContext(caller, { database, principals })
  const asked = { topic: 'ALERT', within: city.code, after: null } as const
  const stream = await openStream({ feed, registers: registersOfTest }, asked, context)
  await stream.next()
  return stream
}

/** What a stream gives first: the numbers of events, or the code by which it ended. */
async function firstOf(stream: Awaited<ReturnType<typeof unwatched>>): Promise<readonly number[] | string> {
  const { value } = await stream.next()
  await stream.return?.()
  if (value === undefined) return 'nothing'
  return 'ended' in value ? value.ended.code : numbersOf(value)
}

describe('what is committed right after the change and delivered when memory is over is not delivered, when', () => {
  test.concurrent.each(changes)('$name', async ({ open, change, number }) => {
    const asker = await open(house)
    const stream = await unwatched(asker)
    await change(house, asker.id)
    await house.raise(number, city)
    await wait(STANDING_MS + 10)
    expect(await firstOf(stream)).toBe('UNAUTHENTICATED')
  })
})

test('a memory that is never over would deliver it', async () => {
  const asker = await house.personIn(city)
  const forgetsNothing = (principals: Principals): Principals => {
    let first: Promise<string | null> | undefined
    return { ...principals, standing: (credential) => (first ??= principals.standing(credential)) }
  }
  const stream = await unwatched(asker, forgetsNothing)
  await house.administer((trx) => trx.deleteFrom('core.roleGrant').where('accountId', '=', asker.id).execute())
  await house.raise(999, city)
  await wait(STANDING_MS + 10)
  expect(await firstOf(stream)).toContain(999)
})
