import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { localDate } from '../../src/clock/local-time.ts'
import { definePlugin } from '../../src/plugin.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'

const one = (at: Date | null) => (at === null ? [] : [{ day: localDate(at), n: 1 }])
const text = (words: string) => ({ 'zh-CN': words, en: words })

const counted = definePlugin({
  name: 'counted',
  title: text('Counted'),
  clauses: [],
  permissions: {},
  measures: [
    { code: 'begun', title: text('Begun'), subject: 'case', count: ({ acceptedAt }) => one(acceptedAt) },
    { code: 'ended', title: text('Ended'), subject: 'case', count: ({ endedAt }) => one(endedAt) },
  ],
  indicators: [
    {
      kind: 'flow',
      code: 'cases-begun',
      title: text('Begun'),
      clause: null,
      better: 'HIGHER',
      unit: 'COUNT',
      description: text('Of cases'),
      sum: { begun: 1 },
    },
    {
      kind: 'stock',
      code: 'cases-open',
      title: text('Open'),
      clause: null,
      better: 'HIGHER',
      unit: 'COUNT',
      description: text('Of cases'),
      sum: { begun: 1, ended: -1 },
    },
  ],
})

const asked: string[] = []
let bench: PluginBench
const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
  const [first] = given
  asked.push(typeof first === 'string' ? first : String((first as { readonly text?: string }).text))
  return query.apply(this, given)
} as never)

beforeAll(async () => {
  bench = await openPluginBench([counted])
})
afterAll(async () => {
  vi.restoreAllMocks()
  await bench.end()
})

const PERIOD = 'from: "2025-03-01", to: "2026-03-01"'
const cities = ['4301', '4302', '4303', '4331'].map((code) => `${code}00000000`)
const each = (write: (region: string) => string) => cities.map((code, n) => `c${n}: ${write(code)}`).join('\n')

/** Targets are one statement; a flow and a stock are summed by one each. */
test.each<readonly [string, string, number]>([
  [
    'rows of several regions',
    each((code) => `rollup(region: "${code}", indicator: "cases-begun", ${PERIOD}, by: MONTH) { rows { key } }`),
    2,
  ],
  [
    'totals of several regions',
    each((code) => `rollup(region: "${code}", indicator: "cases-open", ${PERIOD}) { total { value } }`),
    3,
  ],
  [
    'a region, those below it, its months, and cases',
    `now: rollups(region: "43", indicators: ["cases-begun", "cases-open"], ${PERIOD}, by: CHILDREN) { total { value } rows { key } }
     trend: rollups(region: "43", indicators: ["cases-begun", "cases-open"], ${PERIOD}, by: MONTH) { rows { key } }
     cases(within: "43", first: 20) { nodes { externalId } }`,
    7,
  ],
])('%s take one transaction and no more statements than their bound', async (_, fields, most) => {
  const who = bench.principal('430000000000', 'core.read')
  await bench.ask(`{ ${fields} }`, {}, who) // opens connections, reads registers and the clock
  asked.splice(0)
  const { codes } = await bench.ask(`{ ${fields} }`, {}, who)
  expect(codes).toEqual([])
  const ofReaders = asked.filter((statement) => statement.includes("zhikong.mode = 'reader'"))
  const statements = asked.filter((statement) => !/^(?:start transaction|commit)/.test(statement))
  expect({ transactions: ofReaders.length, statements: statements.length }).toEqual({
    transactions: 1,
    statements: most,
  })
})
