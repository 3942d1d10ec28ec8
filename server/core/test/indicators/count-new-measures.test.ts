import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../src/clock/local-time.ts'
import { checkRollups } from '../../src/indicators/graphql/rollup-check.ts'
import { openPlatform } from '../../src/platform.ts'
import { definePlugin, type CaseMeasure } from '../../src/plugin.ts'
import { openTestPlatform, type TestPlatform } from '../../src/testing/platform.ts'

const counting = (code: string, count: CaseMeasure['count']): CaseMeasure => ({
  code,
  title: { 'zh-CN': code, en: code },
  subject: 'case',
  count,
})
const one = (at: Date | null) => (at === null ? [] : [{ day: localDate(at), n: 1 }])

/** `steps-old` is from before, `steps-new` comes with an upgrade. */
const counted = definePlugin({
  name: 'counted',
  title: { 'zh-CN': '测试用', en: 'Counted' },
  clauses: [],
  permissions: {},
  measures: [
    counting('steps-old', ({ acceptedAt }) => one(acceptedAt)),
    counting('steps-new', ({ endedAt }) => one(endedAt)),
  ],
})

const HALL = '433124000000'

let platform: TestPlatform

const event = (number: number, kind: 'ACCEPTED' | 'CLOSED' | 'STEP', at: string) => ({
  source: 'test',
  externalId: `C${number}`,
  eventId: `${kind} ${at}`,
  kind,
  occurredAt: new Date(`${at}+08:00`),
  hall: HALL,
  matter: 'M1',
  channel: 'WINDOW',
})

beforeAll(async () => {
  platform = await openTestPlatform([counted])
  platform.setNow('2026-03-31T18:00:00+08:00')
  await platform.save('halls', [{ code: HALL, name: '大厅', region: HALL }])
  await platform.save('matters', [
    { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: { amount: 5, unit: 'WORKING_DAY' } },
  ])
  await platform.report(
    Array.from({ length: 40 }, (_, number) => [
      event(number, 'ACCEPTED', '2026-03-09T10:00:00'),
      event(number, 'CLOSED', `2026-03-${10 + (number % 5)}T10:00:00`),
    ]).flat(),
  )
  await platform.fold()
})
afterAll(() => platform.end())

it('measures that an upgrade brings are counted over the cases of before, once', async () => {
  const march = { from: '2026-03-01', to: '2026-04-01' }
  expect((await checkRollups(platform, HALL, march)).mismatches).toEqual([])
  await platform.database.withScope({ mode: 'engine' }, async (trx) => {
    for (const table of ['core.measureDay', 'core.measureMonth', 'core.measureSplit'] as const) {
      await trx.deleteFrom(table).where('measure', '=', 'steps-new').execute()
    }
    await trx.deleteFrom('core.countedMeasure').where('code', '=', 'steps-new').execute()
  })
  expect((await checkRollups(platform, HALL, march)).mismatches.length).toBeGreaterThan(0)
  const { database, declarations } = platform
  const open = () => openPlatform({ database, declarations, onError: () => undefined })
  const again = await Promise.all([open(), open()])
  await platform.report([event(1, 'STEP', '2026-03-12T10:00:00')])
  await platform.fold()
  expect((await checkRollups(platform, HALL, march)).mismatches).toEqual([])
  for (const opened of again) await opened.close()
})
