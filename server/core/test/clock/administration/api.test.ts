import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCalendarBench, PROVINCE, XIANGXI, type CalendarBench } from './calendar-kit.ts'

let bench: CalendarBench
beforeAll(async () => {
  bench = await openCalendarBench('2026-11-02 09:00')
  await bench.accept('long', '2026-12-24 10:00')
  await bench.accept('short', '2026-12-01 10:00')
  await bench.accept('west', '2026-12-24 10:00', { hall: 'JS' })
})
afterAll(() => bench.end())

const NOTICE = `date,kind,name
2027-01-01,off,元旦
2027-01-16,work,元旦
2027-02-05,off,春节`
const notice = { year: 2027, csv: NOTICE, expectedVersion: 1 }

const thresholds = () =>
  bench.database.withScope({ mode: 'engine' }, async (trx) => ({
    cases: await trx.selectFrom('core.case').selectAll().orderBy('caseId').execute(),
    thresholds: await trx.selectFrom('core.threshold').selectAll().orderBy('caseId').orderBy('calendarId').execute(),
  }))

const CALENDAR = `query ($id: ID!, $version: Int) { calendar(id: $id, version: $version) {
  id version revision publishedUntil inheritsFrom saved { createdBy note correction } versions { version }
  hours { from until spans }
  days(from: "2026-12-31", to: "2027-01-04") { date isWorkday isProvisional statedBy name hours } } }`
const calendarOf = async (id: string, version?: number, region = '43') => {
  const { data } = await bench.ask(CALENDAR, { id, version }, bench.principal(region, 'core.read'))
  return (data as { calendar: { days: { date: string }[] } | null }).calendar
}

describe("6.4: a year's notice, before it is saved", () => {
  test('says which deadlines move, old against new, by region, and touches nothing', async () => {
    const before = await thresholds()
    const { outcome } = await bench.importCalendar({ ...notice, dryRun: true })
    expect(outcome.problems).toEqual([])
    expect(outcome.calendar).toMatchObject({ id: 'hunan', version: 2, publishedUntil: '2028-01-01' })
    expect(outcome.moves).toMatchObject([
      {
        calendarId: 'hunan',
        firstDay: '2027-01-01',
        cases: 1,
        days: [
          { date: '2027-01-01', before: ['09:00–12:00', '13:00–17:00'], after: [] },
          { date: '2027-01-16', before: [], after: ['09:00–12:00', '13:00–17:00'] },
          { date: '2027-02-05', before: ['09:00–12:00', '13:00–17:00'], after: [] },
        ],
        regions: [{ region: { code: '430105000000' }, cases: 1 }],
      },
      { calendarId: 'xiangxi', cases: 1, regions: [{ region: { code: '433101000000' }, cases: 1 }] },
    ])
    // Seven days from Thursday 24 December, over New Year's Day.
    expect(outcome.moves[0]?.examples).toEqual([
      {
        dueBefore: '2027-01-04T02:00:00.000Z',
        dueAfter: '2027-01-05T02:00:00.000Z',
        statutoryBefore: '2027-01-07T09:00:00.000Z',
        statutoryAfter: '2027-01-08T09:00:00.000Z',
      },
    ])
    expect(outcome.derivedAgain).toBe(2)
    expect(await thresholds()).toEqual(before)
    expect(await calendarOf('hunan')).toMatchObject({ version: 1, publishedUntil: '2027-01-01' })
  })
})

describe("a year's notice, saved", () => {
  test('holds for the nation and all that inherit from it, and moves no case row', async () => {
    const before = await thresholds()
    expect(await bench.importCalendar({ ...notice, note: '国办通知' })).toMatchObject({
      outcome: { calendar: { id: 'hunan', version: 2, revision: 3 } },
    })
    expect(await thresholds()).toEqual(before)
    const xiangxi = await calendarOf('xiangxi')
    expect(xiangxi).toMatchObject({ version: 1, revision: 3, publishedUntil: '2028-01-01', inheritsFrom: ['hunan'] })
    expect(xiangxi?.days[1]).toEqual({
      date: '2027-01-01',
      isWorkday: false,
      isProvisional: false,
      statedBy: 'hunan',
      name: '元旦',
      hours: [],
    })
  })

  test('the same again changes nothing; another on an old version is refused', async () => {
    expect((await bench.importCalendar(notice)).outcome).toMatchObject({ calendar: { version: 2 }, moves: [] })
    expect(await bench.importCalendar({ ...notice, csv: `${NOTICE}\n2027-02-06,off,春节` })).toMatchObject({
      code: 'CONFLICT',
      path: ['input', 'expectedVersion'],
    })
  })

  test('leaves the version before readable as it was, with who saved which and why', async () => {
    const old = await calendarOf('hunan', 1)
    expect(old).toMatchObject({ version: 1, publishedUntil: '2027-01-01' })
    expect(old?.days.slice(1, 2)).toMatchObject([{ isWorkday: true, isProvisional: true, statedBy: null }])
    expect(await calendarOf('hunan')).toMatchObject({
      saved: { createdBy: 'Test', note: '国办通知', correction: null },
      versions: [{ version: 2 }, { version: 1 }],
    })
  })

  test('cannot leave out a year', async () => {
    expect(
      await bench.importCalendar({ year: 2029, csv: 'date,kind,name\n2029-01-01,off,元旦', expectedVersion: 2 }),
    ).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'year'] })
  })
})

describe('a notice that cannot be read', () => {
  const problems = async (csv: string) => {
    const { outcome } = await bench.importCalendar({ year: 2028, expectedVersion: 2, csv })
    expect(outcome.calendar).toBeNull()
    return outcome.problems.map(({ row, column }) => `${row} ${column}`)
  }
  test('is told row by row, and nothing of it is written', async () => {
    const rows = [
      '2028-02-30,off,x',
      '2028-01-01,holiday,x',
      '2028-01-03,off,',
      '2026-01-03,off,x',
      '2028-01-04,off,x',
      '2028-01-04,work,x',
      '2028-01-05,off',
      `2028-01-06,off,${'长'.repeat(41)}`,
      '2028-01-07,off,\u202e坏',
    ]
    const told = ['2 date', '3 kind', '4 name', '5 date', '7 date', '8 null', '9 name', '10 name']
    expect(await problems(`date,kind,name\n${rows.join('\n')}`)).toEqual(told)
    expect(await calendarOf('hunan')).toMatchObject({ version: 2 })
  })
  test('is refused as a whole: another header, nothing in it, NUL, open quotes, far too much', async () => {
    expect(await problems('day,kind,name\n2028-01-01,off,x')).toEqual(['1 null'])
    expect(await problems('')).toEqual(['0 null'])
    expect(await problems('date,kind,name\n')).toEqual(['0 null'])
    expect(await problems('date,kind,name\n2028-01-01,off,\0')).toEqual(['0 null'])
    expect(await problems('date,kind,name\n2028-01-01,off,"x')).toEqual([expect.stringMatching(/^\d null$/u)])
    expect(await problems(`date,kind,name\n${'2028-01-01,off,x\n'.repeat(500)}`)).toEqual(['0 null'])
    expect(await problems('x'.repeat(200_000))).toEqual(['0 null'])
  })
  test('may begin with a mark, have empty lines, quotes and a day of the December before', async () => {
    const csv = '\uFEFFdate,kind,name\r\n\r\n"2027-12-31",off,"元旦"\r\n'
    const { outcome } = await bench.importCalendar({ year: 2028, expectedVersion: 2, csv, dryRun: true })
    expect(outcome).toMatchObject({ problems: [], calendar: { publishedUntil: '2029-01-01' } })
  })
})

describe('days and hours of a place', () => {
  test('win over those of the nation, and can be left to it again', async () => {
    const day = { date: '2027-09-22', name: '州庆' }
    const own = { region: XIANGXI, expectedVersion: 1, days: [{ ...day, kind: 'OFF' }] }
    expect((await bench.saveCalendar(own, '4331')).outcome).toMatchObject({
      calendar: { id: 'xiangxi', version: 2, publishedUntil: '2028-01-01' },
      moves: [{ calendarId: 'xiangxi', firstDay: '2027-09-22' }],
    })
    const back = { region: XIANGXI, expectedVersion: 2, days: [{ date: '2027-09-22' }] }
    expect((await bench.saveCalendar(back)).outcome.moves).toMatchObject([
      { days: [{ before: [], after: ['09:00–12:00', '13:00–17:00'] }] },
    ])
  })
  test('may be other hours in summer, which move no limit in days by a day', async () => {
    const summer = { from: '2027-06-01', until: '2027-08-31', spans: [{ from: '08:00', to: '14:00' }] }
    const { outcome } = await bench.saveCalendar({ expectedVersion: 2, hours: [summer] })
    expect(outcome.moves[0]).toMatchObject({ firstDay: '2027-06-01' })
    expect(outcome.moves[0]?.days[0]).toMatchObject({ after: ['08:00–14:00'] })
    const wrong = { ...summer, spans: [{ from: '14:00', to: '08:00' }] }
    expect(await bench.saveCalendar({ expectedVersion: 3, hours: [wrong] })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['input', 'hours', '0'],
    })
  })
  test('a place without a calendar gets its own', async () => {
    const own = { region: '430100000000', days: [{ date: '2027-10-08', kind: 'OFF', name: '测试' }] }
    expect((await bench.saveCalendar(own)).outcome).toMatchObject({
      calendar: { id: '430100000000', version: 1, publishedUntil: '2028-01-01' },
      moves: [],
    })
  })
})

test('days that have begun are sealed: changing one takes a reason of its own', async () => {
  const past = { expectedVersion: 3, days: [{ date: '2026-12-23', kind: 'OFF', name: '更正' }] }
  expect(await bench.saveCalendar(past)).toMatchObject({ code: 'DATE_OUT_OF_RANGE', path: ['input', 'correction'] })
  const { outcome } = await bench.saveCalendar({ ...past, correction: '通知有误', dryRun: true })
  expect(outcome.moves.map(({ calendarId }) => calendarId)).toEqual(['hunan', '430100000000', 'xiangxi'])
})

describe('who may', () => {
  test('change a calendar: an administrator of the whole region', async () => {
    const input = { region: PROVINCE, days: [] }
    const document = `mutation ($input: SaveCalendarInput!) { saveCalendar(input: $input) { ... on InputError { code } } }`
    const as = (region: string, ...permissions: string[]) =>
      bench.ask(document, { input }, bench.principal(region, ...permissions))
    expect(await as('4301', 'core.administer')).toMatchObject({ data: { saveCalendar: { code: 'NOT_FOUND' } } })
    expect((await as('43', 'core.read')).codes).toEqual(['FORBIDDEN'])
  })
  test('read one: whoever works in its place, below or above', async () => {
    expect(await calendarOf('hunan', undefined, '4301')).toMatchObject({ id: 'hunan' })
    expect(await calendarOf('xiangxi', undefined, '4301')).toBeNull()
    const document = `query ($within: RegionCode!) { calendars(within: $within) { id } }`
    const { data } = await bench.ask(document, { within: '433101000000' }, bench.principal('4331', 'core.read'))
    expect(data).toEqual({ calendars: [{ id: 'hunan' }, { id: 'xiangxi' }] })
  })
})
