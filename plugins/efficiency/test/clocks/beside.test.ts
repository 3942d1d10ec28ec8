import { type CaseLife, type CaseRecord } from '@zhikong/core'
import { describe, expect, it } from 'vitest'
import { deliveryClock, licenceClock } from '../../src/clocks/after-decision.ts'
import { preAcceptanceClock } from '../../src/clocks/pre-acceptance.ts'
import { specialProcedureClock } from '../../src/clocks/special-procedure.ts'
import { supplementClock } from '../../src/clocks/supplement.ts'
import { endShown, happened, life, local, shown } from './life-kit.ts'

describe('6.4-b: the clock of special procedures, seven days approved from 2018-10-15 10:00', () => {
  const begun: CaseLife['suspensions'][number] = {
    procedure: 'S1',
    from: local('2018-10-15T10:00:00'),
    to: null,
    endedAt: null,
    approvedDays: 7,
    noticed: true,
    reason: 'TEST',
  }
  const of = (procedure: Partial<typeof begun> = {}, facts: Partial<CaseRecord> = {}) =>
    life(facts, { suspensions: [{ ...begun, ...procedure }] })
  const ALL = ['WARNING 2018-10-19 10:00:01', 'YELLOW 2018-10-24 10:00:01', 'RED 2018-10-25 10:00:01']

  it('shows its cards one second after 10-19, 10-24 and 10-25', () => {
    expect(shown(specialProcedureClock, of())).toEqual(ALL)
    expect(endShown(specialProcedureClock, of())).toBeNull()
  })

  it('runs on when the case closed and the procedure was left open', () => {
    const left = of({ to: local('2018-10-18T10:00:00') }, { state: 'CLOSED', endedAt: local('2018-10-18T10:00:00') })
    expect(shown(specialProcedureClock, left)).toEqual(ALL)
    expect(endShown(specialProcedureClock, left)).toBeNull()
  })

  it.each(['VOIDED', 'RETURNED', 'WITHDRAWN'] as const)('has no card when the case was %s first', (state) => {
    const ended = of({}, { state, endedAt: local('2018-10-19T10:00:00') })
    expect(shown(specialProcedureClock, ended)).toEqual([])
    expect(endShown(specialProcedureClock, ended)).toBe('2018-10-19 10:00:00')
  })

  it('keeps a card that was due before it was resumed', () => {
    expect(shown(specialProcedureClock, of({ endedAt: local('2018-10-24T10:00:01') }))).toEqual([
      'YELLOW 2018-10-24 10:00:01',
    ])
  })

  it('does not run for one without notice, ground or approved days', () => {
    for (const fault of [{ noticed: false }, { reason: '' }, { approvedDays: null }]) {
      expect(shown(specialProcedureClock, of(fault))).toEqual([])
    }
  })

  it('of two procedures shows the cards in order of time: that of the second is the next round, should the first be revoked', () => {
    const first = { ...begun, from: local('2018-10-12T10:00:00'), approvedDays: 3 }
    const two = life({}, { suspensions: [begun, first] })
    expect(shown(specialProcedureClock, two).filter((card) => card.startsWith('YELLOW'))).toEqual([
      'YELLOW 2018-10-17 10:00:01',
      'YELLOW 2018-10-24 10:00:01',
    ])
  })

  it('is drawn for each procedure, with the second at which it is over its approved days, also when it ended in time', () => {
    const inTime = { ...begun, from: local('2018-10-12T10:00:00'), endedAt: local('2018-10-16T10:00:00') }
    const stretches = specialProcedureClock.stretches?.(life({}, { suspensions: [inTime, begun] }))
    expect(stretches).toEqual([
      { start: inTime.from, end: inTime.endedAt, overAt: local('2018-10-23T10:00:01') },
      { start: begun.from, end: null, overAt: local('2018-10-24T10:00:01') },
    ])
  })
})

describe('6.4-b: the clock of online pre-acceptance from 2018-10-15 10:00', () => {
  const online = happened('SUBMITTED', '2018-10-15T10:00:00', { online: true })
  const of = (...events: CaseLife['events'][number][]) => life({ acceptedAt: null }, { events: [online, ...events] })

  it('shows its cards one second after 10-17, 10-22 and 10-24', () => {
    expect(shown(preAcceptanceClock, of())).toEqual([
      'WARNING 2018-10-17 10:00:01',
      'YELLOW 2018-10-22 10:00:01',
      'RED 2018-10-24 10:00:01',
    ])
  })

  it('does not run for what was handed in at a window', () => {
    const events = [happened('SUBMITTED', '2018-10-15T10:00:00')]
    expect(shown(preAcceptanceClock, life({ acceptedAt: null }, { events }))).toEqual([])
  })

  it('ends with the answer of the hall, not with a deemed acceptance', () => {
    const accepted = of(happened('ACCEPTED', '2018-10-17T10:00:00'))
    expect(shown(preAcceptanceClock, accepted)).toEqual([])
    expect(endShown(preAcceptanceClock, accepted)).toBe('2018-10-17 10:00:00')
    const deemed = life({ deemedAt: local('2018-10-22T10:00:01') }, { events: [online] })
    expect(shown(preAcceptanceClock, deemed)).toContain('RED 2018-10-24 10:00:01')
  })

  it('runs again from the answer to a correction', () => {
    const again = of(
      happened('CORRECTION_REQUESTED', '2018-10-16T10:00:00'),
      happened('CORRECTION_ANSWERED', '2018-10-18T10:00:00'),
    )
    expect(shown(preAcceptanceClock, again)[0]).toBe('WARNING 2018-10-22 10:00:01')
  })
})

describe('6.4-b: what follows a decision of 2018-10-15 10:00', () => {
  const after = (payload: CaseLife['events'][number]['payload'], ...events: CaseLife['events'][number][]) =>
    life(
      { state: 'CLOSED', acceptedAt: local('2018-10-12T10:00:00'), endedAt: local('2018-10-15T10:00:00') },
      { events: [happened('CLOSED', '2018-10-15T10:00:00', payload), ...events] },
    )

  it('an electronic licence is late one second after 10-18', () => {
    expect(shown(licenceClock, after({ licenceFollows: true }))).toEqual(['YELLOW 2018-10-18 10:00:01'])
  })

  it('a delivery (art. 44) is warned of one second after 10-24 and late one second after 10-29', () => {
    expect(shown(deliveryClock, after({ deliveryFollows: true }))).toEqual([
      'WARNING 2018-10-24 10:00:01',
      'YELLOW 2018-10-29 10:00:01',
    ])
  })

  it('ends when it is done: in time without a card, late with one', () => {
    const done = (when: string) => after({ deliveryFollows: true }, happened('DELIVERED', when))
    expect(shown(deliveryClock, done('2018-10-29T10:00:00'))).toEqual([])
    expect(shown(deliveryClock, done('2018-10-29T10:00:01'))).toEqual(['YELLOW 2018-10-29 10:00:01'])
    expect(endShown(deliveryClock, done('2018-10-22T10:00:00'))).toBe('2018-10-22 10:00:00')
    expect(
      shown(licenceClock, after({ licenceFollows: true }, happened('LICENCE_ISSUED', '2018-10-18T10:00:00'))),
    ).toEqual([])
  })

  it('where nothing follows nothing runs, and its clock ends with the case', () => {
    expect(shown(licenceClock, after({}))).toEqual([])
    expect(endShown(licenceClock, after({}))).toBe('2018-10-15 10:00:00')
  })

  it('a case that was voided has nothing to deliver', () => {
    const voided = { ...after({ deliveryFollows: true }), record: { ...after({}).record, state: 'VOIDED' as const } }
    expect(shown(deliveryClock, voided)).toEqual([])
  })
})

describe('6.4-b: the clock of supplements (容缺受理), due 2018-10-22 10:00', () => {
  const DUE = { supplementDueAt: local('2018-10-22T10:00:00') }

  it('warns one second after 10-17 and is late one second after it was due', () => {
    expect(shown(supplementClock, life(DUE))).toEqual(['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-22 10:00:01'])
  })

  it('ends with the receipt of what was missing', () => {
    expect(shown(supplementClock, life({ ...DUE, supplementedAt: local('2018-10-17T10:00:00') }))).toEqual([])
    const late = life({ ...DUE, supplementedAt: local('2018-10-23T10:00:00') })
    expect(shown(supplementClock, late)).toEqual(['YELLOW 2018-10-22 10:00:01'])
  })

  it('runs on after a decision, not after a withdrawal', () => {
    const ended = (state: 'CLOSED' | 'WITHDRAWN') => life({ ...DUE, state, endedAt: local('2018-10-16T10:00:00') })
    expect(shown(supplementClock, ended('CLOSED'))).toHaveLength(2)
    expect(shown(supplementClock, ended('WITHDRAWN'))).toEqual([])
  })
})
