import { setTimeout as delay } from 'node:timers/promises'
import { openTestPlatform, randomFrom, startWorkers, type TestPlatform } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plugins } from '../../src/plugins.ts'
import { naiveCards } from './naive-cards.ts'
import { eventsOf, matterCode, MATTERS, planCases } from './planned-cases.ts'

const isNight = process.env['ZHIKONG_NIGHT'] === '1'
const CASES = isNight ? 2_000 : 400
const KILLS = isNight ? 30 : 5
const REAL_MS = isNight ? 60_000 : 7_000
const FROM = Date.parse('2018-10-19T18:00:00+08:00')
const UNTIL = Date.parse('2018-12-10T12:00:00+08:00')

let platform: TestPlatform
beforeAll(async () => {
  platform = await openTestPlatform(plugins)
  platform.setNow(new Date(FROM))
  await platform.save('halls', [{ code: 'KF', name: '开福大厅（测试）', region: '430105000000' }])
  await platform.save(
    'matters',
    MATTERS.map(([promised, statutory]) => ({
      code: matterCode(promised),
      name: '示例事项（测试）',
      type: '行政许可',
      kind: promised === 0 ? ('IMMEDIATE' as const) : ('PROMISED' as const),
      promised: { amount: promised, unit: 'WORKING_DAY' as const },
      statutory: { amount: statutory, unit: 'WORKING_DAY' as const },
    })),
  )
})
afterAll(() => platform.end())

const raised = async () => {
  const rows = await platform.database.withScope({ mode: 'engine' }, (trx) =>
    trx
      .selectFrom('core.alert as a')
      .innerJoin('core.case as c', 'c.caseId', 'a.caseId')
      .select(['c.externalId', 'a.clock', 'a.level', 'a.dueAt', 'a.alertId'])
      .execute(),
  )
  return rows.map(({ externalId, clock, level, dueAt, alertId }) => {
    return { alertId, name: `${externalId} ${clock} ${level} ${dueAt.toISOString()}` }
  })
}

const told = async (): Promise<readonly string[]> => {
  const rows = await platform.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.outbox').select('payload').where('kind', '=', 'efficiency.card.issued').execute(),
  )
  return rows.map(({ payload }) => (JSON.parse(payload) as { alertId: string }).alertId)
}

test('6.4-b: three processes killed at random raise every card of every clock once, and tell of it once', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const planned = planCases(CASES, randomFrom(seed))
  const expected = planned.flatMap(naiveCards).toSorted()
  const results = await platform.report(planned.flatMap(eventsOf))
  expect(new Set(results)).toEqual(new Set(['STORED']))
  const before = (await raised()).length
  const module = new URL('../../src/plugins.ts', import.meta.url).href
  const workers = startWorkers(3, { url: platform.url, plugins: module })
  try {
    const { began } = await workers.work(new Date(FROM), (UNTIL - FROM) / REAL_MS)
    const over = () => Date.now() > began + REAL_MS
    const killed = await workers.killAtRandom({ seed, most: KILLS, pauseMs: [100, REAL_MS / KILLS] }, over)
    const halfway = (await raised()).length
    for (let tries = 0; tries < 300 && (!over() || (await raised()).length < expected.length); tries++) await delay(100)
    await delay(600)
    const cards = await raised()
    process.stdout.write(
      `seed ${seed}: ${killed} processes killed; ${cards.length} cards, ${before} of them before, ${halfway} by the last kill\n`,
    )
    expect(killed).toBeGreaterThan(1)
    expect(cards.map(({ name }) => name).toSorted(), `seed ${seed}`).toEqual(expected)
    expect((await told()).toSorted(), `seed ${seed}`).toEqual(cards.map(({ alertId }) => alertId).toSorted())
  } finally {
    await workers.end()
  }
}, 300_000)
