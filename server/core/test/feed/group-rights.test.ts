import { expect, test } from 'vitest'
import { contextOf, NotShared, rightsOf } from '../../src/feed/groups/rights.ts'
import { ownMessage, CURSOR_PLACE, sharedPayload } from '../../src/feed/groups/shared-payload.ts'
import type { HeldGrant, Principal } from '../../src/graphql/context.ts'

const unit = { regionId: 1, lo: 0, hi: 16, organisationId: 2, hallId: null }
const grant = (id: string, more: Partial<HeldGrant> = {}): HeldGrant => ({
  ...unit,
  id,
  role: 'INSPECTOR',
  permissions: new Set(['core.read', 'core.export']),
  ...more,
})
const person = (id: string, more: Partial<Principal> = {}): Principal => ({
  ...unit,
  id,
  kind: 'account',
  name: id,
  username: id,
  permissions: new Set(['core.read']),
  grants: [grant(`grant of ${id}`)],
  mustChangePassword: false,
  session: { id: `session of ${id}`, createdAt: new Date(), hasSecondFactor: false, mustSetUpSecondFactor: false },
  expiresAt: new Date(),
  ...more,
})
const keyOf = (principal: Principal, language: 'en' | 'zh-CN' = 'en') => JSON.stringify(rightsOf(principal, language))

test('two people with the same rights are the same, in whatever order these are held', () => {
  const twice = [grant('1'), grant('2', { lo: 16, hi: 32 })]
  const [one, other] = [person('a', { grants: twice }), person('b', { grants: twice.toReversed() })]
  expect(keyOf(one)).toBe(keyOf(other))
})

const others: Readonly<Record<string, Partial<Principal>>> = {
  kind: { kind: 'key' },
  region: { regionId: 2 },
  'lower end of the range': { lo: 8 },
  'upper end of the range': { hi: 8 },
  organisation: { organisationId: 3 },
  hall: { hallId: 4 },
  permission: { permissions: new Set(['core.read', 'core.export']) },
  'grant, by which the veil hides rows': { grants: [] },
  'unit of a grant': { grants: [grant('1', { hallId: 5 })] },
  'permission of a grant': { grants: [grant('1', { permissions: new Set(['core.read']) })] },
  'role of a grant': { grants: [grant('1', { role: 'AUDITOR' })] },
}
test.each(Object.entries(others))('another %s makes another group', (_what, other) => {
  expect(keyOf(person('a', other))).not.toBe(keyOf(person('a')))
})

test('another language makes another group, and who must change a password has none', () => {
  expect(keyOf(person('a'), 'zh-CN')).not.toBe(keyOf(person('a'), 'en'))
  expect(rightsOf(person('a', { mustChangePassword: true }), 'en')).toBeNull()
})

test('an answer for a group cannot depend on anything but the rights', () => {
  const rights = rightsOf(person('a'), 'en')
  if (rights === null) throw new Error('They have rights.')
  const { principal, ...context } = contextOf(rights)
  const { id: _, ...grants } = grant('')
  expect(principal.grants.map((each) => ({ ...each }))).toEqual([grants])
  expect([principal.lo, principal.hi, principal.organisationId, context.language]).toEqual([0, 16, 2, 'en'])
  for (const name of ['id', 'name', 'username', 'expiresAt'] as const) expect(() => principal[name]).toThrow(NotShared)
  expect(() => principal.session?.id).toThrow(NotShared)
  expect(() => principal.grants[0]?.id).toThrow(NotShared)
  for (const name of ['read', 'change', 'address', 'requestId', 'principalStillValid'] as const)
    expect(() => contextOf(rights)[name]).toThrow(NotShared)
})

const joined = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('utf8')

test('a message has its own cursor wherever one was asked for', () => {
  const payload = sharedPayload(JSON.stringify({ a: CURSOR_PLACE, text: '预警', b: CURSOR_PLACE }))
  const message = ownMessage(Buffer.from('{"id":"1","payload":'), payload, 'mine', Buffer.from('}'))
  expect(message).toHaveLength(1)
  expect(JSON.parse(joined(message))).toEqual({ id: '1', payload: { a: 'mine', text: '预警', b: 'mine' } })
  expect(joined(ownMessage(Buffer.from('['), sharedPayload('1'), 'mine', Buffer.from(']')))).toBe('[1]')
})

test('what is long in a message is not copied for each', () => {
  const text = '预警'.repeat(2_000)
  const payload = sharedPayload(JSON.stringify({ a: CURSOR_PLACE, text, b: CURSOR_PLACE, more: text }))
  const message = ownMessage(Buffer.from('{"payload":'), payload, 'mine', Buffer.from('}'))
  expect(JSON.parse(joined(message))).toEqual({ payload: { a: 'mine', text, b: 'mine', more: text } })
  expect(message.filter((part) => payload.includes(part))).toHaveLength(2)
})
