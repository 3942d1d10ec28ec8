import { describe, expect, it } from 'vitest'
import { createKeyDoor, createPublicDoor } from '../../src/graphql/public-door.ts'

const codes = async (passing: readonly Promise<void>[]): Promise<readonly string[]> =>
  (await Promise.allSettled(passing)).map((one) =>
    one.status === 'fulfilled' ? 'PASSED' : String((one.reason as { code?: unknown }).code),
  )

describe('the public door', () => {
  it('opens so often for an address, whatever keys it tries, and for the network of one of IPv6', async () => {
    const door = createPublicDoor({ perAddress: 3, perKey: 100 })
    const tries = [1, 2, 3, 4].map((n) => door.pass({ address: `2001:db8::${n}` }, `key ${n}`))
    expect(await codes(tries)).toEqual(['PASSED', 'PASSED', 'PASSED', 'LIMIT_EXCEEDED'])
    expect(await codes([door.pass({ address: '203.0.113.1' }, 'key 1')])).toEqual(['PASSED'])
  })

  it('opens so often for a key, from wherever it is tried', async () => {
    const door = createPublicDoor({ perAddress: 100, perKey: 2 })
    const tries = [1, 2, 3].map((n) => door.pass({ address: `203.0.113.${n}` }, 'one key'))
    expect(await codes(tries)).toEqual(['PASSED', 'PASSED', 'LIMIT_EXCEEDED'])
  })

  it('counts what can be a key, and not what anybody mistypes', async () => {
    const door = createKeyDoor((key) => key.startsWith('signed'))
    const tries = (key: string) => Array.from({ length: 31 }, () => door.pass({ address: '203.0.113.1' }, key))
    expect(new Set(await codes(tries('nonsense')))).toEqual(new Set(['PASSED']))
    expect((await codes(tries('signed'))).at(-1)).toBe('LIMIT_EXCEEDED')
  })
})
