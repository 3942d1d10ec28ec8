import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engineMessage } from '../../src/alerts/engine-messages.ts'
import { selectEngineAlerts } from '../../src/alerts/queries/select-engine-alerts.ts'
import { CALENDAR_YEAR_UNPUBLISHED, watchCalendars } from '../../src/alerts/watch-calendars.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { instantAt } from '../../src/clock/work-time.ts'
import { at, local, nationalDays } from '../clock/fixtures.ts'
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

describe('6.4: a calendar that has no hours for a day that counts', () => {
  /** Puts hours into the newest version of Xiangxi as nothing but the database itself would take them. */
  const stateHours = async (hours: object): Promise<void> => {
    await kit.database.withOwner(async (db) => {
      const { content } = await db
        .selectFrom('core.calendar')
        .select('content')
        .where('id', '=', 'xiangxi')
        .orderBy('version', 'desc')
        .executeTakeFirstOrThrow()
      const { exceptions } = JSON.parse(content) as { exceptions: unknown }
      const { rows } = await sql<{ version: number; revision: number }>`select max(version)::int + 1 as version,
        (select max(revision)::int + 1 from core.calendar) as revision from core.calendar where id = 'xiangxi'`.execute(
        db,
      )
      const row = {
        regionId: 5,
        publishedUntil: null,
        note: null,
        correction: null,
        createdAt: new Date(),
        createdBy: '',
      }
      await db
        .insertInto('core.calendar')
        .values({
          id: 'xiangxi',
          content: JSON.stringify({ exceptions, ...hours }),
          ...row,
          version: rows[0]?.version ?? 0,
          revision: rows[0]?.revision ?? 0,
        })
        .execute()
    })
  }
  const missing = async (when: string) => (await watch(when)).filter(({ code }) => code === 'CALENDAR_HOURS_MISSING')

  test('is told of; its clocks run on by the hours of the calendar above until it has its own', async () => {
    await stateHours({ hoursOverrides: [{ from: '2018-10-15', until: '2018-10-31', hours: [] }] })
    expect(await missing('2018-10-15 09:00')).toMatchObject([
      { subject: 'xiangxi', params: { from: '2018-10-15' }, closed: false },
    ])
    await kit.report([event('J', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS' })], '2018-10-15 11:00')
    const { calendarId, dueW } = await caseOf(kit.database, 'J')
    const { calendars } = await kit.openEngine()
    expect([calendarId, local(instantAt(calendars.byId(calendarId), Number(dueW)))]).toEqual([
      'xiangxi',
      '2018-10-24 10:00:00',
    ])
    await stateHours({ hours: [['12:00', '09:00']] })
    expect(await missing('2018-10-15 12:00'), 'hours that run backwards are none').toMatchObject([{ closed: false }])
    await stateHours({ hours: [['08:00', '12:00']] })
    expect(await missing('2018-10-15 13:00')).toMatchObject([{ closed: true }])
  })

  test('is not told of for a day off: nothing is counted on it', async () => {
    await stateHours({ hoursOverrides: [{ date: '2018-10-20', hours: [] }] })
    expect(await missing('2018-10-15 09:00')).toEqual([])
  })
})
