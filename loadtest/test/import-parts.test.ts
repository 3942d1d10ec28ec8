import { expect, it } from 'vitest'
import { partsOf } from '../bench/import/parts.ts'

it('events that were taken in uneven stretches are cut into even parts, each with its share of the time', () => {
  const taken = [
    { events: 30, ms: 30, processorMs: 60 },
    { events: 10, ms: 20, processorMs: 10 },
    { events: 0, ms: 5, processorMs: 5 },
    { events: 40, ms: 160, processorMs: 80 },
  ]
  const [first, second, ...others] = partsOf(taken, 4)
  expect(first).toEqual({ eventsPerSecond: 1_000, processorMs: 2 })
  expect(second?.eventsPerSecond).toBeCloseTo((20 / 30) * 1_000)
  expect(second?.processorMs).toBeCloseTo(1.5)
  expect(others).toEqual([
    { eventsPerSecond: 250, processorMs: 2 },
    { eventsPerSecond: 250, processorMs: 2 },
  ])
})
