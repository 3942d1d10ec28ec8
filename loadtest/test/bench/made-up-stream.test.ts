import { expect, test } from 'vitest'
import { distinct } from '../../bench/intake/made-up-event.ts'
import { madeUpStream, PHASES } from '../../bench/intake/made-up-stream.ts'

const COUNT = 8_000
const stream = madeUpStream('test', COUNT)
const phase = (n: number) => stream.slice((n * COUNT) / PHASES.length, ((n + 1) * COUNT) / PHASES.length)
const idsOf = (n: number): readonly string[] => phase(n).map(({ eventId }) => eventId)

test('a stream has as many events as were asked for, in the same number for each phase', () => {
  expect(stream).toHaveLength(COUNT)
  expect(distinct(phase(0))).toBe(phase(0).length)
})

test('in the second phase every hundredth event came before', () => {
  expect(distinct(phase(1))).toBe(phase(1).length * 0.99)
  const first = new Set(idsOf(0))
  expect(idsOf(1).filter((id) => first.has(id))).toEqual([])
})

test('in the third phase every hundredth event comes before the one that it follows', () => {
  const early = phase(2).filter((event, n, all) => {
    const before = all[n - 1]
    return before !== undefined && before.externalId === event.externalId && before.occurredAt > event.occurredAt
  })
  expect(early).toHaveLength(phase(2).length / 100)
})

test('the last phase tells more of cases that are known, each event once', () => {
  const known = new Set([...phase(0), ...phase(1)].map(({ externalId }) => externalId))
  expect(phase(3).filter(({ externalId }) => !known.has(externalId)).length).toBeLessThan(COUNT / 200)
  expect(distinct(phase(3))).toBe(phase(3).length)
  expect(new Set(phase(3).map(({ kind }) => kind))).toEqual(
    new Set(['STEP', 'CORRECTION_REQUESTED', 'CORRECTION_ANSWERED']),
  )
})
