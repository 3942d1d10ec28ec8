import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  change,
  type Figure,
  inTenThousands,
  percentFloor,
  showDifference,
  splitDisplay,
} from '../../src/format/figure.ts'

const figure = (value: number | null): Figure => ({
  value,
  n: 100,
  display: '',
  noData: value === null ? 'none' : null,
  meetsTarget: null,
  asOf: '2026-11-20T10:24:00+08:00',
})

describe('a figure', () => {
  it('is never rounded up to its target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 99.9999, noNaN: true }), (value) => Number(percentFloor(value)) < 100),
    )
    expect(percentFloor(99.996)).toBe('99.99')
    expect(percentFloor(100)).toBe('100.00')
    expect(percentFloor(98.8)).toBe('98.80')
  })
  it('shows a gap wherever there is one', () => {
    expect(showDifference(0.0001, 'PERCENT')).toBe('0.01')
    expect(showDifference(-0.16, 'PERCENT')).toBe('0.16')
    expect(showDifference(1150, 'COUNT')).toBe('1,150')
    expect(showDifference(0, 'PERCENT')).toBe('0.00')
  })
  it('is split from its sign', () => {
    expect(splitDisplay('99.84%')).toEqual({ number: '99.84', sign: '%' })
    expect(splitDisplay('1,150')).toEqual({ number: '1,150', sign: '' })
  })
  it('is written in 万 from 100,000 on', () => {
    expect(inTenThousands(99_999)).toBeNull()
    expect(inTenThousands(1_838_044)).toBe('183.8')
  })
})

describe('a change', () => {
  it('is better or worse by the direction that the indicator wants', () => {
    expect(change(figure(99), figure(98), 'PERCENT', 'HIGHER')).toEqual({
      direction: 'up',
      verdict: 'better',
      size: '1.00',
    })
    expect(change(figure(1150), figure(1246), 'COUNT', 'LOWER')).toEqual({
      direction: 'down',
      verdict: 'better',
      size: '96',
    })
    expect(change(figure(9), figure(4), 'COUNT', 'LOWER')?.verdict).toBe('worse')
  })
  it('has no colour for a mere volume', () =>
    expect(change(figure(9), figure(4), 'COUNT', 'NEITHER')?.verdict).toBeNull())
  it('is not told without data on both sides', () => {
    expect(change(figure(null), figure(4), 'COUNT', 'LOWER')).toBeNull()
    expect(change(figure(4), figure(null), 'COUNT', 'LOWER')).toBeNull()
    expect(change(figure(4), undefined, 'COUNT', 'LOWER')).toBeNull()
  })
})
