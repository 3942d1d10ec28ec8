import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate } from '../../../src/inspections/rules/estimate.ts'
import { hypergeometric, wilson } from '../../../src/inspections/rules/intervals.ts'

const choose = (n: number, k: number): number => {
  let product = 1
  for (let i = 1; i <= k; i += 1) product = (product * (n - k + i)) / i
  return k < 0 || k > n ? 0 : Math.round(product)
}

/** All numbers of failures that neither tail refutes, tried one by one. */
const naive = (failed: number, n: number, population: number) => {
  const likely = (x: number, bad: number) => (choose(bad, x) * choose(population - bad, n - x)) / choose(population, n)
  const sum = (from: number, to: number, bad: number) => {
    let all = 0
    for (let x = from; x <= to; x += 1) all += likely(x, bad)
    return all
  }
  const kept: number[] = []
  for (let bad = failed; bad <= population - (n - failed); bad += 1) {
    if (sum(0, failed, bad) > 0.025 && sum(failed, n, bad) > 0.025) kept.push(bad)
  }
  return { low: Math.min(...kept) / population, high: Math.max(...kept) / population }
}

describe('intervals of a share', () => {
  it('is 0 to 16.1 % for 0 of 20 by Wilson', () => {
    expect(wilson(0, 20).low).toBe(0)
    expect((wilson(0, 20).high * 100).toFixed(1)).toBe('16.1')
    expect(wilson(20, 20).high).toBe(1)
  })

  it('is exact for a finite population', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((population) =>
          fc.integer({ min: 1, max: population }).chain((n) =>
            fc.record({
              population: fc.constant(population),
              n: fc.constant(n),
              failed: fc.integer({ min: 0, max: n }),
            }),
          ),
        ),
        ({ population, n, failed }) => {
          const [exact, tried] = [hypergeometric(failed, n, population), naive(failed, n, population)]
          expect(exact.low).toBeCloseTo(tried.low, 12)
          expect(exact.high).toBeCloseTo(tried.high, 12)
        },
      ),
    )
  })

  it('holds the truth in at least 95 of 100 samples, whatever the truth', () => {
    const [population, n] = [50, 12]
    for (let bad = 0; bad <= population; bad += 1) {
      let held = 0
      for (let x = 0; x <= n; x += 1) {
        const { low, high } = hypergeometric(Math.min(x, bad), n, population)
        const isIn = bad / population >= low - 1e-9 && bad / population <= high + 1e-9
        if (isIn) held += (choose(bad, x) * choose(population - bad, n - x)) / choose(population, n)
      }
      expect(held).toBeGreaterThanOrEqual(0.95 - 1e-9)
    }
  })

  it('is found for the villages of a province', () => {
    const { low, high } = hypergeometric(3, 400, 29_534)
    expect([low, high].map((share) => (share * 100).toFixed(2))).toEqual(['0.16', '2.16'])
  })
})

describe('an estimate', () => {
  const seen = (probability: number, failed: boolean) => ({ probability, failed })

  it('names its interval: none for nothing and for a census, exact, by Wilson, weighted', () => {
    expect(estimate([], 10)).toMatchObject({ kind: 'NONE', share: null, interval: null })
    expect(estimate([seen(1, true), seen(1, false)], 2)).toMatchObject({ kind: 'CENSUS', share: 0.5, interval: null })
    const equal = Array.from({ length: 20 }, () => seen(0.5, false))
    expect(estimate(equal, 40)).toMatchObject({ kind: 'HYPERGEOMETRIC', share: 0 })
    expect(estimate(equal, 4_000)).toMatchObject({ kind: 'WILSON', interval: wilson(0, 20) })
    expect(estimate([seen(0.5, true), seen(0.1, false)], 30)).toMatchObject({ kind: 'WILSON_EFFECTIVE' })
  })

  it('weighs each target by one over its probability', () => {
    const { share, total } = estimate([seen(0.5, true), seen(0.25, false), seen(0.125, true)], 20)
    expect(total).toBeCloseTo(10, 12)
    expect(share).toBeCloseTo(10 / 14, 12)
  })
})
