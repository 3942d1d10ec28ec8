import { describe, expect, test } from 'vitest'
import { silentSources } from '../../src/alerts/silent-sources.ts'

const DAYS = ['03', '04', '05', '06', '07', '10', '11', '12', '13', '14', '17'].map((day) => `2026-08-${day}`)
const TODAY = '2026-08-18'
const silent = (told: Readonly<Record<string, readonly string[]>>, days = DAYS, today = TODAY) =>
  silentSources(days, today, new Map(Object.entries(told).map(([source, on]) => [source, new Set(on)]))).map(
    ({ code }) => code,
  )

describe('a source that usually reports', () => {
  test('is silent when a whole working day and today have passed without a case of it', () => {
    expect(silent({ a: DAYS.slice(0, -1) })).toEqual(['a'])
  })

  test('is not silent once it told of something on that day, or today', () => {
    expect(silent({ a: DAYS })).toEqual([])
    expect(silent({ a: [...DAYS.slice(0, -1), TODAY] })).toEqual([])
  })

  test('may miss two days of ten and still be a usual one; with three missed it is none', () => {
    expect(silent({ two: DAYS.slice(2, -1), three: DAYS.slice(3, -1) })).toEqual(['two'])
  })

  test('is told on a day off in between as well: it speaks', () => {
    expect(silentSources(DAYS, '2026-08-23', new Map([['a', new Set([...DAYS.slice(0, -1), '2026-08-22'])]]))).toEqual(
      [],
    )
  })
})

test('nobody is usual while fewer days are known than are looked at', () => {
  expect(silent({ a: DAYS.slice(1, -1) }, DAYS.slice(1))).toEqual([])
  expect(silent({}, [])).toEqual([])
})
