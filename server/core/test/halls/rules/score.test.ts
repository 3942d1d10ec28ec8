import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointsOf, scoreOf, WHOLE, type Missing, type Taken, type Weighted } from '../../../src/halls/rules/score.ts'
import { isDue, monthsDue, versionOf } from '../../../src/halls/rules/score-month.ts'
import { standingOf } from '../../../src/halls/rules/score-standing.ts'

const taken = (value: number | null, more: Partial<Taken> = {}): Taken => ({
  better: 'HIGHER',
  value,
  display: String(value),
  n: 10,
  target: null,
  meetsTarget: null,
  ...more,
})
const of = (indicator: string, weight: number, zeroAt = 0, fullAt: number | null = 100): Weighted => ({
  indicator,
  weight,
  zeroAt,
  fullAt,
})

/** Weights that sum to the whole, and for each a figure or none. */
const weighted = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.option(fc.double({ min: -20, max: 120, noNaN: true }))), {
    minLength: 1,
    maxLength: 12,
  })
  .map((drawn) => {
    const sum = drawn.reduce((total, [share]) => total + share, 0)
    const cut = drawn.map(([share]) => Math.floor((share * WHOLE) / sum))
    const rest = WHOLE - cut.reduce((total, weight) => total + weight, 0)
    const parts = cut.map((weight, at) => of(`i${at}`, weight + (at === 0 ? rest : 0)))
    return { parts, values: drawn.map(([, value]) => value) }
  })
const takenFrom = (values: readonly (number | null)[]) => (indicator: string) =>
  taken(values[Number(indicator.slice(1))] ?? null)
const sum = (numbers: readonly number[]) => Math.round(100 * numbers.reduce((total, one) => total + one, 0)) / 100

describe('5-e: the composite score', () => {
  it('is the sum of its contributions, from 0 to 100, and there only if no part is missing', () => {
    fc.assert(
      fc.property(weighted, ({ parts, values }) => {
        const score = scoreOf(parts, takenFrom(values), null)
        expect(score.isRescaled).toBe(false)
        expect(score.value === null).toBe(values.includes(null))
        expect(score.parts.map(({ effectiveWeight }) => effectiveWeight)).toEqual(parts.map(({ weight }) => weight))
        if (score.value === null) return
        expect(score.value).toBeGreaterThanOrEqual(0)
        expect(score.value).toBeLessThanOrEqual(100)
        expect(score.value).toBe(sum(score.parts.map(({ contribution }) => contribution ?? Number.NaN)))
      }),
    )
  })

  it('scales weights up only from the stated coverage on, to the whole, and says so', () => {
    fc.assert(
      fc.property(weighted, fc.integer({ min: 1, max: WHOLE }), ({ parts, values }, minimum) => {
        const score = scoreOf(parts, takenFrom(values), minimum)
        expect(score.value !== null).toBe(score.coverage >= minimum)
        expect(score.isRescaled).toBe(score.coverage < WHOLE && score.value !== null)
        if (score.value === null) return
        const present = score.parts.filter(({ points }) => points !== null)
        expect(present.reduce((total, { effectiveWeight }) => total + effectiveWeight, 0)).toBe(WHOLE)
        expect(score.value).toBe(sum(present.map(({ contribution }) => contribution ?? Number.NaN)))
        expect(score.value).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('never falls when a figure gets better', () => {
    const figure = fc.double({ min: -200, max: 200, noNaN: true })
    fc.assert(
      fc.property(figure, figure, fc.constantFrom('HIGHER', 'LOWER'), (a, b, better) => {
        const part = better === 'HIGHER' ? of('i', WHOLE, -50, 50) : of('i', WHOLE, 50, -50)
        const [worse, good] = better === 'HIGHER' ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)]
        const points = (value: number) => pointsOf(part, taken(value, { better })) ?? Number.NaN
        expect(points(good)).toBeGreaterThanOrEqual(points(worse))
      }),
    )
  })

  it('gives 100 points to what meets its target, and to nothing that misses it however closely', () => {
    const target = { comparator: 'AT_LEAST', value: 95 } as const
    const part = of('i', WHOLE, 90, null)
    expect(pointsOf(part, taken(95, { target, meetsTarget: true }))).toBe(100)
    expect(pointsOf(part, taken(94.999999, { target, meetsTarget: false }))).toBe(99.99)
    expect(pointsOf(part, taken(92.5, { target, meetsTarget: false }))).toBe(50)
    expect(pointsOf(part, taken(89, { target, meetsTarget: false }))).toBe(0)
    // A place may set a target on the far side of the bound: then it is met or worth nothing.
    expect(pointsOf(part, taken(85, { target: { ...target, value: 80 }, meetsTarget: true }))).toBe(100)
    expect(pointsOf(part, taken(79, { target: { ...target, value: 80 }, meetsTarget: false }))).toBe(0)
  })

  it('says what is missing, and why', () => {
    const figures: Readonly<Record<string, Taken | Missing>> = { a: taken(100), b: 'NOT_APART', c: taken(null) }
    const parts = [of('a', 5000), of('b', 2500), of('c', 2500)]
    const score = scoreOf(parts, (indicator) => figures[indicator] ?? 'UNKNOWN', null)
    expect(score).toMatchObject({ value: null, coverage: 5000 })
    expect(score.parts.map(({ missing }) => missing)).toEqual([null, 'NOT_APART', 'NOTHING_COUNTED'])
    expect(score.parts.map(({ contribution }) => contribution)).toEqual([50, null, null])
  })
})

describe('5-e: months and peers', () => {
  it('takes the version of the latest month, of two of one month the later one', () => {
    const versions = [
      { id: '1', fromMonth: '2026-01-01', graceDays: 5 },
      { id: '2', fromMonth: '2026-03-01', graceDays: 5 },
      { id: '3', fromMonth: '2026-03-01', graceDays: 0 },
    ]
    expect(versionOf(versions, '2025-12-01')).toBeUndefined()
    expect(versionOf(versions, '2026-02-01')?.id).toBe('1')
    expect(versionOf(versions, '2026-04-01')?.id).toBe('3')
    expect(isDue('2026-02-01', 5, '2026-03-05')).toBe(false)
    expect(isDue('2026-02-01', 5, '2026-03-06')).toBe(true)
    expect(monthsDue(versions, new Set(['2026-01-01']), '2026-04-01')).toEqual(['2026-02-01', '2026-03-01'])
    expect(monthsDue([], new Set(), '2026-04-01')).toEqual([])
  })

  it('gives the place, and the quartiles of others from five of them on', () => {
    expect(standingOf(80, [90, 80, 70])).toEqual({ place: 2, of: 4, quartiles: null })
    expect(standingOf(80, [10, 20, 30, 40, 50])).toEqual({
      place: 1,
      of: 6,
      quartiles: { low: 20, median: 30, high: 40 },
    })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 100 })),
        (own, others) => {
          const { place, of: all, quartiles } = standingOf(own, others)
          expect(place).toBeGreaterThanOrEqual(1)
          expect(place).toBeLessThanOrEqual(all)
          expect(quartiles === null).toBe(others.length < 5)
        },
      ),
    )
  })
})
