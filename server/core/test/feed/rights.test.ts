import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from './feed-kit.ts'
import { openRightsHouse, type RightsHouse } from './rights-kit.ts'
import { ALERTS, city, district, otherCity } from './subscription-kit.ts'

let house: RightsHouse
beforeAll(async () => {
  house = await openRightsHouse()
})
afterAll(() => house.end())

test('a stream ends when the scope that it was opened in is withdrawn, though others stay', async () => {
  const person = await house.personIn(city, otherCity)
  const { socket, sse, reading } = await house.follow(person, otherCity, `r${otherCity.id}`)
  await house.administer((trx) =>
    trx.deleteFrom('core.roleGrant').where('accountId', '=', person.id).where('regionId', '=', otherCity.id).execute(),
  )
  expect(await socket.closed).toBe(4403)
  await reading
  expect(sse()).toContain('"code":"UNAUTHENTICATED"')
})

describe('the working scope of a stream', () => {
  test('is the widest unless another is named, by a header over HTTP and by a parameter on a socket', async () => {
    const person = await house.personIn(district, otherCity)
    const [widest, chosen] = [
      await house.follow(person, otherCity),
      await house.follow(person, district, `r${district.id}`),
    ]
    await house.raise(1, otherCity)
    await house.raise(2, district)
    await until(() => widest.said().split('N-1"').length === 3, 'both channels told of the first')
    await until(() => chosen.said().split('N-2"').length === 3, 'and of the second')
    expect(widest.said()).not.toContain('N-2"')
    expect(chosen.said()).not.toContain('N-1"')
    for (const { socket } of [widest, chosen]) socket.socket.terminate()
  })

  test('that is not held is the same answer as one that does not exist, on every channel', async () => {
    const person = await house.personIn(district)
    const answers: string[] = []
    for (const scope of [`r${otherCity.id}`, 'r999']) {
      const question = { query: ALERTS, variables: { within: district.code } }
      const headers = { ...person.headers, 'x-zhikong-scope': scope, 'accept-language': 'en' }
      const post = await (await house.api.post({ query: '{ now }' }, headers)).text()
      const sse = await (await house.api.post(question, { ...headers, accept: 'text/event-stream' })).text()
      const socket = await house.api.socket(person.headers)
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
  const person = await house.personIn(district, otherCity)
  const first = await house.follow(person, otherCity)
  const cursor = /"cursor":"([\w-]+)"/u.exec(first.sse())?.[1]
  await house.raise(11, otherCity)
  await house.raise(12, district)
  const second = await house.follow(person, district, `r${district.id}`, cursor)
  await until(() => second.said().split('N-12"').length === 3, 'what came behind the cursor was told')
  expect(second.said()).not.toContain('N-11"')
  for (const { socket } of [first, second]) socket.socket.terminate()
})
