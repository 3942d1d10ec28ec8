import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFor } from '../../../src/access/personal/open-for.ts'
import { isProblem, problem } from '../../../src/graphql/errors.ts'
import { definePlugin } from '../../../src/plugin.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import { openPluginBench } from '../../../src/testing/plugin-bench.ts'

const notes = definePlugin({
  name: 'notes',
  title: { 'zh-CN': '测试', en: 'Test' },
  clauses: [],
  permissions: {},
})

let bench: PluginBench
beforeAll(async () => {
  bench = await openPluginBench([notes])
})
afterAll(() => bench.end())

test('a plugin keeps who rated: masked in reach, in clear by an opening that is audited', async () => {
  const { personal, withScope, read } = bench.hostOf(notes)
  const kaifu = bench.registers.current().tree.byCode('430105000000')
  const at = { scopeKey: kaifu?.scopeKey ?? 0, organisationId: null, hallId: 7 }
  const data = { kind: 'PERSON', name: '张某某', idNumber: null, phone: '12900000001' } as const
  const rater = { holder: 'RATER', subject: 'rating 1', eventKey: '1', occurredAt: new Date(), ...at, data } as const
  await withScope({ mode: 'intake' }, (trx) => personal.put(trx, [rater]))
  const own = bench.contextOf(bench.principal('430105'))
  const other = bench.contextOf(bench.principal('430100'))
  const abroad = bench.contextOf(bench.principal('4331'))
  const seen = (context: typeof own) =>
    read(context, (trx, reach) => personal.read(trx, reach, 'RATER', ['rating 1', 'rating 2']))
  for (const context of [own, other]) {
    expect(await seen(context)).toEqual(new Map([['rating 1', { ...data, name: '张*', phone: '129****0001' }]]))
  }
  expect(await seen(abroad)).toEqual(new Map())
  const reveal = (context: typeof own) => {
    const subject = { type: 'rating', id: '1' }
    const request = { kind: 'REVEAL', action: 'notes.rater.revealed', reason: '核实评价', subject } as const
    return openFor(context, request, new Date(), async (trx, reach) => {
      const found = await personal.reveal(trx, reach, 'RATER', 'rating 1')
      return found === null ? problem('NOT_FOUND') : { value: found.data, scopeKey: found.scopeKey }
    })
  }
  expect(await reveal(own)).toEqual(data)
  expect(isProblem(await reveal(abroad))).toBe(true)
  const logged = await withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.auditEntry').select(['action', 'outcome', 'scopeKey']).orderBy('id').execute(),
  )
  expect(logged).toEqual([
    { action: 'notes.rater.revealed', outcome: 'DONE', scopeKey: at.scopeKey },
    expect.objectContaining({ outcome: 'REFUSED' }),
  ])
})
