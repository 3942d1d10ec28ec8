import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawInspectors, drawSubstitute } from '../../../src/inspections/rules/draw-inspectors.ts'
import { drawReplacement, drawTargets, type FrameTarget } from '../../../src/inspections/rules/draw-targets.ts'
import { randomStream, shuffled } from '../../../src/inspections/rules/random-stream.ts'

const weighted = (weights: readonly number[]): readonly FrameTarget[] =>
  weights.map((weight, index) => ({ key: `T${String(index).padStart(3, '0')}`, weight }))

const frames = fc
  .array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 60 })
  .map((weights) => weighted(weights))
const seeds = fc.string({ minLength: 1, maxLength: 30 })
const keysOf = (drawn: readonly { readonly key: string }[]) => drawn.map(({ key }) => key)

describe('a stream of random numbers', () => {
  it('is what the algorithm says, on every machine', () => {
    const { below } = randomStream('2026-03-10 公开抽取', 'targets')
    expect(Array.from({ length: 8 }, () => below(1_000_000))).toMatchInlineSnapshot(`
      [
        706602,
        793466,
        277986,
        49389,
        431215,
        616501,
        539864,
        868033,
      ]
    `)
    expect(shuffled(['A', 'B', 'C', 'D', 'E'], randomStream('1', 'x'))).toMatchInlineSnapshot(`
      [
        "D",
        "B",
        "E",
        "A",
        "C",
      ]
    `)
  })

  it('stays below its bound, and loses nothing by shuffling', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 47 }), fc.array(fc.integer()), (seed, bound, items) => {
        expect(randomStream(seed, 'a').below(bound)).toBeLessThan(bound)
        const order = shuffled(items, randomStream(seed, 'b'))
        expect(order.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('a draw of targets', () => {
  it('is the same for the same seed and frame, on every machine', () => {
    const drawn = drawTargets(weighted([1, 5, 2, 9, 40, 3, 3, 1, 7, 2]), 4, '2026-03-10 公开抽取')
    expect(drawn).toMatchInlineSnapshot(`
      [
        {
          "key": "T004",
          "probability": 1,
        },
        {
          "key": "T008",
          "probability": 0.6363636363636364,
        },
        {
          "key": "T005",
          "probability": 0.2727272727272727,
        },
        {
          "key": "T007",
          "probability": 0.09090909090909091,
        },
      ]
    `)
  })

  it('draws so many different ones as asked, whatever the order of the frame, with probabilities that add up', () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 0, max: 70 }), seeds, (frame, size, seed) => {
        const drawn = drawTargets(frame, size, seed)
        expect(new Set(keysOf(drawn)).size).toBe(Math.min(size, frame.length))
        expect(drawTargets(frame.toReversed(), size, seed)).toEqual(drawn)
        for (const { probability } of drawn) {
          expect(probability).toBeGreaterThan(0)
          expect(probability).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('draws each as often as its probability says', () => {
    const frame = weighted([1, 1, 2, 4, 8, 4])
    const times = 4_000
    const seen = new Map<string, number>()
    const said = new Map<string, number>()
    for (let round = 0; round < times; round += 1) {
      for (const { key, probability } of drawTargets(frame, 2, `round ${round}`)) {
        seen.set(key, (seen.get(key) ?? 0) + 1)
        said.set(key, probability)
      }
    }
    expect([...said.values()].reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(2, 10)
    for (const [key, count] of seen) expect(Math.abs(count / times - (said.get(key) ?? 0))).toBeLessThan(0.03)
  })

  it('takes for certain what weighs so much that it must be drawn', () => {
    const drawn = drawTargets(weighted([1, 1, 1, 100]), 2, 's')
    expect(drawn[0]).toEqual({ key: 'T003', probability: 1 })
    expect(drawn[1]?.probability).toBeCloseTo(1 / 3, 12)
  })

  it('replaces by one that was not used, and by none when none is left', () => {
    const frame = weighted([3, 1, 2])
    const used = new Set(['T000'])
    expect(used.has(drawReplacement(frame, used, 's', 1) ?? 'T000')).toBe(false)
    expect(drawReplacement(frame, new Set(keysOf(frame)), 's', 2)).toBeUndefined()
  })
})

describe('a draw of inspectors', () => {
  const inspectors = (count: number, barred: Readonly<Record<number, readonly string[]>> = {}) =>
    Array.from({ length: count }, (_, index) => ({ key: `I${index}`, barredFrom: new Set(barred[index] ?? []) }))

  it('gives each target two different ones who may, and everybody about as many targets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 30 }), seeds, (people, count, seed) => {
        const targets = keysOf(weighted(Array.from({ length: count }, () => 1)))
        const drawn = drawInspectors(targets, inspectors(people), 2, seed)
        expect(drawn.every((one) => new Set(one.inspectors).size === 2)).toBe(true)
        const load = inspectors(people).map(({ key }) => drawn.filter((one) => one.inspectors.includes(key)).length)
        expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1)
        expect(drawInspectors(targets, inspectors(people).toReversed(), 2, seed)).toEqual(drawn)
      }),
    )
  })

  it('draws nobody for a target of the own unit, and says where too few are left', () => {
    const frame = inspectors(3, { 0: ['T000'], 1: ['T000'] })
    expect(drawInspectors(['T000'], frame, 2, 's')).toEqual([{ target: 'T000', inspectors: ['I2'] }])
    expect(drawSubstitute('T000', frame, new Set(['I2']), 's')).toBeUndefined()
    expect(['I0', 'I1']).toContain(drawSubstitute('T001', frame, new Set(['I2']), 's'))
  })
})
