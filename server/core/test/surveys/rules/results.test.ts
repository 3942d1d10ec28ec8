import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexShares, responseShare, shareFigure } from '../../../src/surveys/rules/results.ts'

const round = (x: number | null) => (x === null ? null : Math.round(x * 10) / 10)

describe('a share', () => {
  it('has the interval of Wilson, no figure without answers, and none but itself when all were asked', () => {
    const zero = shareFigure({ n: 20, count: 0 })
    expect([round(zero.low), round(zero.percent), round(zero.high)]).toEqual([0, 0, 16.1])
    expect(shareFigure({ n: 0, count: 0 })).toMatchObject({ percent: null, low: null, high: null })
    expect(shareFigure({ n: 8, count: 6 }, 8)).toMatchObject({ low: 75, percent: 75, high: 75 })
  })

  it('lies within its interval, which a finite population only narrows', () => {
    const some = fc.nat(200).chain((n) => fc.tuple(fc.constant(n + 1), fc.nat(n + 1), fc.nat(500)))
    fc.assert(
      fc.property(some, ([n, count, more]) => {
        const wide = shareFigure({ n, count })
        const narrow = shareFigure({ n, count }, n + more)
        const width = (share: typeof wide) => (share.high ?? 0) - (share.low ?? 0)
        expect(narrow.low ?? 0).toBeLessThanOrEqual((narrow.percent ?? 0) + 1e-9)
        expect(narrow.high ?? 0).toBeGreaterThanOrEqual((narrow.percent ?? 0) - 1e-9)
        expect(width(narrow)).toBeLessThanOrEqual(width(wide) + 1e-9)
      }),
    )
  })
})

it('6.1-h: an index is what was not unhappy of all answers to its questions, the response rate leaves out who could not be asked', () => {
  const survey = {
    indices: [
      { code: 'time', title: { 'zh-CN': '时间', en: 'Time' }, questions: ['a', 'b'] },
      { code: 'none', title: { 'zh-CN': '无', en: 'None' }, questions: ['c'] },
    ],
  }
  const tallies = [
    { question: 'a', n: 10, unhappy: 1 },
    { question: 'b', n: 6, unhappy: 3 },
  ]
  expect(indexShares(survey, tallies)).toEqual([
    { code: 'time', n: 16, count: 12 },
    { code: 'none', n: 0, count: 0 },
  ])
  const contacts = { sampled: 30, ineligible: 5, answered: 10, refused: 3, unreachable: 2, wrongNumber: 1 }
  expect(responseShare(contacts)).toEqual({ n: 25, count: 10 })
})
