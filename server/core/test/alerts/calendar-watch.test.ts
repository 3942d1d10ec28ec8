import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engineMessage } from '../../src/alerts/engine-messages.ts'
import { selectEngineAlerts } from '../../src/alerts/queries/select-engine-alerts.ts'
import { CALENDAR_YEAR_UNPUBLISHED, watchCalendars } from '../../src/alerts/watch-calendars.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { at, nationalDays } from '../clock/fixtures.ts'
import type { CasesKit } from '../cases/cases-kit.ts'
import { caseOf, clear, event, startCases } from '../cases/cases-kit.ts'

let kit: CasesKit
const END = nationalDays.publishedUntil
const YEAR = Number(END.slice(0, 4)) - 1

beforeAll(async () => {
  kit = await startCases()
})
beforeEach(async () => {
  await clear(kit.database)
  await kit.database.withScope({ mode: 'engine' }, (trx) => trx.deleteFrom('core.engineAlert').execute())
})
afterAll(() => kit.close())

const watch = async (when: string) => {
  const { calendars } = await kit.openEngine(true)
  await kit.database.withScope({ mode: 'engine' }, (trx) => watchCalendars(trx, calendars, at(when)))
  const rows = await kit.database.withScope({ mode: 'reader', lo: 0, hi: 1 }, selectEngineAlerts)
  return rows.map(({ code, subject, params, closedAt }) => ({
    code,
    subject,
    params: JSON.parse(params),
    closed: closedAt !== null,
  }))
}

describe('a calendar year that no notice has published', () => {
  test('makes deadlines provisional: their cards wait to be confirmed', async () => {
    await kit.report([event('A', 'ACCEPTED', `${YEAR}-12-28 10:00`)], `${YEAR}-12-28 11:00`)
    expect(await caseOf(kit.database, 'A')).toMatchObject({ provisional: true })
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, (trx) =>
      passThresholds(trx, engine, at(`${YEAR + 1}-02-01 10:00`)),
    )
    const alerts = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.alert').selectAll().orderBy('dueAt').execute(),
    )
    expect(alerts.filter(({ provisional }) => provisional).map(({ state }) => state)).not.toEqual([])
    for (const { provisional, state, dueAt } of alerts) {
      expect(provisional).toBe(dueAt >= at(`${END} 00:00`))
      expect(state).toBe(provisional ? 'TO_CONFIRM' : 'ISSUED')
    }
    const outbox = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.outbox').select('payload').execute(),
    )
    expect(outbox.some(({ payload }) => JSON.parse(payload).provisional === true)).toBe(true)
  })

  test('is no matter while it is far and no deadline reaches there', async () => {
    expect(await watch(`${YEAR}-10-31 12:00`)).toEqual([])
  })

  test('alerts about the engine from November on, once, and only of the calendar that is to publish it', async () => {
    const open = [{ code: CALENDAR_YEAR_UNPUBLISHED, subject: 'hunan', params: { from: END }, closed: false }]
    expect(await watch(`${YEAR}-11-01 00:00`)).toEqual(open)
    expect(await watch(`${YEAR}-11-02 00:00`)).toEqual(open)
  })

  test('alerts of the calendar above when a deadline of a place that inherits it reaches there', async () => {
    const long = { promised: { amount: 120, unit: 'WORKING_DAY' as const }, hall: 'JS' }
    await kit.report([event('J', 'ACCEPTED', `${YEAR}-09-01 10:00`, long)], `${YEAR}-09-01 11:00`)
    expect(await caseOf(kit.database, 'J')).toMatchObject({ calendarId: 'xiangxi', provisional: true })
    expect(await watch(`${YEAR}-09-02 12:00`)).toMatchObject([{ subject: 'hunan', closed: false }])
  })

  test('alerts as soon as an open deadline reaches there, and stops once it is published', async () => {
    const long = { promised: { amount: 120, unit: 'WORKING_DAY' as const } }
    await kit.report([event('A', 'ACCEPTED', `${YEAR}-09-01 10:00`, long)], `${YEAR}-09-01 11:00`)
    expect(await watch(`${YEAR}-09-02 12:00`)).toEqual([
      { code: CALENDAR_YEAR_UNPUBLISHED, subject: 'hunan', params: { from: END }, closed: false },
    ])
    await kit.report([event('B', 'ACCEPTED', `${YEAR}-09-01 10:00`, long)], `${YEAR}-09-02 12:00`)
    const told = { params: { from: END } }
    expect(await watch(`${YEAR}-09-02 12:30`), 'it says nothing of how many, which no range holds').toMatchObject([
      told,
    ])
    await kit.report(
      [event('A', 'CLOSED', `${YEAR}-09-02 13:00`), event('B', 'CLOSED', `${YEAR}-09-02 13:00`)],
      `${YEAR}-09-02 14:00`,
    )
    expect(await watch(`${YEAR}-09-02 15:00`)).toMatchObject([{ closed: true }])
  })

  test('is told in both languages', () => {
    const params = { from: END }
    expect(engineMessage(CALENDAR_YEAR_UNPUBLISHED, 'hunan', params, 'zh-CN')).toContain(
      `日历“hunan”自 ${END} 起没有放假通知`,
    )
    const said = engineMessage(CALENDAR_YEAR_UNPUBLISHED, 'hunan', params, 'en')
    expect(said).toContain(`has no notice from ${END} on`)
    expect(said, 'and what to do').toContain(`zhikong calendar import FILE --calendar hunan --year ${END.slice(0, 4)}`)
    expect(engineMessage('toString', 'x', {}, 'en')).toBe('toString: x')
  })
})
