import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayPercent, figureOf } from '../../src/indicators/figure.ts'
import type { Indicator } from '../../src/indicators/indicator.ts'

const text = { 'zh-CN': '率', en: 'Rate' }
const named = { code: 'rate', clause: null, title: text, description: text, unit: 'PERCENT', better: 'HIGHER' } as const
const rate: Indicator = { ...named, kind: 'ratio', numerator: { good: 1 }, denominator: { all: 1 } }
const sums = (values: Record<string, number>) => ({ flow: (code: string) => values[code] ?? 0, stock: () => 0 })
const atLeast = (value: number) => ({ comparator: 'AT_LEAST' as const, value })

describe('a figure', () => {
  it('has no value without a denominator, neither 0 nor 100 %', () => {
    const figure = figureOf(rate, sums({}), atLeast(100))
    expect(figure).toMatchObject({ value: null, display: '–', meetsTarget: null })
    expect(figure.noData?.en).toContain('denominator is 0')
  })

  it('takes 95 of 100 as enough for 95 %, unrounded', () => {
    expect(figureOf(rate, sums({ good: 95, all: 100 }), atLeast(95)).meetsTarget).toBe(true)
    expect(figureOf(rate, sums({ good: 94_999, all: 100_000 }), atLeast(95)).meetsTarget).toBe(false)
  })

  it('counts by ten thousand where percent is too coarse, and is held to its target so', () => {
    const perTenThousand: Indicator = { ...rate, unit: 'PER_TEN_THOUSAND' }
    const figure = figureOf(perTenThousand, sums({ good: 3, all: 20_000 }), { comparator: 'AT_MOST', value: 1.5 })
    expect(figure).toMatchObject({ value: 1.5, display: '1.50', meetsTarget: true })
  })

  it('never shows a miss as its target: 24,999 of 25,000 is not 100 %', () => {
    expect(displayPercent(24_999, 25_000, atLeast(100))).toBe('99.996')
    expect(displayPercent(25_000, 25_000, atLeast(100))).toBe('100.00')
    expect(displayPercent(94_999, 100_000, atLeast(95))).toBe('94.999')
    expect(displayPercent(1, 1_000_000, null)).toBe('0.0001')
  })

  it('reads as its target only when it is the target', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000),
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.constantFrom(95, 98.5, 100),
        (part, all, target) => {
          const good = Math.min(part, all)
          const shown = Number(displayPercent(good, all, atLeast(target)))
          expect(shown === target).toBe(100 * good === target * all)
        },
      ),
    )
  })

  it('tells the median inside its bucket', () => {
    const median: Indicator = {
      ...named,
      kind: 'median',
      histogram: [
        { upTo: 1, measure: 'a' },
        { upTo: 2, measure: 'b' },
        { upTo: Number.POSITIVE_INFINITY, measure: 'c' },
      ],
    }
    expect(figureOf(median, sums({ a: 1, b: 2, c: 1 }), null).value).toBe(1.5)
    expect(figureOf(median, sums({ c: 3 }), null).value).toBe(2)
    expect(figureOf(median, sums({}), null).value).toBeNull()
  })

  it('adds open late cases to the denominator at the end of the period', () => {
    const withOpen: Indicator = { ...rate, denominatorAtEnd: { overdue: 1 } }
    const figure = figureOf(withOpen, { flow: sums({ good: 9, all: 10 }).flow, stock: () => 5 }, null)
    expect(figure.value).toBe(60)
  })

  it('holds one stock against another as both stand at the end of the period', () => {
    const ofHalls: Indicator = {
      ...rate,
      numerator: {},
      numeratorAtEnd: { equipped: 1 },
      denominator: {},
      denominatorAtEnd: { halls: 1 },
    }
    const stock = (measure: string) => (measure === 'halls' ? 4 : 3)
    expect(figureOf(ofHalls, { flow: () => 9, stock }, null)).toMatchObject({ value: 75, n: 4 })
  })
})
