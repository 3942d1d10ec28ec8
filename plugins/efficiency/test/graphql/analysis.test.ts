import type { PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selectClosedSample } from '../../src/queries/closed-sample.ts'
import { CITY, COUNTY, event, openBench, OTHER_COUNTY, TOWNSHIP } from './bench.ts'

let bench: PluginBench

const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}`
const WORKDAYS = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20]

/** Case number i: accepted on a working day at ten, closed i % 9 working days later at ten; handled in just so many. */
const generated = (i: number) => {
  const hall = [CITY, COUNTY, TOWNSHIP][i % 3] ?? CITY
  const [from, took] = [i % 5, i % 9]
  const at = (index: number, time: string) => `${day(WORKDAYS[from + index] ?? 0)}T${time}`
  const number = `G${i}`
  return [
    event(number, hall, 'ACCEPTED', at(0, '10:00:00'), { window: '1' }),
    ...(took >= 2 ? [event(number, hall, 'STEP', at(1, '10:00:00'), { step: '审查', window: '2' })] : []),
    ...(took >= 4
      ? [
          event(number, hall, 'SUSPENDED', at(2, '10:00:00'), { reason: '听证', noticed: true }),
          event(number, hall, 'RESUMED', at(3, '10:00:00')),
        ]
      : []),
    event(number, hall, 'CLOSED', took === 0 ? at(0, '10:00:05') : at(took, '10:00:00')),
  ]
}

const CASES = 90
/** Working days that case i took: a suspension stands for one of them. */
const tookOf = (i: number): number => (i % 9 >= 4 ? (i % 9) - 1 : i % 9)
const all = Array.from({ length: CASES }, (_, i) => i)

beforeAll(async () => {
  bench = await openBench()
  bench.setNow('2026-03-31T18:00:00+08:00')
  await bench.report(all.flatMap(generated), true)
  await bench.report([
    event('late entry', COUNTY, 'ACCEPTED', '2026-03-24T10:00:00'),
    { ...event('at once', COUNTY, 'ACCEPTED', '2026-03-31T10:00:00'), matter: 'M0' },
    { ...event('at once', COUNTY, 'CLOSED', '2026-03-31T10:20:00'), matter: 'M0' },
  ])
  await bench.fold()
})
afterAll(() => bench.end())

const PERIOD = 'from: "2026-03-01", to: "2026-04-01"'
const reader = (region: string) => bench.principal(region, 'core.read', 'efficiency.read')

const ask = async <T>(field: string, asked: string, selection: string, who = reader('43')): Promise<T> => {
  const { data, codes } = await bench.ask(`{ ${field}(${asked}) { ${selection} } }`, {}, who)
  expect(codes).toEqual([])
  return (data as Record<string, T>)[field] as T
}

describe('handling times (6.4-b)', () => {
  type Told = {
    cases: number
    medianDays: number
    ninetiethDays: number
    onTime: number
    buckets: { above: number; upTo: number | null; cases: number; share: number }[]
    limitUsed: { cases: number }[]
  }
  const SELECTION = `cases medianDays ninetiethDays onTime buckets { above upTo cases share } limitUsed { cases }`

  it('are the distribution that a naive count gives', async () => {
    const told = await ask<Told>('handlingTimes', `within: "43", ${PERIOD}`, SELECTION)
    const days = [...all.map((i) => (i % 9 === 0 ? 5 / 25_200 : tookOf(i))), 20 / 420]
    expect(told.cases).toBe(days.length)
    for (const { above, upTo, cases, share } of told.buckets) {
      const naive = days.filter((took) => (took > above || (above === 0 && took === 0)) && took <= (upTo ?? 1e9)).length
      expect([upTo, cases, share]).toEqual([upTo, naive, (100 * naive) / days.length])
    }
    const tenths = Array.from({ length: 10 }, (_, tenth) => {
      const used = all.map((i) => (i % 9 === 0 ? 5 / 25_200 : tookOf(i))).filter((took) => took <= 5)
      return used.filter((took) => Math.max(1, Math.ceil(took * 2)) === tenth + 1).length
    })
    expect(told.limitUsed.map(({ cases }) => cases)).toEqual(tenths)
    expect(told.onTime).toBe(tenths.reduce((sum, n) => sum + n, 0))
    const sorted = days.toSorted((a, b) => a - b)
    for (const [place, share] of [
      [told.medianDays, 0.5],
      [told.ninetiethDays, 0.9],
    ] as const) {
      const exact = sorted[Math.ceil(days.length * share) - 1] ?? 0
      const bucket = told.buckets.find(({ upTo }) => exact <= (upTo ?? 1e9))
      expect(place).toBeGreaterThanOrEqual(bucket?.above ?? -1)
      expect(place).toBeLessThanOrEqual(bucket?.upTo ?? -1)
    }
  })

  it('have neither median nor shares where nothing was closed', async () => {
    const none = await ask<Told>('handlingTimes', `within: "${OTHER_COUNTY}", ${PERIOD}`, SELECTION)
    expect(none).toMatchObject({ cases: 0, medianDays: null, ninetiethDays: null })
    expect(none.buckets.every(({ share }) => share === null)).toBe(true)
  })
})

describe('indicators of conduct (6.4-b)', () => {
  it('count immediate, same-day, back-entered and instant cases, and what was held back to the last tenth', async () => {
    const codes = [
      'immediate-share',
      'same-day-share',
      'recorded-late-rate',
      'closed-within-seconds-rate',
      'last-tenth-rate',
    ]
    const { data } = await bench.ask(
      `{ rollups(region: "43", indicators: ${JSON.stringify(codes)}, ${PERIOD}) { total { numerator denominator } } }`,
      {},
      reader('43'),
    )
    const told = (data as { rollups: { total: { numerator: number; denominator: number } }[] }).rollups
    const instant = all.filter((i) => i % 9 === 0).length
    const onTime = all.filter((i) => tookOf(i) <= 5)
    expect(told.map(({ total: { numerator, denominator } }) => [numerator, denominator])).toEqual([
      [1, CASES + 1],
      [instant + 1, CASES + 1],
      [1, CASES + 2],
      [instant, CASES + 1],
      [onTime.filter((i) => tookOf(i) === 5).length, onTime.length],
    ])
  })

  it('lead to the cases by their flags', async () => {
    const flagged = async (flag: string) =>
      (await ask<{ total: number }>('cases', `within: "43", filter: { flag: "${flag}" }`, 'total')).total
    expect(await flagged('CLOSED_WITHIN_SECONDS')).toBe(10)
    expect(await flagged('LATE_RECORDED')).toBe(1)
  })
})

describe('where the time goes (6.4-b)', () => {
  type Line = { key: string | null; label: string; cases: number; days: number; medianDays: number; share: number }
  type Told = { cases: number; sampled: number; days: number; steps: Line[]; windows: Line[]; halls: Line[] }
  const LINE = 'key label cases days medianDays share'
  const SELECTION = `cases sampled days steps { ${LINE} } windows { ${LINE} } halls { ${LINE} }`
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

  it('adds up to the handling time by every cut, special procedures taken off', async () => {
    const told = await ask<Told>('timeSpent', `within: "${COUNTY}", ${PERIOD}`, SELECTION)
    const mine = all.filter((i) => i % 3 !== 0)
    const days = mine.map((i) => (i % 9 === 0 ? 5 / 25_200 : tookOf(i)))
    expect([told.cases, told.sampled]).toEqual([mine.length + 1, mine.length + 1])
    for (const lines of [told.steps, told.windows, told.halls]) {
      expect(sum(lines.map((line) => line.days))).toBeCloseTo(sum(days) + 20 / 420, 6)
      expect(sum(lines.map((line) => line.share))).toBeCloseTo(100, 6)
    }
    const checked = told.steps.find(({ key }) => key === '审查')
    const stepped = mine.filter((i) => i % 9 >= 2)
    expect(checked).toMatchObject({ label: '审查', cases: stepped.length })
    expect(checked?.days).toBeCloseTo(sum(stepped.map((i) => tookOf(i) - 1)), 6)
    expect(told.windows.find(({ label }) => label.endsWith(`${COUNTY} · 2号窗口`))?.days).toBeCloseTo(
      sum(stepped.filter((i) => i % 3 === 1).map((i) => tookOf(i) - 1)),
      6,
    )
  })

  it('is read of a bounded, repeatable sample that says of how many it is', async () => {
    const read = (most: number) =>
      bench.database.withScope({ mode: 'engine' }, (trx) =>
        selectClosedSample(
          trx as never,
          { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null },
          { from: '2026-03-01', to: '2026-04-01' },
          most,
        ),
      )
    const some = await read(20)
    expect([some.cases.length, some.total]).toEqual([20, CASES + 1])
    expect(await read(20)).toEqual(some)
    const ids = ({ cases }: typeof some) => cases.map(({ caseId }) => caseId)
    expect(ids(await read(40))).toEqual(expect.arrayContaining(ids(some)))
    expect(await read(1_000)).toMatchObject({ total: CASES + 1, cases: { length: CASES + 1 } })
  })
})

describe('whatever is asked', () => {
  const FIELDS = { handlingTimes: 'cases', timeSpent: 'cases', warningResponse: 'issued' } as const

  it('answers a region out of range like one that does not exist, and nobody without the permission', async () => {
    for (const [field, selection] of Object.entries(FIELDS)) {
      const codes = async (region: string, who: ReturnType<typeof reader> | null) =>
        (await bench.ask(`{ ${field}(within: "${region}", ${PERIOD}) { ${selection} } }`, {}, who)).codes
      expect(await codes(CITY, reader(COUNTY))).toEqual(['NOT_FOUND'])
      expect(await codes('439999000000', reader('43'))).toEqual(['NOT_FOUND'])
      expect(await codes(COUNTY, bench.principal(COUNTY, 'core.read'))).toEqual(['FORBIDDEN'])
      expect(await codes(COUNTY, null)).toEqual(['UNAUTHENTICATED'])
    }
  })

  it('refuses periods without days, or of many years', async () => {
    for (const field of Object.keys(FIELDS)) {
      for (const period of ['from: "2026-03-02", to: "2026-03-02"', 'from: "2020-01-01", to: "2026-03-02"']) {
        const { codes } = await bench.ask(`{ ${field}(within: "43", ${period}) { __typename } }`, {}, reader('43'))
        expect(codes).toEqual(['INVALID_INPUT'])
      }
    }
  })

  it('tells who is bound to an organisation of its own cases only, and who is bound to a hall no totals', async () => {
    const { index } = bench.registers.current()
    const water = { ...reader(CITY), organisationId: index.organisationByCode.get('WATER')?.id ?? -1 }
    expect(await ask('timeSpent', `within: "${CITY}", ${PERIOD}`, 'cases', water)).toEqual({ cases: CASES + 1 })
    const other = { ...water, organisationId: water.organisationId + 1_000 }
    expect(await ask('timeSpent', `within: "${CITY}", ${PERIOD}`, 'cases', other)).toEqual({ cases: 0 })
    const desk = { ...reader(CITY), hallId: index.hallByCode.get(CITY)?.id ?? -1 }
    expect(await ask('handlingTimes', `within: "${CITY}", ${PERIOD}`, 'cases', desk)).toBeNull()
  })
})
