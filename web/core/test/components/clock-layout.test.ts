import { describe, expect, it } from 'vitest'
import { type ClockDay, everyDay, layOut, layOutTime } from '../../src/components/clock-layout.ts'

const day = (date: string, workday: boolean): ClockDay => ({
  date,
  workday,
  opens: workday ? `${date}T09:00:00+08:00` : null,
  closes: workday ? `${date}T17:00:00+08:00` : null,
  provisional: false,
})
const days = [day('2026-11-20', true), day('2026-11-21', false), day('2026-11-22', false), day('2026-11-23', true)]

describe('the timeline of a clock', () => {
  const layout = layOut(days, 8, 50)
  it('folds a weekend into one narrow strip', () => {
    expect(layout.columns.map(({ width }) => width)).toEqual([50, 14, 50])
    expect(layout.width).toBe(114)
  })
  it('places an instant by the hours of its day', () => {
    expect(layout.at('2026-11-20T13:00:00+08:00')).toBe(33)
    expect(layout.at('2026-11-20T08:00:00+08:00')).toBe(8)
    expect(layout.at('2026-11-20T20:00:00+08:00')).toBe(58)
  })
  it('places a weekend at the opening of the next working day', () => {
    expect(layout.at('2026-11-22T12:00:00+08:00')).toBe(72)
    expect(layout.at('2026-11-23T09:00:00+08:00')).toBe(72)
  })
  it('keeps what lies outside at its edges', () => {
    expect(layout.at('2026-11-01T12:00:00+08:00')).toBe(8)
    expect(layout.at('2026-12-01T12:00:00+08:00')).toBe(122)
  })
  it('counts working days to a place and back', () => {
    expect(layout.workAt(33)).toBe(0.5)
    expect(layout.atWork(1.5)).toBe(97)
  })
})

describe('other clocks', () => {
  it('count every day of a limit in calendar days', () => {
    expect(layOut(everyDay(days), 8, 50).columns.map(({ width }) => width)).toEqual([50, 50, 50, 50])
  })
  it('run through minutes on a plain axis', () => {
    const layout = layOutTime(['2026-11-22T23:51:00+08:00', '2026-11-22T23:55:00+08:00'], 0, 100)
    expect(layout.at('2026-11-22T23:53:00+08:00')).toBeCloseTo(47)
    expect(layout.columns).toEqual([])
  })
})
