import { describe, expect, it } from 'vitest'
import hunan from '../../src/map/hunan.topo.json' with { type: 'json' }
import { drawHunan } from '../../src/map/hunan.ts'
import { nextPoint } from '../../src/map/neighbours.ts'
import { stepOf, steps } from '../../src/map/steps.ts'

type Hunan = Parameters<typeof drawHunan>[0]

describe('the map of Hunan', () => {
  it('draws 122 counties within the lines of 14 cities', () => {
    const shapes = drawHunan(hunan as unknown as Hunan, null, 376, 340)
    expect(shapes.counties).toHaveLength(122)
    expect(shapes.cities).toHaveLength(14)
    for (const { x, y, d } of shapes.counties) {
      expect(d).toMatch(/^M/)
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(376)
      expect(y).toBeLessThan(340)
    }
  })
  it('draws the counties of one city alone', () => {
    expect(
      drawHunan(hunan as unknown as Hunan, '4301', 376, 340).counties.every(({ code }) => code.startsWith('4301')),
    ).toBe(true)
  })
})

describe('steps of colour', () => {
  const bounds = steps([95, 96, 97, 98, 99, 99.5, 99.8, 99.9, 100, 100], true)
  it('paint the worst strongest and the best faintest', () => {
    expect(stepOf(95, bounds, true)).toBe(5)
    expect(stepOf(100, bounds, true)).toBe(1)
  })
  it('turn round where lower is better', () => {
    const lower = steps([0, 1, 2, 3, 4, 5], false)
    expect(stepOf(5, lower, false)).toBe(5)
    expect(stepOf(0, lower, false)).toBe(1)
  })
  it('do with fewer when all are alike', () => {
    expect(steps([100, 100], true)).toEqual([100])
    expect(steps([], true)).toEqual([])
  })
})

describe('arrow keys on the map', () => {
  const points = [
    { key: 'here', x: 0, y: 0 },
    { key: 'east', x: 10, y: 2 },
    { key: 'far', x: 30, y: 0 },
    { key: 'south', x: 1, y: 10 },
  ]
  const here = { key: 'here', x: 0, y: 0 }
  it('go to the nearest in their direction', () => {
    expect(nextPoint(points, here, 'ArrowRight')?.key).toBe('east')
    expect(nextPoint(points, here, 'ArrowDown')?.key).toBe('south')
  })
  it('stay at the edge', () => expect(nextPoint(points, here, 'ArrowUp')).toBeNull())
})
