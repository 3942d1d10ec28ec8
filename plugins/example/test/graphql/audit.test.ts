import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { example } from '../../src/index.ts'

let bench: PluginBench
beforeAll(async () => {
  bench = await openPluginBench([example])
  bench.setNow('2026-03-10T09:00:00+08:00')
  await bench.save('halls', [{ code: 'EAST', name: 'east hall', region: '430102000000' }])
})
afterAll(() => bench?.end())

const RECORD = `mutation ($visits: [VisitInput!]!) { recordVisits(input: { visits: $visits }) { __typename } }`

const record = (...visits: readonly { hall: string; day: string; visitors: number }[]) =>
  bench.ask(RECORD, { visits }, bench.principal('4301', 'example.record'))

const entries = async () =>
  bench.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx
      .selectFrom('core.auditEntry')
      .select(['action', 'subjectId', 'content'])
      .orderBy('id')
      .execute()
    return rows.map(({ content, ...row }) => ({ ...row, ...JSON.parse(content) }))
  })

test('each count that changes is in the audit log with what it was; a repetition and a refusal are not', async () => {
  const { id } = (await bench.registers.index()).hallByCode.get('EAST') ?? { id: 0 }
  const [first, second] = ['2026-03-08', '2026-03-09'].map((day) => ({ hall: 'EAST', day, visitors: 5 }))
  if (first === undefined || second === undefined) throw new Error('There are two days.')
  await record(first, second)
  await record(first, { ...second, visitors: 7 })
  await record({ ...first, visitors: 9 }, { ...second, hall: 'NONE' })
  const action = 'example.visit.recorded'
  expect(await entries()).toEqual([
    { action, subjectId: `${id} 2026-03-08`, before: { visitors: 0 }, after: { visitors: 5 } },
    { action, subjectId: `${id} 2026-03-09`, before: { visitors: 0 }, after: { visitors: 5 } },
    { action, subjectId: `${id} 2026-03-09`, before: { visitors: 5 }, after: { visitors: 7 } },
  ])
})
