import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../../src/access/roles.ts'
import { openSignInKit, type SignInKit } from '../sign-in/sign-in-kit.ts'

let kit: SignInKit
const cookies = new Map<string, string>()
beforeAll(async () => {
  kit = await openSignInKit()
  kit.base.setNow('2026-03-02T01:00:00Z')
  const people: readonly [string, Role, string][] = [
    ['system-province', 'SYSTEM_ADMINISTRATOR', '43'],
    ['system-city', 'SYSTEM_ADMINISTRATOR', '4301'],
    ['security-province', 'SECURITY_ADMINISTRATOR', '43'],
    ['security-city', 'SECURITY_ADMINISTRATOR', '4301'],
    ['reader', 'AUTHORITY', '43'],
  ]
  for (const [username, role, region] of people) {
    await kit.person(username, [role], region)
    cookies.set(username, (await kit.signIn(username)).cookie)
  }
  await kit.base.save('organisations', [{ code: 'TAX', name: '税务局', region: '430100000000', kind: 'DEPARTMENT' }])
  await kit.base.save('halls', [{ code: 'EAST', name: '东厅', region: '430102000000' }])
})
afterAll(() => kit.end())

const as = (username: string): string => cookies.get(username) ?? ''
type Problem = { readonly code?: string; readonly message?: string; readonly path?: readonly string[] }
type Result = Problem & {
  readonly oneTimePassword?: string
  readonly person?: { readonly id: string } & Record<string, unknown>
  readonly grant?: { readonly id: string } & Record<string, unknown>
}
const PERSON = 'person { id username disabledAt mustChangePassword grants { id role } sessions { id } }'

async function change(who: string, name: string, input: object, fields = PERSON): Promise<Result> {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const query = `mutation ($input: ${title}Input!) {
    ${name}(input: $input) { ... on ${title}Payload { ${fields} } ... on Error { code message path } } }`
  const data = await kit.ask<Record<string, Result>>(as(who), query, { input })
  return data[name] ?? {}
}

const create = (who: string, username: string, region = '430102') =>
  change(who, 'createPerson', { username, displayName: '新人', region }, `oneTimePassword ${PERSON}`)
const grant = (who: string, person: string, role: Role, region: string, more: object = {}) =>
  change(who, 'grantRole', { person, role, region, ...more }, `grant { id } ${PERSON}`)

async function made(username: string, region = '430102'): Promise<string> {
  return (await create('system-province', username, region)).person?.id ?? ''
}

async function idOf(username: string): Promise<string> {
  const query = 'query ($text: String!) { people(text: $text) { nodes { id username } } }'
  const { people } = await kit.ask<{ people: { nodes: { id: string; username: string }[] } }>(
    as('security-province'),
    query,
    { text: username },
  )
  return people.nodes.find((person) => person.username === username)?.id ?? ''
}

test('makes somebody with a one-time password and no role, within the own range only', async () => {
  const { person, oneTimePassword = '' } = await create('system-city', 'newcomer')
  expect(person).toMatchObject({ username: 'newcomer', mustChangePassword: true, grants: [] })
  const { cookie } = await kit.signIn('newcomer', oneTimePassword)
  expect(await kit.ask(cookie, '{ viewer { mustChangePassword } }')).toEqual({ viewer: { mustChangePassword: true } })
  expect(await create('system-city', 'stranger', '4302')).toMatchObject({
    code: 'NOT_FOUND',
    path: ['input', 'region'],
  })
  expect(await create('system-city', 'newcomer')).toMatchObject({ code: 'DUPLICATE_KEY', path: ['input', 'username'] })
  expect(await create('system-city', 'New Comer')).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'username'] })
  const [entry] = await kit.audited('core.person.created')
  expect(entry).toMatchObject({ actorName: 'system-city', subjectId: person?.id })
  expect(JSON.stringify(entry)).not.toContain(oneTimePassword)
})

test('shows people whose home lies within the range, and nobody else', async () => {
  const elsewhere = await made('elsewhere', '4302')
  const count = async (who: string, filter: string) =>
    (await kit.ask<{ people: { total: number } }>(as(who), `{ people${filter} { total } }`)).people.total
  expect(await count('system-province', '(text: "ELSE")')).toBe(1)
  expect(await count('system-city', '(text: "ELSE")')).toBe(0)
  expect(await count('system-province', '(within: "4302")')).toBe(1)
  expect(await count('system-province', '(text: "%")')).toBe(0)
  await expect(count('system-city', '(within: "4302")')).rejects.toThrow('NOT_FOUND')
  const query = 'query ($id: ID!) { person(id: $id) { username } }'
  expect(await kit.ask(as('system-province'), query, { id: elsewhere })).toEqual({ person: { username: 'elsewhere' } })
  for (const id of [elsewhere, 'x', '00000000-0000-0000-0000-000000000000']) {
    expect(await kit.ask(as('system-city'), query, { id })).toEqual({ person: null })
  }
  for (const name of ['disablePerson', 'enablePerson', 'resetPassword', 'resetSecondFactor']) {
    expect(await change('system-city', name, { id: elsewhere })).toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('pages through people by user name', async () => {
  const seen: string[] = []
  let after: string | null = null
  do {
    const {
      people,
    }: { people: { nodes: { username: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
      await kit.ask(
        as('system-province'),
        'query ($after: String) { people(first: 2, after: $after) { nodes { username } pageInfo { endCursor hasNextPage } } }',
        { after },
      )
    seen.push(...people.nodes.map(({ username }) => username))
    after = people.pageInfo.hasNextPage ? people.pageInfo.endCursor : null
  } while (after !== null)
  expect(seen).toEqual(seen.toSorted())
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toContain('reader')
})

test('lets nobody look at people, or change them, without the permission for it', async () => {
  await expect(kit.ask(as('reader'), '{ people { total } }')).rejects.toThrow('FORBIDDEN')
  await expect(create('security-province', 'no-right')).rejects.toThrow('FORBIDDEN')
  await expect(grant('system-province', 'x', 'AUDITOR', '43')).rejects.toThrow('FORBIDDEN')
})

test('gives and withdraws a role: what it opens comes and goes within a second or two', async () => {
  const id = await made('granted')
  const { oneTimePassword = '' } = await change('system-city', 'resetPassword', { id }, `oneTimePassword ${PERSON}`)
  const limited = await kit.signIn('granted', oneTimePassword)
  const { cookie } = await kit.post(
    '/auth/password',
    { current: oneTimePassword, next: 'quiet river of stones' },
    kit.page(limited.cookie),
  )
  const { grant: held, person } = await grant('security-city', id, 'INSPECTOR', '4301')
  expect(person?.['grants']).toEqual([{ id: held?.id, role: 'INSPECTOR' }])
  const scopes = () => kit.ask(cookie, '{ viewer { scopes { roles } } }')
  await expect.poll(scopes, { timeout: 3_000 }).toEqual({ viewer: { scopes: [{ roles: ['INSPECTOR'] }] } })
  expect(await grant('security-city', id, 'INSPECTOR', '4301')).toMatchObject({ code: 'CONFLICT' })
  expect((await change('security-city', 'withdrawRole', { id: held?.id })).person?.['grants']).toEqual([])
  await expect.poll(scopes, { timeout: 3_000 }).toEqual({ viewer: { scopes: [] } })
  expect(await kit.audited('core.role.withdrawn')).toMatchObject([{ actorName: 'security-city', subjectId: id }])
})

test('gives roles of the own range only, to others only, and none that is for systems', async () => {
  const id = await made('bounded')
  expect(await grant('security-city', id, 'AUDITOR', '43')).toMatchObject({ code: 'NOT_FOUND' })
  expect(await grant('security-city', id, 'AUDITOR', '4302')).toMatchObject({ code: 'NOT_FOUND' })
  expect(await grant('security-city', await idOf('security-city'), 'AUTHORITY', '4301')).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('Nobody changes their own roles'),
  })
  expect(await grant('security-city', id, 'THIRD_PARTY', '4301')).toMatchObject({ code: 'INVALID_INPUT' })
  expect(await grant('security-city', id, 'PUBLIC', '4301')).toMatchObject({ code: 'INVALID_INPUT' })
  const past = { expiresAt: '2026-03-01T00:00:00Z' }
  expect(await grant('security-city', id, 'AUDITOR', '4301', past)).toMatchObject({ path: ['input', 'expiresAt'] })
})

test('wants an organisation for a department and a hall for window staff, both in the region', async () => {
  const id = await made('placed')
  const give = (role: Role, region: string, more: object = {}) => grant('security-city', id, role, region, more)
  expect(await give('DEPARTMENT', '4301')).toMatchObject({ path: ['input', 'organisation'] })
  expect(await give('WINDOW_STAFF', '4301')).toMatchObject({ path: ['input', 'hall'] })
  expect(await give('WINDOW_STAFF', '4301', { hall: 'WEST' })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await give('WINDOW_STAFF', '430103', { hall: 'EAST' })).toMatchObject({ code: 'INVALID_INPUT' })
  expect(await give('AUDITOR', '4301', { hall: 'EAST' })).toMatchObject({ code: 'INVALID_INPUT' })
  expect((await give('DEPARTMENT', '4301', { organisation: 'TAX' })).grant).toBeDefined()
  expect((await give('WINDOW_STAFF', '430102', { hall: 'EAST' })).grant).toBeDefined()
})

test('keeps the three administrators apart', async () => {
  const id = await made('one-of-three')
  expect((await grant('security-city', id, 'SYSTEM_ADMINISTRATOR', '4301')).grant).toBeDefined()
  expect((await grant('security-city', id, 'SYSTEM_ADMINISTRATOR', '430102')).grant).toBeDefined()
  expect(await grant('security-city', id, 'AUDIT_ADMINISTRATOR', '430102')).toMatchObject({ code: 'CONFLICT' })
})

test('says of a role out of range nothing but that there is one, to who would make an administrator', async () => {
  const [administrator, reader] = [await made('administers-above'), await made('reads-above')]
  const { grant: above } = await grant('security-province', administrator, 'SYSTEM_ADMINISTRATOR', '43')
  await grant('security-province', reader, 'AUTHORITY', '43')
  const answers = await Promise.all(
    [administrator, reader].map((id) => grant('security-city', id, 'AUDIT_ADMINISTRATOR', '4301')),
  )
  expect(answers[0]).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('a role beyond your range') })
  expect(answers[1]).toEqual(answers[0])
  expect((await grant('security-city', administrator, 'INSPECTOR', '4301')).grant).toBeDefined()
  await change('security-province', 'withdrawRole', { id: above?.id })
})

test('ends the sessions of who becomes an administrator, and of nobody else who is given a role', async () => {
  const { id } = await kit.person('promoted')
  const { cookie } = await kit.signIn('promoted')
  const sessions = () => kit.ask(cookie, '{ mySessions { current } }').catch(String)
  await grant('security-city', id, 'INSPECTOR', '4301')
  await new Promise((resolve) => setTimeout(resolve, 1_000)) // as long as a session is known without being looked at
  expect(await sessions()).toEqual({ mySessions: [{ current: true }] })
  await grant('security-city', id, 'SYSTEM_ADMINISTRATOR', '4301')
  await expect.poll(sessions, { timeout: 3_000 }).toContain('UNAUTHENTICATED')
})

test('gives a role again once it has ended', async () => {
  const id = await made('temporary')
  const soon = { expiresAt: '2026-03-02T02:00:00Z' }
  expect((await grant('security-city', id, 'AUDITOR', '4301', soon)).grant).toBeDefined()
  expect(await grant('security-city', id, 'AUDITOR', '4301')).toMatchObject({ code: 'CONFLICT' })
  kit.base.setNow('2026-03-02T02:00:00Z')
  expect((await grant('security-city', id, 'AUDITOR', '4301')).person?.['grants']).toHaveLength(1)
  kit.base.setNow('2026-03-02T01:00:00Z')
})

test('keeps the last security administrator of the province, also when both are stopped at once', async () => {
  const ids = [await idOf('security-province'), await made('security-second', '43')]
  const [, second = ''] = ids
  const { grant: held } = await grant('security-province', second, 'SECURITY_ADMINISTRATOR', '43')
  const stopped = await Promise.all(ids.map((id) => change('system-province', 'disablePerson', { id })))
  expect(stopped.filter(({ person }) => person !== undefined)).toHaveLength(1)
  expect(stopped.find(({ code }) => code !== undefined)).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('last security administrator'),
  })
  for (const id of ids) {
    expect((await change('system-province', 'enablePerson', { id })).person?.['disabledAt']).toBeNull()
  }
  cookies.set('security-province', (await kit.signIn('security-province')).cookie)
  expect((await change('security-province', 'withdrawRole', { id: held?.id })).person).toBeDefined()
  const own = 'query ($id: ID!) { person(id: $id) { grants { id } } }'
  const { person } = await kit.ask<{ person: { grants: { id: string }[] } }>(as('system-province'), own, { id: ids[0] })
  const [last] = person.grants
  expect(await change('security-province', 'withdrawRole', { id: last?.id })).toMatchObject({ code: 'FORBIDDEN' })
})

test('keeps the last system and the last audit administrator of the province', async () => {
  await kit.person('audit-province', ['AUDIT_ADMINISTRATOR'], '43')
  const id = await idOf('audit-province')
  const last = (role: string) => ({ code: 'FORBIDDEN', message: expect.stringContaining(`last ${role} administrator`) })
  expect(await change('system-province', 'disablePerson', { id })).toMatchObject(last('audit'))
  const second = await made('audit-second', '43')
  await grant('security-province', second, 'AUDIT_ADMINISTRATOR', '43')
  expect((await change('system-province', 'disablePerson', { id })).person).toBeDefined()

  const grants = 'query ($id: ID!) { person(id: $id) { grants { id } } }'
  const { person } = await kit.ask<{ person: { grants: { id: string }[] } }>(as('security-province'), grants, {
    id: await idOf('system-province'),
  })
  const [held] = person.grants
  expect(await change('security-province', 'withdrawRole', { id: held?.id })).toMatchObject(last('system'))
})

test('lets nobody take over an account that reaches further, nor manage the own', async () => {
  const id = await made('reaching')
  await grant('security-province', id, 'AUTHORITY', '43')
  for (const name of ['resetPassword', 'disablePerson', 'resetSecondFactor']) {
    expect(await change('system-city', name, { id })).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('a role beyond your range'),
    })
  }
  expect((await change('system-province', 'resetPassword', { id })).person).toBeDefined()
  const own = await idOf('system-city')
  expect(await change('system-city', 'resetPassword', { id: own })).toMatchObject({ code: 'FORBIDDEN' })
  const query = 'query ($id: ID!) { person(id: $id) { grants { role } } }'
  expect(await kit.ask(as('system-city'), query, { id })).toEqual({ person: { grants: [] } })
})

test('lets none of the three administrators take over another, but the command line', async () => {
  for (const username of ['security-city', 'security-province']) {
    const id = await idOf(username)
    for (const name of ['resetPassword', 'resetSecondFactor']) {
      expect(await change('system-province', name, { id })).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('do not reset how one another sign in'),
      })
    }
  }
})

test('ends sessions: the own always, those of others for who authorises them', async () => {
  await kit.person('worker')
  const [one, two] = [await kit.signIn('worker'), await kit.signIn('worker')]
  const { mySessions } = await kit.ask<{ mySessions: { id: string; current: boolean }[] }>(
    one.cookie,
    '{ mySessions { id current } }',
  )
  const idNow = mySessions.find(({ current }) => current)?.id ?? ''
  const other = mySessions.find(({ current }) => !current)?.id ?? ''
  cookies.set('worker', one.cookie)
  await kit.person('colleague')
  cookies.set('colleague', (await kit.signIn('colleague')).cookie)
  expect(await change('colleague', 'endSession', { id: other }, 'session')).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await change('worker', 'endSession', { id: other }, 'session')).toMatchObject({ session: other })
  await expect.poll(() => kit.ask(two.cookie, '{ mySessions { id } }').catch(String)).toContain('UNAUTHENTICATED')
  const worker = await idOf('worker')
  const query = 'query ($id: ID!) { person(id: $id) { sessions { id via address } } }'
  expect(await kit.ask(as('security-city'), query, { id: worker })).toMatchObject({
    person: { sessions: [{ id: idNow, via: 'PASSWORD' }] },
  })
  expect(await kit.ask(as('system-city'), query, { id: worker })).toEqual({ person: { sessions: [] } })
  expect(await change('security-city', 'endSession', { id: idNow }, 'session')).toMatchObject({ session: idNow })
  await expect.poll(() => kit.ask(one.cookie, '{ mySessions { id } }').catch(String)).toContain('UNAUTHENTICATED')
})

test('closes the streams of a person who is stopped within a second or so', async () => {
  const { id } = await kit.person('watching')
  const { cookie } = await kit.signIn('watching')
  const socket = await kit.api.socket({ cookie, origin: kit.api.url })
  await socket.init()
  socket.send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { alerts(within: "4301") { cursor } }' } })
  const from = performance.now()
  await change('system-city', 'disablePerson', { id })
  expect(await socket.closed).toBe(4403)
  expect(performance.now() - from).toBeLessThan(1_500)
})

test('lets the identity provider vouch for somebody, and takes that back', async () => {
  const id = await made('vouched')
  const allow = (allowed: boolean) =>
    change('system-city', 'allowIdentityProvider', { id, allowed }, 'person { signsInBy }')
  expect(await allow(true)).toEqual({ person: { signsInBy: ['PASSWORD', 'OIDC'] } })
  expect(await allow(false)).toEqual({ person: { signsInBy: ['PASSWORD'] } })
  const [entry] = await kit.audited('core.person.provider-allowed')
  expect(entry?.content).toContain('"allowed":true')
})
