import { expect, it } from 'vitest'
import type { HeldGrant, Principal } from '../../../src/graphql/context.ts'
import { isOfUnit, visitedUnit } from '../../../src/surveys/rules/unit.ts'

const held = (
  lo: number,
  hi: number,
  organisationId: number | null = null,
  hallId: number | null = null,
): HeldGrant => ({
  id: 'g',
  regionId: 1,
  role: null,
  permissions: new Set(),
  lo,
  hi,
  organisationId,
  hallId,
})
const somebody = (...grants: readonly [HeldGrant, ...HeldGrant[]]): Principal => ({
  ...grants[0],
  id: 'p',
  kind: 'account',
  name: 'p',
  grants,
  mustChangePassword: false,
  expiresAt: null,
})
const county = { lo: 100, hi: 200 }
const township = { lo: 110, hi: 120 }
const case_ = { organisationId: 7, hallId: 3 }

it.each([
  ['the county asks about its own hall', county, somebody(held(100, 200)), false],
  ['the clerk is bound to the hall', county, somebody(held(100, 200, null, 3)), true],
  ['the clerk holds a grant at the hall beside another', county, somebody(held(0, 900), held(100, 200, null, 3)), true],
  ['the clerk is of the organisation', county, somebody(held(0, 900), held(0, 900, 7)), true],
  ['the clerk is of another hall', county, somebody(held(100, 200, null, 4)), false],
  ['the county asks about a hall below', township, somebody(held(100, 200)), false],
  ['the clerk is of the township below', township, somebody(held(100, 200), held(110, 120)), true],
])('6.3-l: %s', (_, seat, who, expected) => {
  expect(isOfUnit(visitedUnit(county, seat, case_), who)).toBe(expected)
})
