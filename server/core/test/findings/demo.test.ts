import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findings } from '../../src/findings/declaration.ts'
import { loadLedger } from '../../src/findings/demo/ledger.ts'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
})
afterAll(() => bench.end())

it('loads findings in their states, and nothing twice', async () => {
  const host = bench.hostOf(findings)
  await loadLedger(host, () => undefined)
  const count = async () => {
    const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      sql<{ state: string; n: number }>`select state, count(*)::int as n from findings.finding
        group by state order by state`.execute(trx),
    )
    return rows
  }
  const loaded = await count()
  expect(loaded.map(({ state }) => state)).toEqual(['OPEN', 'REOPENED', 'SETTLED'])
  await loadLedger(host, () => undefined)
  expect(await count()).toEqual(loaded)
})
