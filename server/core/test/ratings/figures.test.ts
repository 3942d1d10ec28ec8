import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../src/ratings/demo/load.ts'
import { COUNTY, openBench, OTHER_COUNTY, type RatingsBench } from './bench.ts'

let bench: RatingsBench

const reported = (number: string, grade: number, more: object = {}) => ({
  source: 'test',
  externalId: number,
  ratingId: `r ${number}`,
  channel: 'DEVICE',
  givenAt: '2026-03-09T16:00:00+08:00',
  grade,
  ...more,
})

type Report = {
  readonly stored: number
  readonly duplicates: number
  readonly results: readonly { readonly status: string; readonly error: { readonly code: string } | null }[]
}

const report = async (input: readonly object[], who = bench.people.system): Promise<Report> => {
  const { data, codes } = await bench.ask(
    `mutation ($input: [ReportedRatingInput!]!) { outcome: reportRatings(input: $input) {
      stored duplicates results { status error { code } } } }`,
    { input },
    who,
  )
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { outcome: Report }).outcome
}

const cases = Array.from({ length: 20 }, (_, index) => `C${index}`)

beforeAll(async () => {
  bench = await openBench()
  for (const number of cases) await bench.aCase(number)
  await bench.aCase('OPEN', null)
  await bench.aCase('FOREIGN', '2026-03-09T15:00', OTHER_COUNTY)
})
afterAll(() => bench.end())

describe('ratings that systems report', () => {
  it('5-f: count 95 of 100 as enough, leave default ones out, and tell what a rate near 100 hides', async () => {
    const given = cases.slice(0, 10).map((number, at) => reported(number, [5, 4, 3][at % 3] ?? 5))
    const bad = reported('C10', 2, { tags: ['ATTITUDE'], words: '演示' })
    const defaults = ['C11', 'C12'].map((number) => reported(number, 5, { isDefault: true }))
    expect(await report([...given, bad, ...defaults])).toMatchObject({ stored: 13, duplicates: 0 })
    expect(await bench.figure('satisfaction-rate')).toMatchObject({ numerator: 10, denominator: 11, display: '90.91%' })
    expect((await bench.figure('ratings-dissatisfied-per-ten-thousand'))?.display).toBe('909.09')
    expect(await bench.figure('ratings-default-share')).toMatchObject({ numerator: 2, denominator: 13 })
    expect(await bench.figure('ratings-negative')).toMatchObject({ numerator: 1 })
  })

  it('5-f: are answers of the cases closed in the period, also one that was given before the end', async () => {
    expect(await bench.figure('rating-response-rate')).toMatchObject({ numerator: 11, denominator: 20 })
    expect(await report([reported('OPEN', 5)])).toMatchObject({ stored: 1 })
    expect(await bench.figure('rating-response-rate')).toMatchObject({ numerator: 11, denominator: 20 })
    await bench.closeCase('OPEN', '2026-03-10T09:30')
    await bench.deliverEvents()
    await bench.deliverEvents()
    expect(await bench.figure('rating-response-rate')).toMatchObject({ numerator: 12, denominator: 21 })
  })

  it('are stored once, however often they are sent; another one of the service is refused and noted', async () => {
    const again = await report([reported('C0', 5), reported('C1', 4, { ratingId: 'another' })])
    expect(again.results.map(({ status, error }) => error?.code ?? status)).toEqual(['DUPLICATE', 'CONFLICT'])
    const repeats = await bench.host.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('ratings.repeat').select(['externalId', 'grade']).execute(),
    )
    expect(repeats).toEqual([{ externalId: 'another', grade: 4 }])
  })

  it('get an answer each: unknown, out of reach, in the future, with a grade that is none', async () => {
    const future = reported('C13', 5, { givenAt: '2026-03-11T10:00:00+08:00' })
    const input = [reported('NEVER', 5), future, reported('C13', 0), reported('C13', 5)]
    const { results } = await report(input)
    expect(results.map(({ status, error }) => error?.code ?? status)).toEqual([
      'NOT_FOUND',
      'INVALID_INPUT',
      'INVALID_INPUT',
      'STORED',
    ])
    const desk = { ...bench.people.desk, permissions: new Set(['ratings.report']) }
    expect((await report([reported('FOREIGN', 5)], desk)).results[0]?.error?.code).toBe('NOT_FOUND')
  })

  it('5-f: keep facts for a monitor where no reader finds them: device, address, end of the case', async () => {
    await report([reported('C14', 5, { device: 'DEMO-DEVICE-1', address: '203.0.113.9' })])
    const facts = await bench.host.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('ratings.given')
        .select(['endedBefore', 'deviceHash', 'addressHash'])
        .where('externalId', '=', 'r C14')
        .executeTakeFirstOrThrow(),
    )
    expect([facts.endedBefore, facts.deviceHash?.length, facts.addressHash?.length]).toEqual([true, 32, 32])
  })

  it('5-f: count by the setting of their day: raised later, it changes nothing of before', async () => {
    const before = await bench.figure('satisfaction-rate')
    const terms = { region: COUNTY, satisfiedFrom: 4 }
    expect(await bench.run('setRatingTerms', terms, bench.people.authority, 'region')).toMatchObject({ region: COUNTY })
    expect(
      await bench.run('setRatingTerms', { ...terms, satisfiedFrom: 1 }, bench.people.authority, 'region'),
    ).toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await bench.figure('satisfaction-rate')).toEqual(before)
    await report([reported('C15', 3)])
    const after = await bench.figure('satisfaction-rate')
    expect([after?.numerator, after?.denominator]).toEqual([before?.numerator, (before?.denominator ?? 0) + 1])
  })

  it('come to the same when they are recounted from the records', async () => {
    await bench.fold()
    const who = { ...bench.people.authority, permissions: new Set(['core.administer']) }
    const check = `rollupCheck(region: "${COUNTY}", from: "2026-03-01", to: "2026-04-01") { ok mismatches }`
    expect(await bench.query(check, who)).toEqual({ ok: true, mismatches: [] })
  })
})

describe('the demo', () => {
  it('rates closed cases once, however often it is loaded', async () => {
    for (let at = 0; at < 60; at += 1) await bench.aCase(`D${at}`, '2026-03-01T10:00')
    const counted = () =>
      bench.host.withScope({ mode: 'engine' }, (trx) =>
        trx
          .selectFrom('ratings.given')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('source', '=', 'demo')
          .executeTakeFirstOrThrow(),
      )
    await loadDemo(bench.host, () => undefined)
    const first = await counted()
    await loadDemo(bench.host, () => undefined)
    expect(first.n).toBeGreaterThan(30)
    expect(await counted()).toEqual(first)
  })
})
