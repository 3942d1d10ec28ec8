import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gathered } from '../../src/access/gathered.ts'
import { systemHolder } from '../../src/access/holder.ts'
import { createLivePrincipals, LOOK_MS } from '../../src/access/live-principals.ts'
import { rememberHolders, type Found } from '../../src/access/remembered-holders.ts'

type Load<Value> = (keys: readonly string[]) => Promise<Map<string, Value>>

describe('what is asked for in one moment', () => {
  test('is one question, in which each is named once, and each gets its own answer', async () => {
    const load = vi.fn<Load<number>>(async (keys) => new Map(keys.map((key) => [key, key.length])))
    const ask = gathered(load)
    expect(await Promise.all([ask('a'), ask('bb'), ask('a'), ask('ccc')])).toEqual([1, 2, 1, 3])
    expect(load.mock.calls).toEqual([[['a', 'bb', 'ccc']]])
    expect(await ask('a')).toBe(1)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('is nothing to who is not found, and fails for all when it fails', async () => {
    const unknown = gathered(async () => new Map<string, number>())
    expect(await unknown('a')).toBeUndefined()
    const failing = gathered<number>(() => Promise.reject(new Error('away')))
    const asked = await Promise.allSettled([failing('a'), failing('b')])
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  test('is more than one question only beyond a thousand', async () => {
    const load = vi.fn<Load<string>>(async (keys) => new Map(keys.map((key) => [key, key])))
    const ask = gathered(load)
    await Promise.all(Array.from({ length: 2_500 }, (_, index) => ask(String(index))))
    expect(load.mock.calls.map(([keys]) => keys.length)).toEqual([1_000, 1_000, 500])
  })
})

describe('the looks at open credentials', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('are one question in each beat, however many there are and whenever each was opened', async () => {
    const load = vi.fn<Load<Found>>(async (keys) => {
      const who = { id: 'a', kind: 'key', name: '测试', regionId: 1, lo: 0, hi: 1, expiresAt: null } as const
      return new Map(keys.map((key) => [key, { holder: systemHolder(who, new Set()), ends: Infinity }]))
    })
    const look = gathered(load)
    const principals = rememberHolders(async ({ secret }) => (await look(secret)) ?? { holder: null, ends: Infinity })
    const live = createLivePrincipals(principals)
    for (let index = 0; index < 50; index += 1) {
      live.watch({ kind: 'key', secret: String(index) }, () => expect.fail('nothing has changed'))
      await vi.advanceTimersByTimeAsync(7)
    }
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS)
    load.mockClear()
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS)
    expect(load.mock.calls.map(([keys]) => keys.length)).toEqual(Array.from({ length: 10 }, () => 50))
    live.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
