import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catchUpCalendars } from '../../../src/clock/administration/catch-up/catch-up.ts'
import { startSubjects, type SubjectsKit } from '../../alerts/subjects/subjects-kit.ts'
import { at } from '../fixtures.ts'
import { PROVINCE } from './calendar-kit.ts'

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
})
beforeEach(() => kit.clear())
afterAll(() => kit.end())

const SAVE = `mutation ($input: SaveCalendarInput!) { saveCalendar(input: $input) {
  ... on SaveCalendarPayload { outcome { calendar { version } } } ... on InputError { message } } }`

let version = 1
/** Makes a day of the province one off, as of an instant. */
const makeOff = async (date: string, when: string, other: object = {}): Promise<void> => {
  kit.setNow(at(when))
  const input = { region: PROVINCE, expectedVersion: version, days: [{ date, kind: 'OFF' }], ...other }
  const { data } = await kit.ask(SAVE, { input }, kit.principal('43', 'core.administer', 'core.read'))
  version += 1
  expect(data).toEqual({ saveCalendar: { outcome: { calendar: { version } } } })
}

/** The job's turns until nothing is left, by the calendars of now, each followed by a look of the engine. */
const catchUp = async (when: string, batch?: number): Promise<readonly number[]> => {
  const engine = await kit.openEngine(true)
  const woken: number[] = []
  for (let n = 1; n > 0;) {
    n = await kit.database.withScope({ mode: 'engine' }, (trx) => catchUpCalendars(trx, engine, at(when), batch))
    if (n > 0) woken.push(n)
  }
  await kit.pass(when)
  return woken
}

const noticed = { limit: { amount: 2, unit: 'WORKING_DAY' } } as const

describe('6.4: clocks of records when a version of their calendar moves what is to come', () => {
  test('what does not move by itself is worked out again: due at a close of business, it is due at the next one', async () => {
    const id = await kit.start({ clock: 'complaint', due: '2018-10-22' })
    await kit.pass('2018-10-15 12:00')
    await makeOff('2018-10-22', '2018-10-15 13:00')
    expect(await catchUp('2018-10-15 13:01')).toEqual([1])
    const yellow = async () => (await kit.cards(id)).filter((card) => card.startsWith('YELLOW'))
    await kit.pass('2018-10-22 17:00:01')
    expect(await yellow()).toEqual([])
    await kit.pass('2018-10-23 17:00:01')
    expect(await yellow()).toEqual(['YELLOW 2018-10-23 17:00:01 ISSUED'])
  })

  test('batch by batch, none twice, closed ones never', async () => {
    for (let n = 0; n < 5; n++) await kit.start({ clock: 'complaint', due: '2018-11-05' })
    const closed = await kit.start({ clock: 'complaint', due: '2018-11-05' })
    await kit.pass('2018-10-15 12:00')
    await kit.change((trx, clocks) => clocks.close(trx, { clock: 'complaint', id: closed }, at('2018-10-15 12:01')))
    await kit.pass('2018-10-15 12:02')
    const before = await kit.rowOf(closed)
    await makeOff('2018-11-05', '2018-10-15 14:00')
    expect(await catchUp('2018-10-15 14:01', 2)).toEqual([2, 2, 1])
    expect(await catchUp('2018-10-15 14:02')).toEqual([])
    expect(await kit.rowOf(closed)).toEqual(before)
  })

  test('what was issued stays when a day that has passed is corrected, and what is to come moves', async () => {
    const id = await kit.start({ clock: 'disclosure', ...noticed })
    await kit.pass('2018-10-17 10:00:01')
    const issued = ['WARNING 2018-10-16 10:00:01 ISSUED', 'YELLOW 2018-10-17 10:00:01 ISSUED']
    expect(await kit.cards(id)).toEqual(issued)
    await makeOff('2018-10-16', '2018-10-17 11:00', { correction: '通知有误' })
    await catchUp('2018-10-17 11:01')
    await kit.pass('2018-10-18 09:00:01')
    expect(await kit.cards(id), 'its red card was due then').toEqual(issued)
    await kit.pass('2018-10-19 09:00:01')
    expect(await kit.cards(id)).toEqual([...issued, 'RED 2018-10-19 09:00:01 ISSUED'])
  })

  test('one that another process looks at by a calendar of before is found afterwards', async () => {
    const id = await kit.start({ clock: 'complaint', due: '2018-11-12' })
    const before = await kit.openEngine()
    await makeOff('2018-11-12', '2018-10-15 15:00')
    await kit.openEngine(true)
    const [row, { calendars }] = [await kit.rowOf(id), before]
    expect(row.continuousThreshold, 'it waits for its first look').toBe(0)
    await kit.passBy(before, '2018-10-15 15:01')
    expect((await kit.rowOf(id)).calendarRevision).toBe(calendars.revision)
    expect(await catchUp('2018-10-15 15:02')).toEqual([1])
    expect((await kit.rowOf(id)).calendarRevision).toBeGreaterThan(calendars.revision)
  })
})
