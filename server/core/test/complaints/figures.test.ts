import type { PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { COUNTY, openBench, query, run, somebody } from './bench.ts'

let bench: PluginBench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const COMPLAINT = { kind: 'COMPLAINT', category: 'ATTITUDE', type: 'ANONYMOUS', hall: COUNTY }

const figure = async (indicator: string) => {
  await bench.fold()
  const field = `rollup(region: "${COUNTY}", indicator: "${indicator}", from: "2026-03-01", to: "2026-04-01") {
    total { value n } }`
  return (await query<{ total: object }>(bench, field, somebody(bench, 'reader', '43', ['core.read']))).total
}

it('5-g: counts bad complaints by themselves, and per 10,000 cases that were closed', async () => {
  expect(await figure('bad-complaints-per-ten-thousand')).toMatchObject({ value: null, n: 0 })
  const at = { source: 'demo', hall: COUNTY, matter: 'ANY' }
  await bench.save('matters', [{ code: 'ANY', name: '演示事项', type: 'SERVICE', kind: 'IMMEDIATE' }])
  await bench.report(
    Array.from({ length: 8 }, (_, n) => `C${n}`).flatMap((externalId) => [
      { ...at, externalId, eventId: 'a', kind: 'ACCEPTED', occurredAt: new Date('2026-03-02T09:00:00+08:00') } as const,
      { ...at, externalId, eventId: 'c', kind: 'CLOSED', occurredAt: new Date('2026-03-02T09:10:00+08:00') } as const,
    ]),
  )
  await bench.deliverEvents()
  for (const words of ['演示一', '演示二']) {
    await run(bench, 'submitComplaint', { ...COMPLAINT, words }, null, 'receipt')
  }
  await run(bench, 'submitComplaint', { ...COMPLAINT, kind: 'SUGGESTION', words: '演示建议' }, null, 'receipt')
  expect(await figure('bad-complaints')).toMatchObject({ value: 2 })
  // Two of eight; a suggestion is no complaint.
  expect(await figure('bad-complaints-per-ten-thousand')).toMatchObject({ value: 2_500, n: 8 })
})
