import { expect, test } from 'vitest'
import { joined, MOST_KEYS, readAnnounced } from '../../src/feed/announced.ts'
import { createGathering } from '../../src/feed/gathering.ts'

/** Publishes events of the given sizes so many milliseconds apart, and gives the waits and how many each frame held. */
function run(gaps: readonly number[], size = 1) {
  let time = 10_000
  const gathering = createGathering(() => time)
  const [waits, frames]: [number[], number[]] = [[], []]
  let ahead = 0
  let due = Infinity
  const pass = (at: number) => {
    time = at
    frames.push(ahead)
    gathering.passedOn(ahead)
    ahead = 0
    due = Infinity
  }
  for (const gap of gaps) {
    const at = time + gap
    if (due <= at) pass(due)
    time = at
    ahead += size
    if (due !== Infinity) continue
    const wait = gathering.waitFor(ahead)
    waits.push(wait)
    if (wait === 0) pass(time)
    else due = time + wait
  }
  return { waits, frames }
}
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

test('single events 50 to 250 ms apart do not wait', () => {
  const { waits } = run([60, 120, 55, 240, 50, 90, 180, 70, 75, 130])
  expect(waits.every((wait) => wait === 0)).toBe(true)
})

test('what comes thick and fast is told 75 ms apart', () => {
  const { frames } = run(times(400, 5))
  expect(frames.slice(5).every((events) => events >= 10)).toBe(true)
})

test('a batch waits for more unless it comes after a quiet time', () => {
  expect(run([100, 10, 200], 50).waits).toEqual([0, 65, 0])
})

test('what is announced says whom it concerns, as long as nothing between was missed', () => {
  const first = readAnnounced('e 12 10 ALERT:7,COMPLETION:8')
  expect(first).toEqual({
    epoch: 'e',
    seq: 12,
    from: 10,
    keys: [
      { topic: 'ALERT', scopeKey: 7 },
      { topic: 'COMPLETION', scopeKey: 8 },
    ],
  })
  const next = readAnnounced('e 13 12 ALERT:9')
  expect(joined(first, next)).toMatchObject({
    from: 10,
    seq: 13,
    keys: [{ scopeKey: 7 }, { scopeKey: 8 }, { scopeKey: 9 }],
  })
  expect(joined(first, readAnnounced('e 15 14 ALERT:9'))).toMatchObject({ seq: 15, keys: null })
  expect(joined(first, readAnnounced('e 14 12 '))).toMatchObject({ seq: 14, keys: null })
  expect(joined(next, first)).toBe(next)
  expect(joined(first, readAnnounced('f 3 2 ALERT:1'))).toMatchObject({ epoch: 'f', from: 2 })
  expect(joined(first, readAnnounced(''))).toBeNull()
  const many = (from: number) => readAnnounced(`e ${from + 1_500} ${from} ${times(1_500, 'ALERT:1').join(',')}`)
  expect(joined(many(0), many(1_500))).toMatchObject({ seq: 3_000, keys: null })
  expect(MOST_KEYS).toBeLessThan(3_000)
})

test('what is announced without its keys has to be asked for', () => {
  expect(readAnnounced('e 12')).toEqual({ epoch: 'e', seq: 12, from: 12, keys: null })
  expect(readAnnounced('e 12 10 ')).toEqual({ epoch: 'e', seq: 12, from: 12, keys: null })
  expect(readAnnounced('')).toBeNull()
})
