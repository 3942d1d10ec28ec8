import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { credentialName, type Credential } from '../../src/access/credential.ts'
import { standingOf, systemHolder, type Holder } from '../../src/access/holder.ts'
import { createLivePrincipals, LOOK_MS } from '../../src/access/live-principals.ts'
import { rememberHolders, STANDING_MS } from '../../src/access/remembered-holders.ts'

/** The rights of a stream hold no longer than this after they changed. */
const WITHIN_MS = 1_000
/** What a look may take at most for that. */
const LOOK_TAKES_MS = WITHIN_MS - LOOK_MS

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const KINDS: readonly Credential['kind'][] = ['session', 'key', 'token']
const credentialOf = (kind: Credential['kind']): Credential => ({ kind, secret: `made up for ${kind}` })

function holderWith(permissions: readonly string[], hi = 100): Holder {
  const who = { id: 'somebody', kind: 'key', name: '测试员', regionId: 1, lo: 0, hi, expiresAt: null } as const
  return systemHolder(who, new Set(permissions))
}
const BEFORE = holderWith(['core.read', 'core.write'])

/** What a look finds after a change: what ends a credential, and what makes its rights others. */
const AFTER: Readonly<Record<string, Holder | null>> = {
  'a key is revoked, a session ended or a person disabled': null,
  'a permission is withdrawn': holderWith(['core.read']),
  'the only grant is withdrawn or has expired': { ...BEFORE, grants: [] },
  'the range is another': holderWith(['core.read', 'core.write'], 50),
}

/** Holders as a database has them: each look sees what holds when it begins, and takes its time to tell. */
function planted(takesMs: (credential: Credential) => number) {
  const held = new Map<string, Holder | null>()
  const asked: number[] = []
  const principals = rememberHolders(async (credential) => {
    asked.push(performance.now())
    const holder = held.get(credentialName(credential)) ?? null
    await new Promise((resolve) => setTimeout(resolve, takesMs(credential)))
    return { holder, ends: Infinity }
  })
  const hold = (credential: Credential, holder: Holder | null) => held.set(credentialName(credential), holder)
  return { principals, asked, hold }
}

type Watching = { readonly everyMs?: number; readonly takesMs?: number; readonly isBusy?: boolean }

/**
 * How long a stream goes on after a change of its rights, by when in the rhythm of looks it comes: the longest of all.
 * A busy stream has a batch to deliver all the time, so that there is always something remembered.
 */
async function longestAfter(kind: Credential['kind'], after: Holder | null, watching: Watching): Promise<number> {
  const { everyMs = LOOK_MS, takesMs = LOOK_TAKES_MS, isBusy = false } = watching
  const credential = credentialOf(kind)
  let longest = 0
  for (let offset = 0; offset <= 2 * everyMs; offset += 25) {
    const { principals, hold } = planted(() => takesMs)
    hold(credential, BEFORE)
    const live = createLivePrincipals(principals, everyMs)
    let endedAt = Infinity
    live.watch(credential, () => (endedAt = performance.now()))
    const delivering = isBusy ? setInterval(() => void principals.standing(credential), 10) : undefined
    await vi.advanceTimersByTimeAsync(2_000 + offset)
    expect(endedAt).toBe(Infinity)
    const changedAt = performance.now()
    hold(credential, after)
    await vi.advanceTimersByTimeAsync(5_000)
    longest = Math.max(longest, endedAt - changedAt)
    clearInterval(delivering)
    live.close()
  }
  return longest
}

test('a second leaves a look a third of it, and is more than what is remembered with a look', () => {
  expect(LOOK_TAKES_MS).toBeGreaterThanOrEqual(WITHIN_MS / 3)
  expect(STANDING_MS + LOOK_TAKES_MS).toBeLessThanOrEqual(WITHIN_MS)
})

describe.each(KINDS)('the streams of a %s', (kind) => {
  test.each(Object.entries(AFTER))('end within a second whenever %s, though a look is slow', async (_what, after) => {
    expect(await longestAfter(kind, after, {})).toBeLessThanOrEqual(WITHIN_MS)
    expect(await longestAfter(kind, after, { isBusy: true })).toBeLessThanOrEqual(WITHIN_MS)
  })

  test.each(Object.entries(AFTER))('deliver nothing from when memory is over, whenever %s', async (_what, after) => {
    for (let offset = 0; offset <= 2 * STANDING_MS; offset += 25) {
      const { principals, hold } = planted(() => 0)
      hold(credentialOf(kind), BEFORE)
      const first = principals.standing(credentialOf(kind))
      await vi.advanceTimersByTimeAsync(offset)
      const before = await first
      hold(credentialOf(kind), after)
      await vi.advanceTimersByTimeAsync(STANDING_MS)
      const looked = principals.standing(credentialOf(kind))
      await vi.advanceTimersByTimeAsync(0)
      expect(await looked).not.toBe(before)
    }
  })
})

test('the second is not kept when looks are too seldom or take too long: the measure above would tell', async () => {
  expect(await longestAfter('session', null, { everyMs: WITHIN_MS, takesMs: 50 })).toBeGreaterThan(WITHIN_MS)
  expect(await longestAfter('session', null, { takesMs: LOOK_TAKES_MS + 50 })).toBeGreaterThan(WITHIN_MS)
})

test('a change between the opening of a stream and the first look ends that stream, and none that was opened since', async () => {
  const { principals, hold } = planted(() => 5)
  const key = credentialOf('key')
  const live = createLivePrincipals(principals)
  const ended: string[] = []
  hold(key, holderWith(['core.read']))
  live.watch(key, () => ended.push('before'), standingOf(BEFORE))
  live.watch(key, () => ended.push('since'), standingOf(holderWith(['core.read'])))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(ended).toEqual(['before'])
  live.close()
})

test('a look at one that hangs holds up no other', async () => {
  const [hanging, other] = [credentialOf('token'), credentialOf('key')]
  const { principals, hold } = planted(({ kind }) => (kind === 'token' ? 60_000 : 5))
  for (const credential of [hanging, other]) hold(credential, BEFORE)
  const live = createLivePrincipals(principals)
  const ended: string[] = []
  for (const credential of [hanging, other]) live.watch(credential, () => ended.push(credential.kind))
  await vi.advanceTimersByTimeAsync(2_000)
  for (const credential of [hanging, other]) hold(credential, null)
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect(ended).toEqual(['key'])
  live.close()
})

test('a credential is looked at once in its time, however many streams it has, and no more when all have ended', async () => {
  const { principals, asked, hold } = planted(() => 5)
  hold(credentialOf('session'), BEFORE)
  const live = createLivePrincipals(principals)
  const stops = Array.from({ length: 20 }, () => live.watch(credentialOf('session'), () => undefined))
  await vi.advanceTimersByTimeAsync(10 * LOOK_MS)
  expect(asked).toHaveLength(10)
  for (const stop of stops) stop()
  await vi.advanceTimersByTimeAsync(10 * LOOK_MS)
  expect(asked).toHaveLength(10)
  expect(vi.getTimerCount()).toBe(0)
})
