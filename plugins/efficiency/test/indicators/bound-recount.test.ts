import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import type { Principal } from '@zhikong/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { efficiency } from '../../src/index.ts'

const CITY = '433100000000'
const COUNTY = '433124000000'
const PLACES = [CITY, COUNTY, '433124102000', '433101000000']
const ORGANISATIONS = ['WATER', 'LAND']

/** All cases, and those alone that ended up with the first organisation. */
let all: PluginBench
let theirs: PluginBench

type Written = Parameters<PluginBench['report']>[0][number]

/** Cases of both organisations in every place; every fifth is handed from one to the other on its way. */
const casesOf = (n: number): readonly Written[] => {
  const own = { source: n % 3 === 0 ? 'one' : 'two', externalId: `C${n}`, channel: n % 2 === 0 ? 'PORTAL' : 'WINDOW' }
  const place = { hall: PLACES[n % PLACES.length] ?? '', matter: 'M1' }
  const first = ORGANISATIONS[n % 2] ?? ''
  const at = (day: number, hour: number) => new Date(Date.UTC(2026, 0, 5 + day, hour - 8))
  const handed = n % 5 === 0
  return [
    {
      ...own,
      ...place,
      eventId: 'a',
      kind: 'ACCEPTED',
      occurredAt: at(n % 60, 10),
      organisation: handed ? (ORGANISATIONS[(n + 1) % 2] ?? '') : first,
    },
    ...(handed
      ? [{ ...own, eventId: 's', kind: 'STEP' as const, occurredAt: at(n % 60, 11), organisation: first }]
      : []),
    ...(n % 4 === 0
      ? []
      : [
          {
            ...own,
            eventId: 'e',
            kind: n % 11 === 0 ? ('VOIDED' as const) : ('CLOSED' as const),
            occurredAt: at((n % 60) + (n % 9), 16),
          },
        ]),
  ]
}

const open = async (wanted: (n: number) => boolean): Promise<PluginBench> => {
  const bench = await openPluginBench([efficiency])
  bench.setNow('2026-03-20T18:00:00+08:00')
  await bench.save(
    'halls',
    PLACES.map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  await bench.save(
    'organisations',
    ORGANISATIONS.map((code) => ({ code, name: code, region: CITY })),
  )
  const limit = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  await bench.save('matters', [
    { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: limit(3), statutory: limit(5) },
  ])
  const cases = Array.from({ length: 120 }, (_, n) => n).filter(wanted)
  const events = cases.map(casesOf)
  // The first event of each case before all others, so that those which are handed over are seen to move.
  await bench.report(events.flatMap(([accepted]) => accepted ?? []))
  await bench.report(events.flatMap((one) => one.slice(1)))
  await bench.fold()
  return bench
}

beforeAll(async () => {
  all = await open(() => true)
  theirs = await open((n) => n % 2 === 0)
})
afterAll(async () => {
  await all.end()
  await theirs.end()
})

type Row = { readonly key: string; readonly figure: { readonly noDataCode: string | null } }
type Told = { readonly indicator: { readonly code: string }; readonly total: object; readonly rows: readonly Row[] }

const FIGURE = 'value numerator denominator n noDataCode display'

const ask = async (bench: PluginBench, who: Principal, region: string, by: string, source: string | null) => {
  const indicators = efficiency.indicators?.map(({ code }) => code)
  const { data, codes } = await bench.ask(
    `query ($indicators: [String!]!, $source: String) { rollups(region: "${region}", indicators: $indicators,
      from: "2026-01-17", to: "2026-03-11", by: ${by}, source: $source) {
      indicator { code } total { ${FIGURE} } rows { key figure { ${FIGURE} } } } }`,
    { indicators, source },
    who,
  )
  expect(codes).toEqual([])
  return (data as { readonly rollups: readonly Told[] }).rollups
}

it.each(['CHILDREN', 'DAY', 'MONTH', 'ORGANISATION', 'CHANNEL'])(
  'by %s, the figures of who is bound to an organisation are those of a platform that has its cases alone',
  async (by) => {
    const organisationId = all.registers.current().index.organisationByCode.get('WATER')?.id ?? -1
    for (const region of [CITY, COUNTY]) {
      for (const source of [null, 'one']) {
        const bound = { ...all.principal(region, 'core.read'), organisationId }
        const told = await ask(all, bound, region, by, source)
        const alone = await ask(theirs, theirs.principal(region, 'core.read'), region, by, source)
        for (const [index, { rows, ...rest }] of told.entries()) {
          const kept = rows.filter(({ figure }) => figure.noDataCode !== 'NOT_IN_SCOPE')
          const keys = new Set(kept.map(({ key }) => key))
          expect(rest).toEqual({ indicator: alone[index]?.indicator, total: alone[index]?.total })
          expect(kept).toEqual(alone[index]?.rows.filter(({ key }) => keys.has(key)))
          if (by !== 'CHILDREN') expect(rows.length).toBe(alone[index]?.rows.length)
        }
      }
    }
  },
)
