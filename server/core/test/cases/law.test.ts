import { describe, expect, test } from 'vitest'
import type { EventPayload } from '../../src/cases/event.ts'
import { DAY_UNITS } from '../../src/clock/index.ts'
import { days, local } from '../clock/fixtures.ts'
import { accepted, cards, derive, happened, P7S10 } from './law-kit.ts'

const flags = (derived: ReturnType<typeof derive>) => derived.record.flags.split(',')

describe('6.4-b: special procedures (licensing law art. 45)', () => {
  const A = happened('SUSPENDED', '2018-10-16 10:00', { ground: 'HEARING', approvedDays: 2, noticed: true })
  const B = happened('SUSPENDED', '2018-10-17 10:00', { ground: 'EXPERT_REVIEW', noticed: true })
  const C = happened('SUSPENDED', '2018-10-22 10:00', { ground: 'TEST', approvedDays: 2 })
  const ends = [
    happened('RESUMED', '2018-10-19 10:00', { resumes: B.eventKey }),
    happened('RESUMED', '2018-10-22 10:00', { resumes: A.eventKey }),
    happened('RESUMED', '2018-10-24 10:00', { resumes: C.eventKey }),
  ]

  test('A cut at two days, B whole, C without notice: 10-24, 10-29, 11-01', () => {
    const derived = derive([accepted(), A, B, C, ...ends], '2018-10-24 11:00')
    expect(cards(derived)).toEqual([
      'WARNING 2018-10-24 10:00:01',
      'YELLOW 2018-10-29 10:00:01',
      'RED 2018-11-01 10:00:01',
    ])
    expect(flags(derived)).toEqual(['SUSPENDED_WITHOUT_NOTICE'])
  })

  test('a resumption ends the one it names, and without a name all that are open', () => {
    const named = derive([accepted(), A, B, ...ends.slice(0, 1)], '2018-10-19 11:00')
    expect(named.suspensions.map(({ to }) => to && local(to))).toEqual([null, '2018-10-19 10:00:00'])
    expect(named.record.state).toBe('SUSPENDED')
    const all = derive([accepted(), A, B, happened('RESUMED', '2018-10-19 10:00')], '2018-10-19 11:00')
    expect(all.suspensions.map(({ to }) => to && local(to))).toEqual(['2018-10-19 10:00:00', '2018-10-19 10:00:00'])
    expect(all.record.state).toBe('ACCEPTED')
  })

  const stops = (payload: EventPayload) => {
    const begun = happened('SUSPENDED', '2018-10-16 10:00', { approvedDays: 3, noticed: true, ...payload })
    const derived = derive([accepted(), begun], '2018-10-16 11:00')
    return { warning: cards(derived)[0], flags: derived.record.flags }
  }
  const SHIFTED = { warning: 'WARNING 2018-10-24 10:00:01', flags: '' }
  const RUNS_ON = { warning: 'WARNING 2018-10-19 10:00:01', flags: 'SUSPENDED_WITHOUT_GROUND' }

  test.each<readonly [string, EventPayload, object]>([
    ['one of the eight stops the clock', { ground: 'QUARANTINE' }, SHIFTED],
    ['one named by its reason does', { reason: '委托检验检测机构检验' }, SHIFTED],
    ['another with a cited law does', { ground: 'OTHER_BY_LAW', law: '食品安全法 第三十五条' }, SHIFTED],
    ['another without a law does not', { ground: 'OTHER_BY_LAW' }, RUNS_ON],
    ['a reason that is no ground does not', { reason: '领导出差' }, RUNS_ON],
    ['none at all does not', {}, RUNS_ON],
  ])('%s', (_name, payload, expected) => {
    expect(stops(payload)).toEqual(expected)
  })
})

describe('6.4-b: extension (licensing law art. 42)', () => {
  const TOLD: EventPayload = { extensionDays: 10, approver: '局长办公会', reason: '案情复杂', noticed: true }
  const extended = (when: string, payload: EventPayload = {}) => happened('EXTENDED', when, { ...TOLD, ...payload })
  const of = (...events: readonly ReturnType<typeof happened>[]) => derive([accepted(), ...events], '2018-11-20 10:00')

  test('moves the statutory limit and leaves the promise: not kept stays not kept', () => {
    const derived = of(extended('2018-10-26 10:00'), happened('CLOSED', '2018-11-02 10:00'))
    expect(derived.record).toMatchObject({ extensionDays: 10, closedLate: true, closedStatutoryLate: false })
    expect(cards(derived)).toEqual(['YELLOW 2018-10-24 10:00:01'])
    expect(cards(of(extended('2018-10-26 10:00')))).toContain('RED 2018-11-12 10:00:01')
  })

  test.each<readonly [string, EventPayload]>([
    ['not told', { noticed: false }],
    ['without an approver', { approver: '' }],
    ['without a reason', { reason: '' }],
  ])('%s it has no effect and is flagged', (_name, payload) => {
    const derived = of(extended('2018-10-26 10:00', payload))
    expect(derived.record.extensionDays).toBe(0)
    expect(flags(derived)).toEqual(['EXTENDED_WITHOUT_EFFECT'])
  })

  test('told at the close of the last day it counts, one second into the next working time it does not', () => {
    expect(of(extended('2018-10-29 17:00')).record.extensionDays).toBe(10)
    const late = of(extended('2018-10-30 09:00:01'))
    expect(late.record).toMatchObject({ extensionDays: 0, flags: 'EXTENDED_WITHOUT_EFFECT' })
  })

  test('is cut at ten days, of a joint case at fifteen, several together', () => {
    expect(of(extended('2018-10-26 10:00', { extensionDays: 12 })).record).toMatchObject({
      extensionDays: 10,
      flags: 'EXTENDED_ABOVE_CAP',
    })
    const joint = { extensionBasis: 'JOINT', extensionDays: 15 } as const
    expect(of(extended('2018-10-26 10:00', joint)).record).toMatchObject({ extensionDays: 15, flags: '' })
    const twice = of(extended('2018-10-25 10:00', { extensionDays: 6 }), extended('2018-10-26 10:00'))
    expect(twice.record).toMatchObject({ extensionDays: 10, flags: 'EXTENDED_ABOVE_CAP' })
  })

  test('a case without a statutory limit has nothing to extend', () => {
    const open = accepted('2018-10-15 10:00', { limits: { ...P7S10, statutory: null } })
    const derived = derive([open, extended('2018-10-26 10:00')], '2018-11-20 10:00')
    expect(derived.record.extensionDays).toBe(0)
    expect(flags(derived)).toContain('EXTENDED_WITHOUT_EFFECT')
  })
})

describe('6.4-b: correction and deemed acceptance (licensing law art. 32)', () => {
  const received = happened('SUBMITTED', '2026-09-14 10:00', { limits: P7S10 })
  const asked = (when: string) => happened('CORRECTION_REQUESTED', when)

  test('nobody answers: accepted at 2026-09-20 10:00:01, a make-up Sunday, as of the receipt', () => {
    const before = derive([received], '2026-09-20 10:00:00')
    expect(before.record).toMatchObject({ state: 'SUBMITTED', acceptedAt: null, deemedAt: null })
    expect(before.awaits?.dueAt && local(before.awaits.dueAt)).toBe('2026-09-20 10:00:00')
    const { record, awaits } = derive([received], '2026-09-20 10:00:01')
    expect(record.acceptedAt && local(record.acceptedAt)).toBe('2026-09-14 10:00:00')
    expect(record.deemedAt && local(record.deemedAt)).toBe('2026-09-20 10:00:01')
    expect(record).toMatchObject({
      state: 'ACCEPTED',
      promisedAmount: 7,
      statutoryAmount: 10,
      flags: 'DEEMED_ACCEPTED',
    })
    expect(awaits).toBeNull()
  })

  test('an acceptance, a return or a notice at the last second keeps it from being deemed; one second later does not', () => {
    const answer = (kind: 'ACCEPTED' | 'RETURNED' | 'CORRECTION_REQUESTED', when: string) =>
      derive([received, happened(kind, when)], '2026-09-25 10:00').record.deemedAt !== null
    for (const kind of ['ACCEPTED', 'RETURNED', 'CORRECTION_REQUESTED'] as const) {
      expect([kind, answer(kind, '2026-09-20 10:00:00')]).toEqual([kind, false])
      expect([kind, answer(kind, '2026-09-20 10:00:01')]).toEqual([kind, true])
    }
  })

  test('a hall that accepts too late does not set its clock back', () => {
    const derived = derive([received, accepted('2026-09-24 10:00')], '2026-09-24 11:00')
    expect(derived.record.acceptedAt && local(derived.record.acceptedAt)).toBe('2026-09-14 10:00:00')
    expect(derived.record.flags).toBe('DEEMED_ACCEPTED')
  })

  test('a notice after the deemed acceptance is a correction after acceptance', () => {
    expect(flags(derive([received, asked('2026-09-21 10:00')], '2026-09-21 11:00'))).toEqual([
      'DEEMED_ACCEPTED',
      'CORRECTION_AFTER_ACCEPTANCE',
    ])
  })

  test('after the answer to the one notice the five days run again; a second notice is flagged and stops nothing', () => {
    const events = [received, asked('2026-09-15 10:00'), happened('CORRECTION_ANSWERED', '2026-09-16 10:00')]
    expect(derive(events, '2026-09-22 10:00:00').record.deemedAt).toBeNull()
    const again = derive([...events, asked('2026-09-17 10:00')], '2026-09-22 10:00:01')
    expect(again.record.acceptedAt && local(again.record.acceptedAt)).toBe('2026-09-16 10:00:00')
    expect(flags(again)).toContain('SECOND_CORRECTION')
  })

  test('a case waits for the answer to its correction for as long as that takes', () => {
    const { record, awaits } = derive([received, asked('2026-09-15 10:00')], '2026-12-01 10:00')
    expect(record).toMatchObject({ state: 'CORRECTION', deemedAt: null })
    expect(awaits).toBeNull()
  })
})

describe('6.4-b: forwarded cases (licensing law art. 43)', () => {
  const up = (when: string) => happened('FORWARDED', when, { upperOrganisationId: 2 })
  const back = (when: string) => happened('FORWARD_RETURNED', when)

  test('time at the upper body is told apart and counts all the same', () => {
    const events = [accepted(), up('2018-10-16 10:00'), back('2018-10-18 10:00')]
    const closed = derive([...events, happened('CLOSED', '2018-10-19 10:00')], '2018-10-19 11:00')
    expect(closed.record).toMatchObject({ handlingUnits: 4 * DAY_UNITS, upperUnits: 2 * DAY_UNITS, flags: '' })
    expect(cards(derive(events, '2018-10-18 11:00'))[0]).toBe('WARNING 2018-10-19 10:00:01')
    expect(
      closed.forwardings.map(({ from, to, organisationId }) => [local(from), to && local(to), organisationId]),
    ).toEqual([['2018-10-16 10:00:00', '2018-10-18 10:00:00', 2]])
  })

  test('neither suspended time nor time after the end is time at the upper body', () => {
    const suspended = happened('SUSPENDED', '2018-10-17 10:00', { ground: 'TEST', noticed: true, approvedDays: 1 })
    const closed = happened('CLOSED', '2018-10-19 10:00')
    const { record } = derive([accepted(), up('2018-10-16 10:00'), suspended, closed], '2018-10-29 11:00')
    expect(record).toMatchObject({ handlingUnits: 3 * DAY_UNITS, upperUnits: 2 * DAY_UNITS })
  })

  test('sent up after more than twenty working days it is flagged', () => {
    const long = accepted('2018-10-15 10:00', { limits: { ...P7S10, statutory: days(45) } })
    expect(derive([long, up('2018-11-12 17:00')], '2018-11-13 10:00').record.flags).toBe('')
    expect(derive([long, up('2018-11-13 09:00:01')], '2018-11-13 10:00').record.flags).toBe('FORWARDED_LATE')
  })
})

describe('6.4-b: supplement and joint handling', () => {
  test('an acceptance that leaves something open starts the clock; deadline and receipt are told', () => {
    const due = new Date('2018-10-22T02:00:00Z')
    const events = [
      accepted('2018-10-15 10:00', { supplementDueAt: due.toISOString(), parent: 'JOINT-1' }),
      happened('SUPPLEMENTED', '2018-10-18 10:00'),
    ]
    const { record } = derive(events, '2018-10-18 11:00')
    expect(record).toMatchObject({ supplementDueAt: due, parentExternalId: 'JOINT-1', state: 'ACCEPTED' })
    expect(record.supplementedAt && local(record.supplementedAt)).toBe('2018-10-18 10:00:00')
  })
})
