import { expect, test } from 'vitest'
import { createSplitter } from '../../bench/streams/console-sse.ts'
import { createFrameReader } from '../../bench/streams/frames.ts'
import { latenciesOf, quantileOf, thirdsOf } from '../../bench/streams/latencies.ts'
import { deal, MIXED, reachOf, topicOf, topicsOf } from '../../bench/streams/scene.ts'
import { createTally, isWhole, type Received } from '../../bench/streams/tally.ts'

const everything = new Set([0, 1])
const EVENTS = 20
/** All events of a run in order, as one console gets them. */
const stream = (events = EVENTS): readonly Received[] =>
  Array.from({ length: events }, (_, number) => ({ place: 100 + number, number }))
const tallyOf = (...consoles: readonly ReadonlySet<number>[]) => createTally({ events: EVENTS, classes: 2, consoles })

/** What the tally says of one console that got these. */
const verdictOf = (received: readonly Received[]) => {
  const tally = tallyOf(everything)
  tally.take(0, received)
  return tally.verdict()
}

test('a stream that comes once and in order is whole, in whatever portions', () => {
  const tally = tallyOf(everything, everything)
  tally.take(0, stream())
  for (const one of stream()) tally.take(1, [one])
  expect(tally.verdict()).toEqual({ expected: 40, delivered: 40, lost: 0, doubled: 0, misordered: 0, strayed: 0 })
  expect(isWhole(tally.verdict())).toBe(true)
})

test('one delivery that is missing at one console of many is found', () => {
  const consoles = Array.from({ length: 50 }, () => everything)
  const tally = tallyOf(...consoles)
  for (const at of consoles.keys()) tally.take(at, at === 31 ? stream().toSpliced(7, 1) : stream())
  expect(tally.verdict()).toMatchObject({ expected: 1_000, delivered: 999, lost: 1, doubled: 0, misordered: 0 })
  expect(isWhole(tally.verdict())).toBe(false)
})

test('a delivery that comes again is found and makes up for none that is missing', () => {
  const [first, second, ...others] = stream()
  if (first === undefined || second === undefined) throw new Error('Too few.')
  expect(verdictOf([first, first, ...others])).toMatchObject({ lost: 1, doubled: 1 })
  expect(verdictOf([...stream(), ...stream().slice(-1)])).toMatchObject({ lost: 0, doubled: 1 })
})

test('two deliveries that changed places are found', () => {
  const swapped = stream().with(3, { place: 104, number: 4 }).with(4, { place: 103, number: 3 })
  expect(verdictOf(swapped)).toMatchObject({ lost: 0, doubled: 0, misordered: 1 })
})

test('an event that the console does not reach, or that was never published, is found', () => {
  const tally = tallyOf(new Set([1]))
  tally.take(0, stream())
  tally.take(0, [{ place: 500, number: EVENTS + 1 }])
  expect(tally.verdict()).toMatchObject({ expected: 10, delivered: 10, lost: 0, strayed: 11 })
})

test('what is expected below a number counts the consoles that reach each class', () => {
  const tally = tallyOf(everything, new Set([1]), new Set())
  expect([0, 1, 2, 3, EVENTS].map((number) => tally.expectedBelow(number))).toEqual([0, 1, 3, 4, 30])
})

const told = (number: number) => ({ seq: String(100 + number), caseNumber: `run-${number}` })
const batch = (cursor: string, ...numbers: readonly number[]) =>
  Buffer.from(JSON.stringify({ payload: { data: { completions: { cursor, events: numbers.map(told) } } } }))
const single = (number: number) => Buffer.from(JSON.stringify({ payload: { data: { completion: told(number) } } }))

test('frames that differ but by their cursor are read once, each for every console', () => {
  const reader = createFrameReader()
  const read = (at: number, frame: Buffer) => reader.read(at, frame).map(({ number }) => number)
  expect(read(0, batch('a', 0, 1))).toEqual([0, 1])
  expect(read(1, batch('bb', 0, 1))).toEqual([0, 1])
  expect(reader.different()).toBe(1)
  expect([read(1, batch('b', 2)), read(0, batch('a', 3)), read(2, batch('c', 2))]).toEqual([[2], [3], [2]])
  expect(reader.different()).toBe(3)
})

test('the same frame twice to one console is read twice, so that a double shows', () => {
  const [reader, five] = [createFrameReader(), { place: 105, number: 5 }]
  expect([reader.read(0, single(5)), reader.read(0, single(5))]).toEqual([[five], [five]])
})

test('a frame that says anything but events is no silence', () => {
  const refused = Buffer.from(JSON.stringify({ type: 'error', payload: [{ message: 'no' }] }))
  expect(() => createFrameReader().read(0, refused)).toThrow('No events')
})

test('events of a stream are put together from whatever parts they come in', () => {
  const bytes = Buffer.from(`:\n\nevent: next\ndata: ${single(1)}\n\n:\n\nevent: next\ndata: ${single(2)}\n\n`)
  for (const width of [1, 7, 1_000]) {
    const heard: string[] = []
    const take = createSplitter((data) => heard.push(data.toString('utf8')))
    for (let from = 0; from < bytes.length; from += width) take(bytes.subarray(from, from + width))
    expect(heard).toEqual([String(single(1)), String(single(2))])
  }
})

test('in the mix everybody follows something, and a peer publishes to just the topics of those who reach it', () => {
  expect(deal(MIXED, 500)).toHaveLength(500)
  for (const audience of MIXED.audiences) {
    const reach = reachOf(MIXED, audience)
    expect(reach.length).toBeGreaterThan(0)
    for (const [at, one] of MIXED.classes.entries()) {
      expect(topicsOf(MIXED, one).includes(topicOf(audience))).toBe(reach.includes(at))
    }
  }
})

test('latencies are from commit to frame, for each event and console, and fail where one is missing', () => {
  const [commits, arrivals] = [Float64Array.of(10, 20, 30), Float64Array.of(11, 22, 33, 12, 24, 36)]
  const latencies = latenciesOf(commits, arrivals)
  expect(latencies).toEqual([
    [1, 2],
    [2, 4],
    [3, 6],
  ])
  expect([0.5, 0.99].map((part) => quantileOf(latencies, part))).toEqual([3, 6])
  expect(thirdsOf(latencies)).toEqual([[[1, 2]], [[3, 6]]])
  expect(() => latenciesOf(commits, arrivals.with(4, Number.NaN))).toThrow('Event 1')
})
