import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PluginBench } from '@zhikong/core/testing'
import { complaints } from '../../src/complaints/declaration.ts'
import { loadComplaints } from '../../src/complaints/demo/complaints.ts'
import { CITY, openBench, query, run, somebody } from './bench.ts'

let bench: PluginBench
beforeAll(async () => {
  bench = await openBench()
  bench.setNow('2026-04-20T10:00:00+08:00')
})
afterAll(() => bench.end())

it('loads a demo in which complaints stand in all states, once however often it is called', async () => {
  const host = bench.hostOf(complaints)
  for (const _ of [1, 2]) await loadComplaints(host, () => undefined)
  const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    sql<{
      state: string
      n: number
    }>`select state, count(*)::int as n from complaints.complaint group by state order by state`.execute(trx),
  )
  expect(rows.map(({ state, n }) => `${state} ${n}`)).toEqual([
    'ACCEPTED 1',
    'ASSIGNED 1',
    'CLOSED 5',
    'INVESTIGATED 1',
    'JUDGED 1',
    'RECEIVED 2',
    'REPLIED 1',
  ])
  const reader = somebody(bench, 'reader', CITY, ['complaints.read', 'complaints.test'])
  const channels = await query<{ nodes: { id: string; isAlive: boolean }[] }>(
    bench,
    `complaintChannels(within: "${CITY}") { nodes { id isAlive } }`,
    reader,
  )
  expect(channels.nodes.map(({ isAlive }) => isAlive).toSorted()).toEqual([false, true, true])
  const dead = channels.nodes.find(({ isAlive }) => !isAlive)?.id ?? ''
  expect(await run(bench, 'testComplaintChannel', { id: dead, isAlive: true, words: '已接通' }, reader)).toMatchObject({
    id: dead,
  })
  const tested = await query(
    bench,
    `complaintChannels(within: "${CITY}") { nodes { isAlive nextTestDue tests { isAlive } } }`,
    reader,
  )
  expect(JSON.stringify(tested)).not.toContain('"isAlive":false,"nextTestDue"')
})

it('6.3-k: counts what it recounts', async () => {
  const host = bench.hostOf(complaints)
  const range = { lo: 0, hi: Number.MAX_SAFE_INTEGER, from: '2026-01-01', to: '2027-01-01' }
  for (const measure of complaints.measures ?? []) {
    if (measure.subject !== 'own') continue
    const recounted = await host.withScope({ mode: 'engine' }, (trx) => measure.recount(trx as never, range))
    const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      sql<{
        n: number
      }>`select coalesce(sum(n), 0)::int as n from core.measure_delta where measure = ${measure.code}`.execute(trx),
    )
    expect([measure.code, rows[0]?.n]).toEqual([measure.code, recounted.reduce((sum, { n }) => sum + n, 0)])
  }
})
