import { describe, expect, it } from 'vitest'
import { places, type RankRow, sorted } from '../../src/components/rank-row.ts'

const figure = (value: number | null) => ({
  value,
  n: 1,
  display: String(value),
  noData: null,
  meetsTarget: null,
  asOf: '',
})
const row = (code: string, value: number | null, rank: number | null): RankRow => ({
  code,
  name: code,
  href: '',
  rank,
  move: null,
  trend: null,
  figures: { rate: figure(value) },
})

describe('places', () => {
  it('rank the best first and let equals share a place', () => {
    const found = places(
      [
        { code: 'a', value: 98 },
        { code: 'b', value: 99 },
        { code: 'c', value: 98 },
        { code: 'd', value: 97 },
      ],
      true,
    )
    expect([...found]).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 2],
      ['d', 4],
    ])
  })
  it('leave out what has no data', () => expect(places([{ code: 'a', value: null }], true).size).toBe(0))
})

describe('a sorted ranking', () => {
  const rows = [row('a', 98, 2), row('b', null, null), row('c', 99, 1)]
  it('keeps rows without data last in both directions', () => {
    expect(sorted(rows, 'rate', true).map(({ code }) => code)).toEqual(['c', 'a', 'b'])
    expect(sorted(rows, 'rate', false).map(({ code }) => code)).toEqual(['a', 'c', 'b'])
    expect(sorted(rows, 'rank', false).map(({ code }) => code)).toEqual(['c', 'a', 'b'])
  })
})
