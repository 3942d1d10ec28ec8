import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedOf, differenceOf, type Counted } from '../../../src/ratings/rules/counted.ts'
import { GRADES } from '../../../src/ratings/rules/grades.ts'

const ratings = fc.record({
  kind: fc.constantFrom('FIRST' as const, 'FOLLOW_UP' as const),
  grade: fc.constantFrom(...GRADES),
  isDefault: fc.boolean(),
  isSatisfied: fc.boolean(),
  verdict: fc.constantFrom(null, 'UPHELD' as const, 'UNFOUNDED' as const, 'STRUCK_OUT' as const),
})

const first = (with_: Partial<Counted> = {}): Counted => ({
  kind: 'FIRST',
  grade: 5,
  isDefault: false,
  isSatisfied: true,
  verdict: null,
  ...with_,
})

describe('what figures count of a rating', () => {
  it('5-f: is never a default one', () => {
    expect(countedOf(first({ isDefault: true }))).toEqual({ 'ratings-given': 1, 'ratings-default': 1 })
  })

  it('5-f: keeps one that was struck out in the raw rate and takes it out of the other', () => {
    const struck = countedOf(first({ grade: 1, isSatisfied: false, verdict: 'STRUCK_OUT' }))
    expect(struck).toMatchObject({ 'ratings-all': 1, 'ratings-struck': 1, 'ratings-negative': 1 })
    expect(struck).not.toHaveProperty('ratings-valid')
    expect(struck).not.toHaveProperty('ratings-dissatisfied')
  })

  it('5-f: leaves a follow-up beside the first one', () => {
    expect(countedOf(first({ kind: 'FOLLOW_UP' }))).toEqual({
      'ratings-followed-up': 1,
      'ratings-follow-up-satisfied': 1,
    })
  })

  it('splits what somebody gave into valid and struck out, and the satisfied never exceed their whole', () => {
    fc.assert(
      fc.property(ratings, (rating) => {
        const counted = countedOf(rating)
        const n = (measure: keyof typeof counted): number => counted[measure] ?? 0
        expect(n('ratings-valid') + n('ratings-struck')).toBe(n('ratings-all'))
        expect(n('ratings-all') + n('ratings-default')).toBe(n('ratings-given'))
        expect(n('ratings-satisfied')).toBeLessThanOrEqual(n('ratings-valid'))
        expect(n('ratings-negative-upheld')).toBeLessThanOrEqual(n('ratings-dissatisfied'))
      }),
    )
  })

  it('comes to the same, whatever a rating became in between', () => {
    fc.assert(
      fc.property(ratings, ratings, (one, other) => {
        const sums = new Map<string, number>()
        const steps = [...differenceOf(null, one), ...differenceOf(one, other), ...differenceOf(other, one)]
        for (const [measure, n] of steps) sums.set(measure, (sums.get(measure) ?? 0) + n)
        const left = Object.fromEntries([...sums].filter(([, n]) => n !== 0))
        expect(left).toEqual(countedOf(one))
      }),
    )
  })
})
