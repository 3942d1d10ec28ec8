import type { Principal } from '@zhikong/core'
import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { efficiency } from '../../src/index.ts'

const PROVINCE = '430000000000'
const CITY = '433100000000'
const COUNTY = '433124000000'
const TOWNSHIP = '433124102000'
const PLACES = [PROVINCE, CITY, '430100000000', COUNTY, '433101000000', TOWNSHIP, '433124102201', '439999000000']
const INDICATORS = ['cases-accepted', 'cases-closed', 'on-time-rate', 'open-cases', 'no-such-indicator']
const PERIODS = [
  ['2026-01-01', '2026-04-01'],
  ['2026-02-11', '2026-03-05'],
  ['2026-03-01', '2026-05-01'],
  ['2026-03-05', '2026-03-05'],
] as const

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([efficiency])
  bench.setNow('2026-03-20T18:00:00+08:00')
  const halls = [PROVINCE, CITY, COUNTY, TOWNSHIP, '433101000000']
  await bench.save(
    'halls',
    halls.map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  await bench.save('organisations', [{ code: 'WATER', name: '水利局', region: CITY }])
  await bench.save('matters', [
    { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: { amount: 5, unit: 'WORKING_DAY' } },
  ])
  await bench.report(
    Array.from({ length: 60 }, (_, n) => {
      const about = {
        source: n % 3 === 0 ? 'portal' : 'test',
        externalId: `C${n}`,
        hall: halls[n % halls.length] ?? COUNTY,
        organisation: n % 2 === 0 ? 'WATER' : undefined,
        matter: 'M1',
        channel: 'WINDOW',
      }
      const at = (day: number) => new Date(Date.UTC(2026, 0, day, 2))
      const accepted = { ...about, eventId: 'accepted', kind: 'ACCEPTED' as const, occurredAt: at(1 + n) }
      const closed = { ...about, eventId: 'closed', kind: 'CLOSED' as const, occurredAt: at(2 + n + (n % 13)) }
      return n % 5 === 0 ? [accepted] : [accepted, closed]
    }).flat(),
  )
  await bench.fold()
})
afterAll(() => bench.end())

const period = fc.constantFrom(...PERIODS)
const anyWay = fc.constantFrom(null, 'CHILDREN', 'DAY', 'MONTH', 'ORGANISATION', 'CHANNEL')
const anyTold = fc.constantFrom(
  'total { value n display meetsTarget }',
  'own { n }',
  '',
  '... on Rollup { own { value } }',
)

/** Fields that mostly ask about the same days in the same way, as those of a page do. */
const fieldsOfPage = fc.tuple(period, anyWay).chain(([commonDays, commonWay]) =>
  fc.array(
    fc
      .record({
        region: fc.constantFrom(...PLACES),
        indicator: fc.constantFrom(...INDICATORS),
        days: fc.oneof({ weight: 5, arbitrary: fc.constant(commonDays) }, period),
        way: fc.oneof({ weight: 5, arbitrary: fc.constant(commonWay) }, anyWay),
        source: fc.constantFrom(null, null, 'portal'),
        told: anyTold,
      })
      .map(
        ({ region, indicator, days: [from, to], way, source, told }) =>
          `rollup(region: "${region}", indicator: "${indicator}", from: "${from}", to: "${to}", by: ${way}, source: ${JSON.stringify(source)}) {
            indicator { code } ${told} rows { key region { code } figure { value numerator denominator n display noDataCode } } }`,
      ),
    { minLength: 2, maxLength: 8 },
  ),
)

/** Some read everything, some a county, some what is one organisation's or one hall's. */
const readers = (): readonly Principal[] => {
  const { index } = bench.registers.current()
  const whole = bench.principal(PROVINCE, 'core.read')
  const organisationId = index.organisationByCode.get('WATER')?.id ?? -1
  const hallId = index.hallByCode.get(COUNTY)?.id ?? -1
  return [
    whole,
    bench.principal(CITY, 'core.read'),
    bench.principal(COUNTY, 'core.read'),
    { ...whole, organisationId },
    { ...whole, hallId },
  ]
}

it('figures that are asked for together are those that are asked for alone', async () => {
  const seen = { figures: 0, codes: new Set<string>() }
  await fc.assert(
    fc.asyncProperty(fieldsOfPage, fc.nat({ max: 4 }), async (fields, at) => {
      const who = readers()[at]
      const together = await bench.ask(`{ ${fields.map((one, n) => `f${n}: ${one}`).join('\n')} }`, {}, who)
      const codes: string[] = []
      for (const [n, one] of fields.entries()) {
        const alone = await bench.ask(`{ f${n}: ${one} }`, {}, who)
        expect((together.data as Record<string, unknown> | null)?.[`f${n}`]).toEqual(
          (alone.data as Record<string, unknown> | null)?.[`f${n}`],
        )
        codes.push(...alone.codes.map(String))
        if (alone.codes.length === 0) seen.figures += 1
      }
      expect(together.codes.map(String).toSorted()).toEqual(codes.toSorted())
      for (const code of codes) seen.codes.add(code)
    }),
    { numRuns: 250 },
  )
  expect(seen.figures).toBeGreaterThan(60)
  expect([...seen.codes].toSorted()).toEqual(['INVALID_INPUT', 'UNKNOWN_INDICATOR'])
})

it('an organisation of which nothing was counted has no row, whatever is asked beside it', async () => {
  const split = (indicator: string) =>
    `rollup(region: "43", indicator: "${indicator}", from: "2026-03-01", to: "2026-05-01", by: ORGANISATION) { rows { key } }`
  const who = bench.principal(PROVINCE, 'core.read')
  const { data } = await bench.ask(`{ closed: ${split('on-time-rate')} accepted: ${split('cases-accepted')} }`, {}, who)
  const { closed, accepted } = data as Record<string, { readonly rows: readonly unknown[] }>
  expect(closed?.rows.length).toBeGreaterThan(accepted?.rows.length ?? 0)
})
