import { describe, expect, test } from 'vitest'
import { deriveCase } from '../../src/cases/derive.ts'
import type { CaseEvent } from '../../src/cases/event.ts'
import type { StartPolicy } from '../../src/clock/index.ts'
import { at, national, nationalDays } from '../clock/fixtures.ts'
import { makeCalendar } from '../../src/clock/index.ts'
import { accepted, cards, happened as it, identity, P7S10 } from './law-kit.ts'
import { engineOf, testClock } from './test-clock.ts'

const derive = (events: readonly CaseEvent[], now: string, policy?: StartPolicy) =>
  deriveCase(identity, events, national, engineOf(testClock(policy)), at(now))

describe('6.4-b: the clock of a case, promised 7 and statutory 10 from Monday 2018-10-15 10:00', () => {
  test('comes to its cards one second after 10-19, 10-24 and 10-29 10:00', () => {
    const open = derive([accepted()], '2018-10-15 11:00', 'INSTANT')
    expect(cards(open)).toEqual([
      'WARNING 2018-10-19 10:00:01',
      'YELLOW 2018-10-24 10:00:01',
      'RED 2018-10-29 10:00:01',
    ])
    expect(open.reached).toEqual([])
    expect(open.record).toMatchObject({ state: 'ACCEPTED', cardLevel: null, provisional: false, overdueAt: null })
  })

  test('expires by law at a close of business when red counts from the next day (the default)', () => {
    expect(cards(derive([accepted()], '2018-10-15 11:00'))).toEqual([
      'WARNING 2018-10-19 10:00:01',
      'YELLOW 2018-10-24 10:00:01',
      'RED 2018-10-30 09:00:01',
    ])
  })

  test('three suspended days shift all three', () => {
    const suspended = it('SUSPENDED', '2018-10-16 10:00', { approvedDays: 3, noticed: true, reason: 'HEARING' })
    const events = [accepted(), suspended, it('RESUMED', '2018-10-19 10:00')]
    expect(cards(derive(events, '2018-10-19 11:00', 'INSTANT'))).toEqual([
      'WARNING 2018-10-24 10:00:01',
      'YELLOW 2018-10-29 10:00:01',
      'RED 2018-11-01 10:00:01',
    ])
  })

  test('cuts each suspension at its cap, drops one without notice, unites the rest', () => {
    const suspensions = [
      it('SUSPENDED', '2018-10-16 10:00', { approvedDays: 2, noticed: true, reason: 'HEARING' }),
      it('SUSPENDED', '2018-10-17 10:00', {
        until: at('2018-10-19 10:00').toISOString(),
        noticed: true,
        ground: 'TEST',
      }),
      it('RESUMED', '2018-10-22 10:00'),
      it('SUSPENDED', '2018-10-22 10:00:30', { noticed: false, ground: 'TENDER' }),
      it('RESUMED', '2018-10-24 10:00'),
    ]
    const derived = derive([accepted(), ...suspensions], '2018-10-24 11:00', 'INSTANT')
    expect(cards(derived)).toEqual([
      'WARNING 2018-10-24 10:00:01',
      'YELLOW 2018-10-29 10:00:01',
      'RED 2018-11-01 10:00:01',
    ])
    expect(derived.record.flags).toBe('SUSPENDED_WITHOUT_NOTICE')
  })

  test('shows the highest live card, and no warning once it is closed', () => {
    expect(derive([accepted()], '2018-10-19 10:00', 'INSTANT').record.cardLevel).toBe(null)
    expect(derive([accepted()], '2018-10-19 10:00:01', 'INSTANT').record.cardLevel).toBe('WARNING')
    expect(derive([accepted()], '2018-10-24 10:00:01', 'INSTANT').record.cardLevel).toBe('YELLOW')
    expect(derive([accepted()], '2018-10-29 10:00:01', 'INSTANT').record.cardLevel).toBe('RED')
    const closed = derive([accepted(), it('CLOSED', '2018-10-22 10:00')], '2018-12-01 10:00', 'INSTANT')
    expect(closed.record).toMatchObject({ cardLevel: null, yellowAt: null, closedLate: false })
  })
})

describe('6.4-a: on time or late', () => {
  const closedAt = (when: string) => derive([accepted(), it('CLOSED', when)], '2018-12-01 10:00').record

  test('is decided to the second, against the promised and the statutory limit', () => {
    expect(closedAt('2018-10-24 10:00:00')).toMatchObject({
      closedLate: false,
      closedStatutoryLate: false,
      overdueAt: null,
    })
    expect(closedAt('2018-10-24 10:00:01')).toMatchObject({
      closedLate: true,
      closedStatutoryLate: false,
      overdueAt: at('2018-10-24 10:00'),
    })
    expect(closedAt('2018-10-29 17:00:00')).toMatchObject({ closedLate: true, closedStatutoryLate: false })
    expect(closedAt('2018-10-30 09:00:01')).toMatchObject({ closedLate: true, closedStatutoryLate: true })
  })

  test('late and then withdrawn is no closing, and stays late', () => {
    const events = [accepted(), it('WITHDRAWN', '2018-10-25 10:00')]
    expect(derive(events, '2018-12-01 10:00').record).toMatchObject({
      state: 'WITHDRAWN',
      closedLate: null,
      overdueAt: at('2018-10-24 10:00'),
      statutoryOverdueAt: null,
    })
  })

  test('knows a case open and overdue by now', () => {
    expect(derive([accepted()], '2018-10-24 10:00').record.overdueAt).toBe(null)
    expect(derive([accepted()], '2018-10-24 10:00:01').record.overdueAt).toEqual(at('2018-10-24 10:00'))
  })

  test('a given due instant takes the place of the promised limit', () => {
    const limits = { promised: null, statutory: null, dueAt: at('2018-10-17 12:30').toISOString() }
    const events = [accepted('2018-10-15 10:00', { limits }), it('CLOSED', '2018-10-17 12:30:01')]
    const { record } = derive(events, '2018-12-01 10:00')
    expect(record).toMatchObject({ closedLate: true, closedStatutoryLate: null, dueCalendar: 'continuous' })
    expect(record.flags).toBe('NO_STATUTORY_LIMIT')
  })

  test('a limit in hours runs through the night', () => {
    const limits = { promised: { amount: 4, unit: 'HOUR' }, statutory: null, dueAt: null } as const
    const at4 = (close: string) =>
      derive([accepted('2018-10-15 16:00', { limits }), it('CLOSED', close)], '2018-12-01 10:00').record
    expect(at4('2018-10-15 20:00').closedLate).toBe(false)
    expect(at4('2018-10-15 20:00:01').closedLate).toBe(true)
  })
})

describe('a history that deserves a second look', () => {
  test('a closing dated before its acceptance is taken and flagged', () => {
    const { record } = derive([accepted(), it('CLOSED', '2018-10-12 10:00')], '2018-12-01 10:00')
    expect(record).toMatchObject({ state: 'CLOSED', closedLate: false, handlingUnits: 0 })
    expect(record.flags.split(',')).toContain('CLOSED_BEFORE_ACCEPTED')
  })

  test('a correction asked after acceptance is flagged', () => {
    const events = [it('SUBMITTED', '2018-10-15 09:00'), accepted(), it('CORRECTION_REQUESTED', '2018-10-16 09:00')]
    expect(derive(events, '2018-10-16 10:00').record.flags).toBe('CORRECTION_AFTER_ACCEPTANCE')
  })

  test('a suspension dated after the end changes nothing of how it ended', () => {
    const closed = [accepted(), it('CLOSED', '2018-10-16 10:00')]
    const late = it('SUSPENDED', '2018-10-17 10:00', { noticed: true, ground: 'AUCTION' })
    const { record } = derive([...closed, late], '2018-12-01 10:00')
    expect(record).toMatchObject({ state: 'CLOSED', closedLate: false, flags: 'EVENT_AFTER_END' })
    expect(record.handlingUnits).toBe(derive(closed, '2018-12-01 10:00').record.handlingUnits)
  })

  test('an organisation that an event names outweighs that of the matter', () => {
    const events = [
      it('ACCEPTED', '2018-10-15 10:00', { organisationId: 2, limits: P7S10 }),
      it('STEP', '2018-10-16 10:00', { matterOrganisationId: 1 }),
    ]
    expect(derive(events, '2018-10-16 11:00').record.organisationId).toBe(2)
    expect(
      derive([it('STEP', '2018-10-16 10:00', { matterOrganisationId: 1 })], '2018-10-16 11:00').record.organisationId,
    ).toBe(1)
  })

  test('days that no notice has published make an open case provisional, a closed one not', () => {
    const short = makeCalendar({
      id: 'national',
      version: 1,
      exceptions: nationalDays.exceptions,
      publishedUntil: '2018-10-20',
    })
    const of = (events: readonly CaseEvent[]) =>
      deriveCase(identity, events, short, engineOf(testClock()), at('2018-10-15 12:00'))
    expect(of([accepted()]).record.provisional).toBe(true)
    expect(of([accepted()]).ahead.map((card) => card.provisional)).toEqual([false, true, true])
    expect(of([accepted(), it('CLOSED', '2018-10-15 11:00')]).record.provisional).toBe(false)
  })
})

test('6.4-a: the cards of a clock that runs beside the case make no yellow or red case', () => {
  const own = testClock('INSTANT')
  const beside = { ...own, code: 'beside', endOf: () => null }
  const of = (...clocks: readonly (typeof own)[]) =>
    deriveCase(identity, [accepted()], national, engineOf(...clocks), at('2018-10-30 10:00'))
  const late = of({ ...own, cards: () => [] }, beside)
  expect(late.reached.map(({ clock, level }) => `${clock.code} ${level}`)).toEqual([
    'beside WARNING',
    'beside YELLOW',
    'beside RED',
  ])
  expect(late.record).toMatchObject({ yellowAt: null, redAt: null, cardLevel: null })
  expect(of(own, beside).record).toMatchObject({ yellowAt: at('2018-10-24 10:00:01'), cardLevel: 'RED' })
})
