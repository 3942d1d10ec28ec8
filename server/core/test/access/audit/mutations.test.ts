import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declare } from '../../../src/compose.ts'
import { buildApiSchema, servicesWithoutDatabase } from '../../../src/core-schema.ts'
import type { AnyPlugin } from '../../../src/plugin.ts'
import { openPluginBench, type PluginBench } from '../../../src/testing/plugin-bench.ts'
import { counting } from '../../imports/cases/import-kit.ts'
import { auditedMutations, writersBetween, entriesAfter, stateOf, whileAuditFails } from './audited-mutations.ts'
import { EXAMPLES, IDEMPOTENT } from './mutation-examples.ts'

const words = { 'zh-CN': '测试', en: 'Test' }
const tested: AnyPlugin = {
  ...counting,
  indicators: [
    {
      code: 'tested',
      clause: null,
      title: words,
      description: words,
      unit: 'COUNT',
      better: 'HIGHER',
      kind: 'flow',
      sum: { 'cases-closed': 1 },
    },
  ],
}

const mutations = auditedMutations(buildApiSchema(servicesWithoutDatabase(declare([tested]))))

let bench: PluginBench
let known = 0
beforeAll(async () => {
  bench = await openPluginBench([tested])
  await bench.save('halls', [{ code: 'HALL', name: '示例大厅', region: '430102' }])
  await bench.save('matters', [{ code: 'MATTER', name: '示例事项甲', type: '行政许可' }])
  const overdue = {
    source: 'desk',
    externalId: 'A',
    eventId: 'A-1',
    kind: 'ACCEPTED',
    hall: 'HALL',
    matter: 'MATTER',
    occurredAt: new Date('2026-01-05T02:00:00Z'),
    dueAt: new Date('2026-01-12T02:00:00Z'),
    applicant: { name: '张某某', idNumber: '11010519491231002X', phone: '19900000001' },
  } as const
  expect(await bench.report([overdue], true)).toEqual(['STORED'])
})
afterAll(() => bench.end())

/** Calls a mutation and gives what went wrong, and what it left in the audit log. */
async function call(
  { document }: (typeof mutations)[number],
  { as, input }: { as: Parameters<PluginBench['ask']>[2]; input: object },
) {
  known = (await entriesAfter(bench.database, 0)).at(-1)?.id ?? 0
  const { data, codes } = await bench.ask(document, { input }, as)
  const [result] = Object.values((data ?? {}) as Record<string, { __typename?: string; code?: string } | null>)
  const problem = result?.__typename === 'InputError' ? [result] : []
  return { problems: [...codes, ...problem], entries: await entriesAfter(bench.database, known) }
}

const exampleOf = (name: string) => {
  const made = EXAMPLES[name]
  if (made === undefined) throw new Error(`${name} has no example.`)
  return made(bench)
}

test('every mutation that declares an action has an example here, and no other', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(mutations.map(({ name }) => name).toSorted())
})

describe.each(mutations)('$name', (mutation) => {
  const { name, action } = mutation
  const example = () => exampleOf(name)

  test('leaves nothing when it is refused', async () => {
    const { input } = await example()
    const refused = await call(mutation, { as: null, input })
    expect(refused).toEqual({ problems: ['UNAUTHENTICATED'], entries: [] })
    const forbidden = await call(mutation, { as: bench.principal('43', 'core.read'), input })
    expect(forbidden).toEqual({ problems: ['FORBIDDEN'], entries: [] })
  })

  test('does nothing when its entry cannot be written', async () => {
    const given = await example()
    const before = await stateOf(bench.database)
    const failed = await whileAuditFails(bench.database, () => call(mutation, given))
    expect(failed.problems).toEqual([expect.stringContaining('planted')])
    expect(failed.entries).toEqual([])
    expect(await stateOf(bench.database)).toEqual(before)
  })

  test(`leaves one entry, ${action}, in the transaction of what it does`, async () => {
    const given = await example()
    const before = await stateOf(bench.database)
    const { problems, entries } = await call(mutation, given)
    expect(problems).toEqual([])
    expect(entries.map((entry) => entry.action)).toEqual([action])
    const writers = writersBetween(before, await stateOf(bench.database))
    if (writers.length > 0) expect(writers).toContain(entries[0]?.written)
    expect(JSON.stringify(entries)).not.toMatch(/某某|1990000|11010519/u)
  })
})

test.each(mutations.filter(({ name }) => IDEMPOTENT.has(name)))(
  '$name leaves nothing when it changes nothing',
  async (mutation) => {
    const given = await exampleOf(mutation.name)
    await call(mutation, given)
    expect(await call(mutation, given)).toEqual({ problems: [], entries: [] })
  },
)
