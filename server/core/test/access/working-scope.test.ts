import { describe, expect, test } from 'vitest'
import { inScope, standingOf, type Holder } from '../../src/access/holder.ts'
import { contains, scopeIdOf, workingScopes } from '../../src/access/scope.ts'
import type { HeldGrant } from '../../src/graphql/context.ts'

const grant = (id: string, lo: number, hi: number, more: Partial<HeldGrant> = {}): HeldGrant => ({
  id,
  role: 'AUDITOR',
  regionId: lo,
  lo,
  hi,
  organisationId: null,
  hallId: null,
  permissions: new Set(['core.read']),
  ...more,
})

const city = grant('city', 100, 200)
const county = grant('county', 120, 130, { role: 'HALL_MANAGER', permissions: new Set(['core.read', 'core.handle']) })
const other = grant('other', 500, 510)
const department = grant('department', 500, 510, { organisationId: 7, permissions: new Set(['core.handle']) })

const holderOf = (...grants: HeldGrant[]): Holder => ({
  id: 'a',
  kind: 'account',
  name: '测试员',
  username: 'a',
  regionId: 1,
  lo: 0,
  hi: 1_000,
  grants,
  mustChangePassword: false,
  expiresAt: null,
})

describe('the working scope of a request', () => {
  test('is the widest that is held, unless one is named', () => {
    expect(inScope(holderOf(county, other, city), null)).toMatchObject({ lo: 100, hi: 200 })
    expect(inScope(holderOf(county, other, city), 'r120')).toMatchObject({ lo: 120, hi: 130, regionId: 120 })
    expect(inScope(holderOf(department, other), 'r500.o7')).toMatchObject({ lo: 500, organisationId: 7 })
  })

  test('a whole region comes before a part of a wider one', () => {
    const wide = grant('wide', 0, 900, { hallId: 3 })
    expect(workingScopes([wide, county]).map(({ id }) => id)).toEqual(['r120', 'r0.h3'])
  })

  test('holds what every grant that contains it allows, and nothing of narrower ones', () => {
    const held = holderOf(city, county, other, department)
    expect([...inScope(held, null).permissions]).toEqual(['core.read'])
    expect([...inScope(held, 'r120').permissions].sort()).toEqual(['core.handle', 'core.read'])
    expect([...inScope(held, 'r500').permissions]).toEqual(['core.read'])
    expect([...inScope(held, 'r500.o7').permissions].sort()).toEqual(['core.handle', 'core.read'])
  })

  test.each(['r999', 'r120.o7', 'r120.h1', '', 'x', "r120' or 1=1"])('%j, which is not held, is not found', (id) => {
    expect(() => inScope(holderOf(city, county), id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  test('a person without a role is somebody with nothing in sight', () => {
    const nobody = inScope(holderOf(), null)
    expect(nobody.hi).toBe(nobody.lo)
    expect(nobody.permissions.size).toBe(0)
  })
})

test('one unit contains another when every row of it is in reach', () => {
  const bound = { ...county, organisationId: 7 }
  expect(contains(city, county)).toBe(true)
  expect(contains(county, city)).toBe(false)
  expect(contains(county, bound)).toBe(true)
  expect(contains(bound, county)).toBe(false)
  expect(contains(bound, { ...county, organisationId: 8 })).toBe(false)
  expect(contains({ ...county, hallId: 1 }, { ...county, hallId: 2 })).toBe(false)
})

test('scopes have names that say their place', () => {
  expect([city, department, grant('x', 5, 6, { hallId: 9 })].map(scopeIdOf)).toEqual(['r100', 'r500.o7', 'r5.h9'])
})

test('a scope that is bound to an organisation holds nothing that is done to a region as a whole', () => {
  const administers = new Set(['core.read', 'core.administer', 'core.authorise', 'core.report'])
  const whole = grant('whole', 500, 510, { permissions: administers })
  const part = grant('part', 500, 510, { organisationId: 7, permissions: administers })
  expect([...inScope(holderOf(part), null).permissions]).toEqual(['core.read'])
  expect([...inScope(holderOf(whole, part), null).permissions]).toEqual([...administers])
  expect([...inScope(holderOf(whole, part), 'r500.o7').permissions]).toEqual(['core.read'])
})

test('the standing of a holder changes with every right, and with nothing else', () => {
  const before = standingOf(holderOf(city, county))
  expect(standingOf(holderOf(county, city))).toBe(before)
  expect(standingOf({ ...holderOf(city, county), name: 'another' })).toBe(before)
  const changed = [
    holderOf(city),
    holderOf(city, county, other),
    holderOf(city, { ...county, hi: 131 }),
    holderOf(city, { ...county, organisationId: 1 }),
    holderOf(city, { ...county, permissions: new Set(['core.read']) }),
    { ...holderOf(city, county), mustChangePassword: true },
  ].map(standingOf)
  expect(new Set([before, ...changed]).size).toBe(7)
})
