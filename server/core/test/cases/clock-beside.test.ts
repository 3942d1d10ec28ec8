import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClockDeclaration } from '../../src/alerts/declaration.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { cardThresholds } from '../../src/clock/card-thresholds.ts'
import { at } from '../clock/fixtures.ts'
import { event, startCases, type CasesKit } from './cases-kit.ts'
import { testClock } from './test-clock.ts'

/** Ten working days to deliver from the decision, as the default table has them. */
const delivery: ClockDeclaration = {
  ...testClock(),
  code: 'delivery',
  cards: ({ record: { endedAt: start }, calendar, pack }) =>
    start === null
      ? []
      : cardThresholds(calendar, { start, suspensions: [], closedAt: null, limits: {} }, pack.rulesOf('delivery')),
  endOf: () => null,
}

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [delivery] })
})
afterAll(() => kit.close())

test('6.4-b: the card of a clock that runs after a case tells the days of its own run', async () => {
  await kit.report(
    [event('A', 'ACCEPTED', '2018-10-08 10:00'), event('A', 'CLOSED', '2018-10-15 10:00')],
    '2018-10-15 11:00',
  )
  const engine = await kit.openEngine()
  const payloads = await kit.database.withScope({ mode: 'engine' }, async (trx) => {
    await passThresholds(trx, engine, at('2018-10-29 10:00:01'))
    return trx.selectFrom('core.outbox').select('payload').where('topic', '=', 'ALERT').orderBy('id').execute()
  })
  const told = payloads.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>)
  expect(told).toMatchObject([
    { clock: 'delivery', level: 'WARNING', countedDays: 11, promised: null },
    { clock: 'delivery', level: 'YELLOW', countedDays: 11, promised: null },
  ])
})
