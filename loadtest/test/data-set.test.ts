import { loadBatches } from '@zhikong/core'
import { openTestPlatform } from '@zhikong/core/testing'
import type { TestPlatform } from '@zhikong/core/testing'
import { plugins } from '@zhikong/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { casesByDay, stretchesOf } from '../data/cases-by-day.ts'
import { checkFigures } from '../data/check-figures.ts'
import { lineOf } from '../data/load-bar.ts'
import { loadInto } from '../data/load-data-set.ts'
import type { Place } from '../data/made-up-cases.ts'
import { batchesOf, eventsOfDay } from '../data/made-up-cases.ts'
import { preparePlace } from '../data/place.ts'
import { PlaceTaken } from '../data/progress.ts'

const SET = { cases: 20_000, seed: 7, until: '2026-10-31' }
const SMALL = { ...SET, cases: 600 }
const ENDS: ReadonlySet<string> = new Set(['CLOSED', 'RETURNED', 'WITHDRAWN', 'VOIDED'])

let platform: TestPlatform
let place: Place
beforeAll(async () => {
  platform = await openTestPlatform(plugins)
  platform.setNow('2026-11-02T10:00:00+08:00')
  place = await preparePlace(platform, SET.seed)
})
afterAll(() => platform.end())

const allOf = (set: typeof SET) => casesByDay(set, place.calendar).flatMap((day) => eventsOfDay(set, place, day))

describe('a data set', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(allOf(SMALL)).toEqual(allOf(SMALL))
    expect(allOf({ ...SMALL, seed: 8 })).not.toEqual(allOf(SMALL))
  })

  it('has exactly so many cases over a year, more on Mondays and few on days off', () => {
    const days = casesByDay(SET, place.calendar)
    expect(days).toHaveLength(365)
    expect(days.reduce((sum, { cases }) => sum + cases, 0)).toBe(SET.cases)
    const of = (day: string): number => days.find((one) => one.day === day)?.cases ?? 0
    expect(of('2026-10-19')).toBeGreaterThan(of('2026-10-20'))
    expect(of('2026-10-18')).toBeLessThan(of('2026-10-20') / 5)
  })

  it('has most cases in county halls, some in townships and villages, and 2 to 5 % that are open', () => {
    const events = allOf(SET)
    const levels = new Map(place.world.halls.map(({ code, region }) => [code, region.level]))
    const last = new Map(
      events.map(({ externalId, kind, hall }) => [externalId, { kind, level: levels.get(hall ?? '') }]),
    )
    const share = (are: (one: { kind: string; level: string | undefined }) => boolean): number =>
      [...last.values()].filter(are).length / SET.cases
    expect(last.size).toBe(SET.cases)
    expect(share(({ level }) => level === 'COUNTY')).toBeGreaterThan(0.4)
    expect(share(({ level }) => level === 'TOWNSHIP')).toBeGreaterThan(0.1)
    expect(share(({ level }) => level === 'VILLAGE')).toBeGreaterThan(0.02)
    expect(share(({ kind }) => !ENDS.has(kind))).toBeGreaterThan(0.02)
    expect(share(({ kind }) => !ENDS.has(kind))).toBeLessThan(0.05)
  })

  it('is given in batches that keep the events of a case together', () => {
    const days = stretchesOf(casesByDay(SET, place.calendar))[0] ?? []
    const events = days.flatMap((day) => eventsOfDay(SET, place, day))
    const batches = batchesOf(events)
    expect(batches.flat()).toHaveLength(events.length)
    const homes = batches.map((batch) => new Set(batch.map(({ externalId }) => externalId)))
    expect(homes.reduce((sum, home) => sum + home.size, 0)).toBe(new Set(events.map((event) => event.externalId)).size)
  })
})

describe('loading a data set', () => {
  it('can be stopped, goes on where it was, and ends with exact counts and figures that hold', async () => {
    const stopping = new AbortController()
    const stop = ({ cases }: { readonly cases: number }): void => (cases > 300 ? stopping.abort() : undefined)
    await expect(loadInto(platform, SMALL, { onProgress: stop, signal: stopping.signal })).rejects.toThrow('aborted')
    const { counts, stored } = await loadInto(platform, { cases: SMALL.cases, seed: SMALL.seed, until: SMALL.until })
    const events = allOf(SMALL)
    expect(stored).toBeLessThan(events.length)
    expect(counts).toMatchObject({ cases: SMALL.cases, events: events.length })
    expect(counts.open).toBeGreaterThan(0)
    expect((await loadInto(platform, SMALL)).stored).toBe(0)
    const { checked, mismatches } = await checkFigures(platform, SMALL)
    expect(mismatches).toEqual([])
    expect(checked).toBeGreaterThan(100_000)
  })

  it('takes no more batches once one has failed, and tells of it', async () => {
    const [event] = allOf(SMALL)
    if (event === undefined) throw new Error('There are no events.')
    let taken = 0
    const batches = function* () {
      for (; taken < 20; taken++) yield [{ ...event, hall: 'nowhere' }]
    }
    await expect(loadBatches(platform, batches(), { now: new Date() })).rejects.toThrow('UNKNOWN_HALL')
    expect(taken).toBeLessThan(4)
  })

  it('takes no database in which another data set is', async () => {
    await expect(loadInto(platform, { ...SMALL, seed: 9 })).rejects.toBeInstanceOf(PlaceTaken)
  })

  it('says of every hall that it is made up', async () => {
    const { index } = await platform.registers.snapshot()
    expect([...index.hallByCode.values()].filter(({ name }) => !name.endsWith('（演示）'))).toEqual([])
  })
})

it('the bar of a load tells rate and time left', () => {
  const line = lineOf({ cases: 600_000, events: 840_000, all: 1_000_000, first: 300_000, seconds: 90 })
  expect(line).toContain('600,000/1,000,000 cases, 9,333 events a second, 2:00 left')
})
