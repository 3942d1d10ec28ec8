import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseOpening } from '../../src/registers/opening-hours.ts'
import { openCalendarBench, type CalendarBench } from '../clock/administration/calendar-kit.ts'
import { at } from '../clock/fixtures.ts'

describe('opening hours of a hall', () => {
  test('are days of the week, then spans', () => {
    const [morning, afternoon] = [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ]
    expect(parseOpening('1-2 09:00-12:00 13:00-17:00; 6 09:00-12:00')).toEqual([
      { weekday: 1, spans: [morning, afternoon] },
      { weekday: 2, spans: [morning, afternoon] },
      { weekday: 6, spans: [morning] },
    ])
  })
  test.each([
    '',
    '1-5',
    '8 09:00-12:00',
    '5-1 09:00-12:00',
    '1 12:00-09:00',
    '1 09:00-12:00 11:00-13:00',
    '1-5 09:00-12:00; 5 13:00-17:00',
    '1 9-12',
    'x'.repeat(500),
  ])('that cannot be read are refused (%#)', (text) => expect(parseOpening(text)).toBeNull())
})

describe('a hall that opens on Saturday', () => {
  let bench: CalendarBench
  beforeAll(async () => {
    bench = await openCalendarBench('2026-11-02 09:00')
  })
  afterAll(() => bench.end())

  const SAVE = `mutation ($input: SaveHallInput!) { saveHall(input: $input) {
    ... on SaveHallPayload { hall { openings { weekday spans } } } ... on InputError { code path } } }`
  const save = async (input: object) => {
    const { data } = await bench.ask(SAVE, { input }, bench.principal('43', 'core.administer'))
    return (data as { saveHall: object }).saveHall
  }
  const dueOf = (externalId: string) =>
    bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.case')
        .select(['dueW', 'statutoryDueW'])
        .where('externalId', '=', externalId)
        .executeTakeFirst(),
    )

  test('says so, and moves no limit', async () => {
    await bench.accept('before', '2026-11-06 10:00')
    expect(await save({ code: 'KF', hours: '1-5 09:00-17:00; 6 09:00-12:00' })).toMatchObject({
      hall: {
        openings: [{}, {}, {}, {}, { weekday: 5, spans: ['09:00–17:00'] }, { weekday: 6, spans: ['09:00–12:00'] }],
      },
    })
    await bench.registers.snapshot(true)
    await bench.accept('after', '2026-11-06 10:00')
    expect(await dueOf('after')).toEqual(await dueOf('before'))
    expect(bench.registers.current().index.hallByCode.get('KF')?.hours).toBe('1-5 09:00-17:00; 6 09:00-12:00')
    bench.setNow(at('2026-11-06 11:00'))
  })
  test('is refused hours that cannot be', async () => {
    expect(await save({ code: 'KF', hours: '6 12:00-09:00' })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['input', 'hours'],
    })
  })
})
