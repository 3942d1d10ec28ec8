import { expect, test } from 'vitest'
import { inScope, systemHolder } from '../../src/access/holder.ts'
import { readerScope } from '../../src/access/scope.ts'

const holder = systemHolder(
  { id: '1', kind: 'account', name: 'x', regionId: 1, lo: 100, hi: 200, expiresAt: null },
  new Set(),
)
const principal = inScope(holder, null)
const unbound = { organisationId: null, hallId: null }

const failureOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return JSON.stringify(error)
  }
  return 'none'
}

test('reads the own range, narrowed to a region within it', () => {
  expect(readerScope(principal)).toEqual({ lo: 100, hi: 200, ...unbound })
  expect(readerScope(principal, { lo: 120, hi: 130 })).toEqual({ lo: 120, hi: 130, ...unbound })
  for (const wider of [
    { lo: 0, hi: 1_000 },
    { lo: 100, hi: 201 },
    { lo: 99, hi: 200 },
  ]) {
    expect(() => readerScope(principal, wider)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  }
})

test('unknown and out of scope are the same answer, byte for byte', () => {
  const unknown = failureOf(() => readerScope(principal, null, '430102000000'))
  const outside = failureOf(() => readerScope(principal, { lo: 200, hi: 300 }, '430102000000'))
  expect(outside).toBe(unknown)
  expect(unknown).toContain('NOT_FOUND')
})

test('nobody reads nothing', () => {
  expect(() => readerScope(null)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }))
})
