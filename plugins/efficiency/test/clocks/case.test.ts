import { type CaseRecord, DEFAULT_PACK, loadNationalDays, makeCalendar } from '@zhikong/core'
import { describe, expect, it } from 'vitest'
import { caseClock } from '../../src/clocks/case.ts'

const { exceptions, publishedUntil } = loadNationalDays()
const calendar = makeCalendar({ id: 'hunan', version: 1, publishedUntil, exceptions })
const local = (text: string): Date => new Date(`${text}+08:00`)

const record = (facts: Partial<CaseRecord>): CaseRecord => ({
  areaCode: 430102,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000000',
  scopeKey: 1,
  regionId: 1,
  hallId: 1,
  windowId: null,
  organisationId: null,
  matterId: 1,
  source: 'test',
  externalId: 'C1',
  channel: null,
  state: 'ACCEPTED',
  submittedAt: null,
  acceptedAt: local('2018-10-15T10:00:00'),
  acceptedRecordedAt: null,
  endedAt: null,
  deemedAt: null,
  parentExternalId: null,
  supplementDueAt: null,
  supplementedAt: null,
  extensionDays: 0,
  upperUnits: null,
  promisedAmount: 7,
  promisedUnit: 'WORKING_DAY',
  statutoryAmount: 10,
  statutoryUnit: 'WORKING_DAY',
  givenDueAt: null,
  calendarId: 'hunan',
  dueCalendar: null,
  dueW: null,
  statutoryDueCalendar: null,
  statutoryDueW: null,
  provisional: false,
  handlingUnits: null,
  overdueAt: null,
  statutoryOverdueAt: null,
  closedLate: null,
  closedStatutoryLate: null,
  yellowAt: null,
  redAt: null,
  cardLevel: null,
  flags: '',
  lastEventAt: local('2018-10-15T10:00:00'),
  updatedAt: local('2018-10-15T10:00:00'),
  ...facts,
})

const cardsOf = (facts: Partial<CaseRecord>) =>
  caseClock
    .cards({ record: record(facts), events: [], suspensions: [], calendar, pack: DEFAULT_PACK })
    .map(({ level, at }) => [level, at.toISOString()])

describe('the case clock (6.4-b)', () => {
  it('warns two counted days before the promise, then gives yellow, then red by civil law', () => {
    expect(cardsOf({})).toEqual([
      ['WARNING', local('2018-10-19T10:00:01').toISOString()],
      ['YELLOW', local('2018-10-24T10:00:01').toISOString()],
      ['RED', local('2018-10-30T09:00:01').toISOString()],
    ])
  })

  it('gives an immediate case its yellow card at the close of business', () => {
    const [first] = cardsOf({ promisedAmount: 0 })
    expect(first).toEqual(['YELLOW', local('2018-10-15T17:00:01').toISOString()])
  })

  it('goes by a given due instant, to the second', () => {
    const cards = cardsOf({
      promisedAmount: null,
      promisedUnit: null,
      statutoryAmount: null,
      statutoryUnit: null,
      givenDueAt: local('2018-10-22T10:00:00'),
    })
    expect(cards).toEqual([
      ['WARNING', local('2018-10-17T10:00:01').toISOString()],
      ['YELLOW', local('2018-10-22T10:00:01').toISOString()],
    ])
  })

  it('gives no red card without a statutory limit', () => {
    expect(cardsOf({ statutoryAmount: null, statutoryUnit: null }).map(([level]) => level)).toEqual([
      'WARNING',
      'YELLOW',
    ])
  })

  it('gives a closed case no warning, yet its late yellow card', () => {
    expect(cardsOf({ state: 'CLOSED', endedAt: local('2018-10-25T10:00:00') })).toEqual([
      ['YELLOW', local('2018-10-24T10:00:01').toISOString()],
    ])
  })

  it('does not run before acceptance', () => {
    expect(cardsOf({ acceptedAt: null })).toEqual([])
  })
})
