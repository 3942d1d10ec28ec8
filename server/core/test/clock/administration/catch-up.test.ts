import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passThresholds } from '../../../src/alerts/watch.ts'
import { createEngineSource } from '../../../src/cases/engine-source.ts'
import { catchUpCalendars } from '../../../src/clock/administration/catch-up/catch-up.ts'
import { KNOWN_AFTER_MS } from '../../../src/clock/administration/catch-up/sweep-past.ts'
import { DAY_UNITS } from '../../../src/clock/types.ts'
import { instantAt, workTime } from '../../../src/clock/work-time.ts'
import { clear } from '../../cases/cases-kit.ts'
import { at, local } from '../fixtures.ts'
import { openCalendarBench, type CalendarBench } from './calendar-kit.ts'

let bench: CalendarBench
beforeAll(async () => {
  bench = await openCalendarBench('2026-11-02 09:00')
  const limits = {
    promised: { amount: 0, unit: 'WORKING_DAY' },
    statutory: { amount: 3, unit: 'WORKING_DAY' },
  } as const
  await bench.save('matters', [
    { code: 'NOW', name: '即办事项（测试）', type: '行政许可', kind: 'IMMEDIATE', ...limits },
  ])
})
beforeEach(() => clear(bench.database))
afterAll(() => bench.end())

/** Another process: it has the calendars of the moment. */
const openProcess = () => {
  const { database, registers, declarations, vault } = bench
  return createEngineSource(database, registers, declarations, vault)
}

const engineMode = <T>(work: Parameters<typeof bench.database.withScope<T>>[1]) =>
  bench.database.withScope({ mode: 'engine' }, work)

/** Runs the jobs to their end and answers how many cases each transaction looked at. */
const catchUp = async (when: string, batch?: number): Promise<readonly number[]> => {
  const engine = await openProcess()(true)
  const worked: number[] = []
  for (let n = 1; n > 0;) {
    n = await engineMode((trx) => catchUpCalendars(trx, engine, at(when), batch))
    if (n > 0) worked.push(n)
  }
  return worked
}

const rowOf = (externalId: string) =>
  engineMode((trx) =>
    trx.selectFrom('core.case').selectAll().where('externalId', '=', externalId).executeTakeFirstOrThrow(),
  )

/** The promised end as it is shown. */
const dueOf = async (externalId: string) => {
  const { dueCalendar, dueW, calendarId } = await rowOf(externalId)
  const { calendars } = await openProcess()(true)
  return local(dueCalendar === 'work' ? instantAt(calendars.byId(calendarId), Number(dueW)) : new Date(Number(dueW)))
}

const thresholdsOf = async (externalId: string) => {
  const { caseId } = await rowOf(externalId)
  return engineMode((trx) => trx.selectFrom('core.threshold').selectAll().where('caseId', '=', caseId).execute())
}

const jobs = () =>
  engineMode((trx) =>
    trx.selectFrom('core.calendarJob').selectAll().orderBy('revision').orderBy('calendarId').execute(),
  )
const findings = (revision: number) =>
  engineMode((trx) =>
    trx
      .selectFrom('core.calendarFinding')
      .innerJoin('core.case', 'core.case.caseId', 'core.calendarFinding.caseId')
      .select(['externalId', 'core.calendarFinding.kind', 'about'])
      .where('revision', '=', revision)
      .orderBy('externalId')
      .orderBy('kind')
      .orderBy('about')
      .execute(),
  )

const TOLD = `query ($version: Int!) {
  calendarChanges(id: "hunan", version: $version) {
    moves { calendarId firstDay cases } jobs { calendarId touchesPast progress } }
  calendarFindings(id: "hunan", version: $version) { kind before after } }`
const told = async (asked: number) =>
  (await bench.ask(TOLD, { version: asked }, bench.principal('4301', 'core.read'))).data

const WAITING = `{ provisionalCards(within: "430000000000") { dueAt dueNow proposal } }`

let version = 1
const publish = async (days: readonly object[], other: object = {}) => {
  const { outcome, message } = await bench.saveCalendar({ expectedVersion: version, days, ...other })
  if (outcome?.calendar == null) throw new Error(message)
  version = outcome.calendar.version
  return outcome
}

describe('6.4: when the next year is published', () => {
  test('only what does not move by itself is derived again, and is provisional no more', async () => {
    await bench.accept('plain', '2026-12-01 10:00')
    await bench.accept('now', '2026-12-31 18:00', { matter: 'NOW' })
    await bench.accept('long', '2026-12-31 18:30')
    expect(await rowOf('now')).toMatchObject({ provisional: true, dueCalendar: 'continuous' })
    expect(await dueOf('now')).toBe('2027-01-01 17:00:00')
    const [plain, before] = [await rowOf('plain'), await dueOf('long')]

    bench.setNow(at('2026-12-31 18:40'))
    const csv = 'date,kind,name\n2027-01-01,off,元旦'
    const { outcome } = await bench.importCalendar({ year: 2027, expectedVersion: version, csv })
    version = outcome.calendar?.version ?? 0
    expect(outcome).toMatchObject({ derivedAgain: 2, moves: [{ calendarId: 'hunan', cases: 2 }, { cases: 0 }] })
    expect([before, await dueOf('long')], 'moved by itself').toEqual(['2027-01-11 17:00:00', '2027-01-12 17:00:00'])
    expect(await dueOf('now'), 'an instant does not').toBe('2027-01-01 17:00:00')

    expect(await catchUp('2026-12-31 18:41')).toEqual([2])
    expect(await dueOf('now')).toBe('2027-01-04 17:00:00')
    expect(await rowOf('now')).toMatchObject({ provisional: false })
    expect(await rowOf('long')).toMatchObject({ provisional: false })
    expect(await rowOf('plain')).toEqual(plain)
    expect(
      (await jobs()).map(({ calendarId, total, done, finishedAt }) => [calendarId, total, done, finishedAt !== null]),
    ).toEqual([
      ['hunan', 2, 2, true],
      ['xiangxi', 0, 0, true],
    ])
    expect(await catchUp('2026-12-31 18:42')).toEqual([])
  })

  test('a case that another process takes in meanwhile, by the calendar it still keeps, ends with the right threshold', async () => {
    bench.setNow(at('2026-12-31 18:45'))
    await bench.openEngine(true)
    await publish([{ date: '2027-01-04', kind: 'OFF', name: '测试' }])
    await catchUp('2026-12-31 18:46')
    const named = {
      source: 'desk',
      externalId: 'late',
      eventId: 'late',
      hall: 'KF',
      matter: 'NOW',
      kind: 'ACCEPTED',
    } as const
    expect(await bench.report([{ ...named, occurredAt: at('2026-12-31 18:45') }])).toEqual(['STORED'])
    expect(await dueOf('late'), 'by the calendar of before').toBe('2027-01-04 17:00:00')
    expect((await thresholdsOf('late')).every(({ calendarRevision }) => calendarRevision === 3)).toBe(true)

    expect(await catchUp('2026-12-31 18:47')).toEqual([1])
    expect(await dueOf('late')).toBe('2027-01-05 17:00:00')
    const { calendars } = await openProcess()(true)
    expect(await thresholdsOf('late')).toMatchObject(
      [4, 4].map(() => ({ calendarRevision: calendars.byId('hunan').revision })),
    )
  })

  test('the job goes on where it was killed, and does nothing twice', async () => {
    for (const n of [1, 2, 3, 4]) await bench.accept(`k${n}`, '2026-12-31 18:50', { matter: 'NOW' })
    await publish([{ date: '2027-01-05', kind: 'OFF', name: '测试' }])
    const engine = await openProcess()(true)
    const killed = engineMode(async (trx) => {
      await catchUpCalendars(trx, engine, at('2026-12-31 18:51'), 2)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    await engineMode((trx) => catchUpCalendars(trx, engine, at('2026-12-31 18:51'), 3))
    expect((await jobs()).filter(({ finishedAt }) => finishedAt === null)).toMatchObject([
      { calendarId: 'hunan', total: 4, done: 2 },
      { calendarId: 'xiangxi', total: 0 },
    ])
    expect(await catchUp('2026-12-31 18:52', 3)).toEqual([2])
    for (const n of [1, 2, 3, 4]) expect(await dueOf(`k${n}`)).toBe('2027-01-06 17:00:00')
  })
})

test('6.4: cards that waited for the notice are proposed to be confirmed or refused by it', async () => {
  const year = 2028
  await bench.accept('waits', `${year - 1}-12-23 10:00`)
  bench.setNow(at(`${year}-01-03 12:00`))
  const engine = await bench.openEngine(true)
  await engineMode((trx) => passThresholds(trx, engine, at(`${year}-01-03 12:00`)))
  const waiting = async () =>
    (await bench.ask(WAITING, {}, bench.principal('43', 'core.read'))).data as { provisionalCards: object[] }
  expect(await waiting(), 'no notice yet').toEqual({ provisionalCards: [] })
  const csv = `date,kind,name\n${year}-01-03,off,元旦`
  const { outcome } = await bench.importCalendar({ year, expectedVersion: version, csv })
  version = outcome.calendar?.version ?? 0
  expect(outcome.calendar, 'days without a notice are not sealed').not.toBeNull()
  await bench.openEngine(true)
  expect((await waiting()).provisionalCards).toEqual([
    { dueAt: `${year}-01-03T02:00:01.000Z`, dueNow: null, proposal: 'REFUSE' },
  ])
  bench.setNow(at(`${year}-01-05 12:00`))
  expect((await waiting()).provisionalCards).toEqual([
    {
      dueAt: `${year}-01-03T02:00:01.000Z`,
      dueNow: expect.stringContaining(`${year}-01-04T02:00:01`),
      proposal: 'CONFIRM',
    },
  ])
})

describe('6.4: when a day that has passed is corrected', () => {
  test('open cases are derived again; what was said of closed ones, and cards, stay and are listed', async () => {
    const close = { eventId: 'c', kind: 'CLOSED', source: 'desk', hall: 'KF', matter: 'M' } as const
    // Friday 9 April and the days after: seven days promised end on Tuesday the 20th at 10:00.
    await bench.accept('closed', '2027-04-09 10:00')
    await bench.accept('open', '2027-04-09 10:00')
    await bench.accept('done', '2027-04-09 10:00')
    await bench.accept('fresh', '2027-04-22 10:00')
    bench.setNow(at('2027-04-22 12:00'))
    await bench.report([
      { ...close, externalId: 'closed', occurredAt: at('2027-04-20 15:00') },
      { ...close, externalId: 'done', occurredAt: at('2027-04-12 15:00') },
    ])
    const engine = await bench.openEngine(true)
    await engineMode((trx) => passThresholds(trx, engine, at('2027-04-22 12:00')))
    const before = { closed: await rowOf('closed'), due: await dueOf('closed'), done: await dueOf('done') }
    expect(before).toMatchObject({ closed: { closedLate: true }, due: '2027-04-20 10:00:00' })
    const cards = () => engineMode((trx) => trx.selectFrom('core.alert').selectAll().orderBy('alertId').execute())
    const issued = await cards()

    const { calendar, derivedAgain } = await publish([{ date: '2027-04-14', kind: 'OFF', name: '更正' }], {
      correction: '通知有误',
    })
    expect(derivedAgain).toBe(4)
    const later = '2027-04-22 12:01'
    expect(at(later).getTime() - at('2027-04-22 12:00').getTime()).toBeGreaterThan(KNOWN_AFTER_MS)
    await catchUp(later, 1)

    expect(await dueOf('open')).toBe('2027-04-21 10:00:00')
    expect(await rowOf('closed')).toMatchObject({ closedLate: true, overdueAt: before.closed.overdueAt })
    expect([await dueOf('closed'), await dueOf('done')], 'as it was shown').toEqual([before.due, before.done])
    expect(await dueOf('fresh'), 'accepted after it: where it was').toBe('2027-05-03 10:00:00')
    const kept = await cards()
    for (const card of issued) expect(kept).toContainEqual(card)
    expect(await findings(calendar?.revision ?? 0)).toEqual([
      { externalId: 'closed', kind: 'CARD_NOT_DUE', about: expect.stringContaining('YELLOW') },
      { externalId: 'closed', kind: 'VERDICT', about: 'PROMISED' },
    ])
    expect(await told(calendar?.version ?? 0)).toEqual({
      calendarChanges: {
        moves: [
          expect.objectContaining({ calendarId: 'hunan', firstDay: '2027-04-14' }),
          expect.objectContaining({ calendarId: 'xiangxi' }),
        ],
        jobs: [
          { calendarId: 'hunan', touchesPast: true, progress: 1 },
          { calendarId: 'xiangxi', touchesPast: true, progress: 1 },
        ],
      },
      calendarFindings: [
        { kind: 'CARD_NOT_DUE', before: expect.any(String), after: null },
        { kind: 'VERDICT', before: '2027-04-20T02:00:00.000Z', after: '2027-04-21T02:00:00.000Z' },
      ],
    })
    expect((await jobs()).at(-1)).toMatchObject({ past: true, finishedAt: expect.any(Date) })
    expect(await catchUp('2027-04-22 12:02')).toEqual([])
  })
})

test('6.4: a case that a version puts beyond the last day of its calendar holds up neither the job nor the others', async () => {
  bench.setNow(at('2027-06-01 10:00'))
  const { calendars } = await bench.openEngine(true)
  const calendar = calendars.byId('hunan')
  const amount = calendar.workdays.length - Math.ceil(workTime(calendar, at('2027-06-01 10:00')) / DAY_UNITS)
  await bench.accept('last', '2027-06-01 10:00', { promised: { amount, unit: 'WORKING_DAY' } })
  await bench.accept('next', '2027-06-01 10:00')
  expect(await dueOf('last')).toBe('2035-12-31 10:00:00')
  const before = await rowOf('last')

  bench.setNow(at('2027-06-03 10:00'))
  await publish([{ date: '2027-06-02', kind: 'OFF', name: '更正' }], { correction: '通知有误' })
  await catchUp('2027-06-03 10:01', 1)
  expect((await jobs()).slice(-2).map(({ finishedAt }) => finishedAt)).toEqual([
    at('2027-06-03 10:01'),
    at('2027-06-03 10:01'),
  ])
  expect(await dueOf('next')).toBe('2027-06-11 10:00:00')
  expect(await rowOf('last')).toEqual(before)
  expect(await thresholdsOf('last')).toEqual([])
  const standing = await engineMode((trx) => trx.selectFrom('core.failedClock').selectAll().execute())
  expect(standing).toMatchObject([{ caseId: before.caseId, kind: 'BEYOND_CALENDAR', about: 'hunan' }])
})
