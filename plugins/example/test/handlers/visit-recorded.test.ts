import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordVisits } from '../../src/graphql/record-visits.ts'
import { example } from '../../src/index.ts'

const BUSIEST = '{ busiestDay(hall: "EAST") { day visitors } }'

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

const reader = () => bench.principal('43', 'example.read')
const record = (day: string, visitors: number) =>
  recordVisits(bench.hostOf(example), bench.contextOf(reader()), [{ hall: 'EAST', day, visitors }])

test('the busiest day follows what is recorded, also when events come twice', async () => {
  expect((await bench.ask(BUSIEST, {}, reader())).data).toEqual({ busiestDay: null })
  await record('2026-03-02', 100)
  await record('2026-03-03', 120)
  await bench.deliverEvents()
  await bench.deliverEvents()
  expect((await bench.ask(BUSIEST, {}, reader())).data).toEqual({ busiestDay: { day: '2026-03-03', visitors: 120 } })
  await record('2026-03-03', 12)
  await bench.deliverEvents()
  expect((await bench.ask(BUSIEST, {}, reader())).data).toEqual({ busiestDay: { day: '2026-03-02', visitors: 100 } })
})
