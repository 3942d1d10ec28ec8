import { type CaseRecord, DEFAULT_PACK } from '@zhikong/core'
import { describe, expect, it } from 'vitest'
import { caseClock } from '../../src/clocks/case.ts'
import { calendar, life, local, record, shown } from './life-kit.ts'

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

  it('moves red by an extension, warning and yellow not', () => {
    expect(shown(caseClock, life({ extensionDays: 10 }))).toEqual([
      'WARNING 2018-10-19 10:00:01',
      'YELLOW 2018-10-24 10:00:01',
      'RED 2018-11-12 10:00:01',
    ])
  })
})
