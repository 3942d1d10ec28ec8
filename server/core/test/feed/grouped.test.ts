import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { assertObjectType } from 'graphql'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Feed } from '../../src/feed/feed.ts'
import { until } from './feed-kit.ts'
import {
  allowMadeUpUnits,
  isTold,
  pick,
  personWith,
  raiseAll,
  randomEvent,
  randomProfile,
  subscriber,
  withdrawRoles,
  type Profile,
  type Raised,
  type Subscriber,
} from './grouped-kit.ts'
import { randomFrom } from './history.ts'
import { openRightsHouse, type RightsHouse } from './rights-kit.ts'
import { city } from './subscription-kit.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** The bytes of buffers that are held by somebody. */
const heldBytes = (): number => {
  collect()
  return process.memoryUsage().arrayBuffers
}

let house: RightsHouse
beforeAll(async () => {
  house = await openRightsHouse()
  await allowMadeUpUnits(house)
})
afterAll(() => house.end())

const plain: Profile = { region: city, within: city, bound: {}, isShort: false, onlyRed: false, language: 'en' }
const eventIn = (number: number, other: Partial<Raised> = {}): Raised => ({
  number,
  region: city,
  level: 'RED',
  organisationId: 1,
  hallId: 1,
  ...other,
})
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => eventIn(from + index))
const present = new Set<Subscriber>()
const follow = async (profile: Profile, at: RightsHouse = house): Promise<Subscriber> => {
  const one = await subscriber(at, profile, await personWith(at, profile))
  present.add(one)
  return one
}
afterEach(() => {
  leave(...present)
  present.clear()
})
const leave = (...all: readonly Subscriber[]) => all.forEach((each) => each.drop())

describe('whoever asks the same with the same rights', () => {
  test('is in one group and is told the same, each with a cursor and an operation of their own', async () => {
    const all = await Promise.all([follow(plain), follow(plain), follow(plain)])
    await until(() => house.feed.groups.sizes().includes(3), 'all are in one group')
    await raiseAll(house, range(1, 3))
    await until(() => all.every((each) => each.numbers().length === 3), 'all are told')
    const [cursors, events] = [new Set<string>(), new Set<string>()]
    for (const { batches } of all) {
      const { cursor, ...rest } = batches().at(-1)?.data?.alerts ?? { cursor: 'none' }
      cursors.add(cursor)
      events.add(JSON.stringify(rest))
    }
    expect([cursors.size, events.size]).toEqual([3, 1])
    leave(...all)
    await until(() => house.feed.groups.sizes().length === 0, 'a group ends with its last member')
  })

  test('is told byte for byte over SSE what it is told over a socket, in order and once', async () => {
    const person = await personWith(house, plain)
    const { socket, sse, reading, said } = await house.follow(person, city)
    await until(() => house.feed.groups.sizes().includes(2), 'both are in one group')
    await raiseAll(house, [eventIn(11)])
    await until(() => said().split('N-11"').length === 3, 'both have come')
    const [line] = sse().match(/\{"data".*N-11".*/u) ?? []
    expect(JSON.stringify(socket.messages.at(-1)?.payload)).toBe(line)
    for (const [from, count] of [
      [20, 1],
      [21, 300],
      [321, 2],
      [323, 40],
      [363, 1],
    ] as const)
      await raiseAll(house, range(from, count))
    await until(() => said().split('N-363"').length === 3, 'all have come')
    const told = Array.from(sse().matchAll(/"N-(\d+)"/gu), ([, number]) => Number(number))
    expect(told).toEqual([11, ...range(20, 344).map(({ number }) => number)])
    expect(
      sse()
        .split('\n\n')
        .filter((message) => !/^(?::|event: next\ndata: \{.*\}|)$/u.test(message)),
    ).toEqual([])
    socket.socket.terminate()
    await house.administer((trx) => trx.deleteFrom('core.session').where('accountId', '=', person.id).execute())
    await reading
  })

  test('goes on alone while it does not read, without holding up the others, and comes back with everything', async () => {
    const [stalled, reader] = await Promise.all([follow(plain), follow(plain)])
    await until(() => house.feed.groups.sizes().includes(2), 'both are in one group')
    stalled.socket().pause()
    const before = heldBytes()
    for (let from = 0; from < 3_000; from += 500) await raiseAll(house, range(from, 500), 6_000)
    await until(() => reader.numbers().length === 3_000, 'the other is told')
    expect(house.feed.groups.sizes()).toEqual([1])
    expect(heldBytes() - before).toBeLessThan(13_000_000)
    stalled.socket().resume()
    await until(() => stalled.numbers().length === 3_000, 'it gets everything')
    expect(stalled.numbers()).toEqual(range(0, 3_000).map(({ number }) => number))
    await until(() => house.feed.groups.sizes().includes(2), 'it is back')
    leave(stalled, reader)
  })

  test('is told alone for good where an answer depends on who it is', async () => {
    const matter = assertObjectType(house.schema.getType('AlertEvent')).getFields()['matter']
    const resolve = matter?.resolve
    const resolvesId = (_: unknown, _args: unknown, { principal }: { principal: { id: string } }) => principal.id
    Object.assign(matter ?? {}, { resolve: resolvesId })
    const query = 'subscription { alerts(within: "430100000000") { cursor events { caseNumber matter } } }'
    const people = await Promise.all([personWith(house, plain), personWith(house, plain)])
    const sockets = await Promise.all(people.map(({ headers }) => house.api.socket(headers)))
    for (const socket of sockets) await socket.init().then(() => socket.ask('1', { query }))
    for (const number of [21, 22]) {
      await raiseAll(house, [eventIn(number)])
      const told = await Promise.all(
        sockets.map((each) => each.next((message) => JSON.stringify(message).includes(`N-${number}"`))),
      )
      people.forEach(({ id }, index) => expect(JSON.stringify(told[index])).toContain(id))
    }
    Object.assign(matter ?? {}, { resolve })
    sockets.forEach(({ socket }) => socket.terminate())
  })
})

/** Runs a random day and gives everybody who followed, with how many events were raised before each was there. */
async function randomDay(at: RightsHouse, seed: number) {
  const random = randomFrom(seed)
  const profiles = Array.from({ length: 6 }, () => randomProfile(random))
  const raised: Raised[] = []
  const those: { readonly who: Subscriber; readonly since: number; isRevoked: boolean }[] = []
  const join = async () => {
    const since = raised.length
    const profile = pick(random, profiles)
    those.push({ who: await follow(profile, at), since, isRevoked: false })
  }
  for (let count = 0; count < 12; count += 1) await join()
  for (let step = 0; step < 30; step += 1) {
    const events = Array.from({ length: 1 + random(5) }, (_, index) => randomEvent(random, raised.length + index))
    const somebody = pick(
      random,
      those.filter(({ isRevoked }) => !isRevoked),
    )
    const [isDropped, isBackBefore] = [random(3) === 0, random(2) === 0]
    if (isDropped) somebody.who.drop()
    if (isDropped && isBackBefore) await somebody.who.comeBack()
    await raiseAll(at, events)
    raised.push(...events)
    if (isDropped && !isBackBefore) await somebody.who.comeBack()
    if (step % 10 === 5) await join()
    if (step % 12 === 6) {
      somebody.isRevoked = true
      await withdrawRoles(at, somebody.who.asker)
    }
    if (random(2) === 0) await new Promise((resolve) => setTimeout(resolve, random(90)))
  }
  return { raised, those }
}

test.each([1, 2])(
  'on random day %i everybody is told all that is theirs, once, in order, and nothing else',
  async (seed) => {
    const { raised, those } = await randomDay(house, seed)
    for (const { who, since, isRevoked } of those) {
      const all = raised.filter((event) => isTold(who.profile, event)).map(({ number }) => number)
      const sure = all.filter((number) => number >= since)
      if (!isRevoked) {
        await until(
          () => who.numbers().length >= sure.length,
          `${sure.length} have come to ${JSON.stringify(who.profile)}`,
        )
        expect(who.numbers()).toEqual(all.slice(all.length - who.numbers().length))
      } else if (who.numbers().length > 0) {
        const first = all.indexOf(who.numbers()[0] ?? -1)
        expect(all.slice(first, first + who.numbers().length)).toEqual(who.numbers())
      }
    }
    leave(...those.map(({ who }) => who))
    await until(() => house.feed.groups.sizes().length === 0, 'no group is left behind')
    expect(house.feed.hub.waiting()).toBe(0)
  },
)

describe('a key that leaves out', () => {
  let forgotten = /$^/gu
  let planted: RightsHouse
  /** Groups by less than the key says. */
  const forgetful = (feed: Feed): Feed => ({
    ...feed,
    groups: {
      ...feed.groups,
      accompany: (key, ...rest) => feed.groups.accompany(key.replaceAll(forgotten, ''), ...rest),
    },
  })
  beforeAll(async () => {
    planted = await openRightsHouse(forgetful)
    await allowMadeUpUnits(planted)
  })
  afterAll(() => planted.end())
  const cases = [
    { what: 'the organisation', forget: /"organisationId":(?:\d+|null),?/gu, other: { bound: { organisationId: 2 } } },
    { what: 'the hall', forget: /"hallId":(?:\d+|null),?/gu, other: { bound: { hallId: 2 } } },
    {
      what: 'the filter',
      forget: /\{"levels[^}]*\}|\{"exceptKinds":\[\]\}|\[\\"minLevel\\",\\"RED\\"\],?/gu,
      other: { onlyRed: true },
    },
  ] as const
  test.each(cases)(
    '$what tells somebody what is not theirs: the model above would see it',
    async ({ forget, other }) => {
      forgotten = forget
      const [all, part] = [await follow(plain, planted), await follow({ ...plain, ...other }, planted)]
      await until(() => planted.feed.groups.sizes().includes(2), 'they are taken for the same')
      await raiseAll(planted, [eventIn(1, { level: 'WARNING' })])
      await until(() => all.numbers().length === 1, 'one is told')
      await until(() => part.numbers().length === 1, 'and so is the other')
      expect(isTold(part.profile, eventIn(1, { level: 'WARNING' }))).toBe(false)
      leave(all, part)
      await until(() => planted.feed.groups.sizes().length === 0, 'they are gone')
    },
  )
})
