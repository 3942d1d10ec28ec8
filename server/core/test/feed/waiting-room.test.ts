import { expect, test } from 'vitest'
import { createInterests, type Interest, type Key } from '../../src/feed/interests.ts'
import { createWaitingRoom } from '../../src/feed/waiting-room.ts'
import { randomFrom } from './history.ts'

const WIDTHS = [10_000, 1_000, 100, 10, 1]
const topics = ['ALERT', 'COMPLETION'] as const

test('an event finds by look-up whom a comparison with everybody would find', () => {
  const random = randomFrom(5)
  const interests = createInterests<number>()
  const asked = new Map<number, Interest>()
  const leaving: (() => void)[] = []
  for (let member = 0; member < 2_000; member += 1) {
    const width = WIDTHS[random(WIDTHS.length)] ?? 1
    const lo = Math.floor(random(100_000) / width) * width + (random(20) === 0 ? 1 : 0)
    const topic = topics[random(3)]
    const interest = { lo, hi: lo + width, ...(topic !== undefined && { topic }) }
    const leave = interests.add(interest, member)
    if (random(4) > 0) asked.set(member, interest)
    else leaving.push(leave)
  }
  for (const leave of leaving) leave()
  expect(interests.size()).toBe(asked.size)
  for (let round = 0; round < 300; round += 1) {
    const keys: Key[] = [0, 1].map(() => ({ topic: topics[random(2)] ?? 'ALERT', scopeKey: random(100_000) }))
    const compared = [...asked].filter(([, { topic, lo, hi }]) =>
      keys.some((key) => (topic ?? key.topic) === key.topic && key.scopeKey >= lo && key.scopeKey < hi),
    )
    expect([...interests.concernedBy(keys)].toSorted((a, b) => a - b)).toEqual(compared.map(([member]) => member))
  }
})

test('who is spared knows how far nothing was of interest, and who is woken looks from before the news', async () => {
  const room = createWaitingRoom()
  const stop = new AbortController()
  const at = (seq: number) => ({ epoch: 'e', seq })
  const [spared, woken] = [
    room.wait({ lo: 0, hi: 10 }, at(5), 60_000, stop.signal),
    room.wait({ lo: 10, hi: 20 }, at(5), 60_000, stop.signal),
  ]
  room.tell(at(7), [{ topic: 'ALERT', scopeKey: 25 }])
  room.tell(at(9), [{ topic: 'ALERT', scopeKey: 12 }])
  expect(await woken).toEqual(at(7))
  stop.abort()
  expect(await spared).toEqual(at(9))
  expect(await room.wait({ lo: 0, hi: 10 }, at(9), 1, new AbortController().signal)).toEqual(at(9))
  expect(room.size()).toBe(0)
})
