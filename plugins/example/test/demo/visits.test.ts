import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadVisits } from '../../src/demo/visits.ts'
import { example } from '../../src/index.ts'
import { hallVisitors } from '../../src/measures/hall-visitors.ts'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([example])
  bench.setNow('2026-03-10T09:00:00+08:00')
  await bench.save('halls', [
    { code: 'EAST', name: 'east hall', region: '430102000000' },
    { code: 'WEST', name: 'west hall', region: '430103000000' },
  ])
})
afterAll(() => bench?.end())

const march = { lo: 0, hi: 9e15, from: '2026-03-01', to: '2026-04-01' }
const always = { ...march, from: '2000-01-01', to: '2100-01-01' }

test('a demo of thirty days; the deltas are what a recount finds, also when it is loaded twice', async () => {
  const host = bench.hostOf(example)
  const shares: number[] = []
  await loadVisits(host, (share) => shares.push(share))
  await loadVisits(host, () => undefined)
  expect(shares.at(-1)).toBe(1)
  const counted = await host.withScope({ mode: 'engine' }, (trx) => hallVisitors.recount(trx, always))
  expect(counted).toHaveLength(60)
  const deltas = await host.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.measureDelta')
      .select((eb) => ['regionId', 'day', eb.fn.sum<number>('n').as('n')])
      .groupBy(['regionId', 'day'])
      .execute(),
  )
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted()
  expect(sorted(deltas)).toEqual(sorted(counted))
  expect(await host.withScope({ mode: 'engine' }, (trx) => hallVisitors.recount(trx, march))).toHaveLength(18)
})
