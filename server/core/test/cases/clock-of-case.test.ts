import { describe, expect, test } from 'vitest'
import { deriveCase } from '../../src/cases/derive.ts'
import type { CaseEvent, EventPayload } from '../../src/cases/event.ts'
import { clockOf } from '../../src/cases/queries/clock-of-case.ts'
import type { CaseClock } from '../../src/cases/queries/clock-of-case.ts'
import type { CaseEventKind } from '../../src/cases/tables.ts'
import { at, days, local, national } from '../clock/fixtures.ts'
import { engineOf, testClock } from './test-clock.ts'

const identity = {
  areaCode: 430_105,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000001',
  scopeKey: 430_105_000_000 * 16,
  regionId: 3,
  hallId: 1,
  matterId: 1,
  source: 'test',
  externalId: 'A',
  calendarId: 'national',
} as const

const it = (kind: CaseEventKind, when: string, payload: EventPayload = {}): CaseEvent => ({
  eventKey: `${kind} ${when}`,
  kind,
  occurredAt: at(when),
  receivedAt: at(when),
  windowId: null,
  payload,
})
const accepted = it('ACCEPTED', '2018-10-15 10:00', {
  limits: { promised: days(7), statutory: days(10), dueAt: null },
})

type Raised = Parameters<typeof clockOf>[1]

const draw = (events: readonly CaseEvent[], now: string, raised: Raised = []): CaseClock => {
  const clock = clockOf(
    deriveCase(identity, events, national, engineOf(testClock('INSTANT')), at(now)),
    raised,
    national,
    at(now),
  )
  if (clock === null) throw new Error('No clock')
  return clock
}
const spans = ({ spans: list }: CaseClock) =>
  list.map(({ kind, from, to, days: n }) => `${kind} ${local(from)} – ${local(to)} ${n}`)

describe('6.4-b: the clock of a case drawn out', () => {
  test('runs, is over, and shows what is ahead up to the last card', () => {
    const clock = draw([accepted], '2018-10-25 10:00')
    expect(spans(clock)).toEqual([
      'RUNNING 2018-10-15 10:00:00 – 2018-10-24 10:00:00 7',
      'OVER 2018-10-24 10:00:00 – 2018-10-25 10:00:00 1',
      `AHEAD 2018-10-25 10:00:00 – 2018-10-29 10:00:01 ${2 + 1000 / 25_200_000}`,
    ])
    expect(clock).toMatchObject({
      countedDays: 8,
      suspendedDays: 0,
      nextLevel: 'RED',
      nextAt: at('2018-10-29 10:00:01'),
    })
    expect(clock.days).toHaveLength(15)
    expect(clock.days[5]).toEqual({ date: '2018-10-20', workday: false, opens: null, closes: null, provisional: false })
    expect(clock.days[0]).toMatchObject({
      workday: true,
      opens: at('2018-10-15 09:00'),
      closes: at('2018-10-15 17:00'),
    })
  })

  test('stands only where it really stands: within the cap, and not without notice', () => {
    const capped = it('SUSPENDED', '2018-10-16 10:00', { noticed: true, approvedDays: 2, ground: 'TEST' })
    const unnoticed = it('SUSPENDED', '2018-10-19 10:00', { noticed: false })
    const clock = draw([accepted, capped, it('RESUMED', '2018-10-19 09:30'), unnoticed], '2018-10-19 10:30')
    expect(spans(clock)).toEqual([
      'RUNNING 2018-10-15 10:00:00 – 2018-10-16 10:00:00 1',
      'SUSPENDED 2018-10-16 10:00:00 – 2018-10-18 10:00:00 2',
      `RUNNING 2018-10-18 10:00:00 – 2018-10-19 10:30:00 ${1 + 0.5 / 7}`,
      expect.stringMatching(/^AHEAD 2018-10-19 10:30:00 – 2018-10-31 10:00:01 /),
    ])
    expect(clock.suspendedDays).toBe(2)
    expect(clock.countedDays).toBe(3)
  })

  test('stands without an end while a suspension without a cap is open: no card is ahead', () => {
    const clock = draw(
      [accepted, it('SUSPENDED', '2018-10-16 10:00', { noticed: true, ground: 'TEST' })],
      '2018-10-17 10:00',
    )
    expect(spans(clock)).toEqual([
      'RUNNING 2018-10-15 10:00:00 – 2018-10-16 10:00:00 1',
      'SUSPENDED 2018-10-16 10:00:00 – 2018-10-17 10:00:00 1',
    ])
    expect(clock).toMatchObject({ marks: [], nextLevel: null, countedDays: 1 })
  })

  test('shows which cards were issued, also one that a late closing made needless', () => {
    const raised: Raised = [
      { clock: 'case', level: 'WARNING', dueAt: at('2018-10-19 10:00:01') },
      { clock: 'case', level: 'YELLOW', dueAt: at('2018-10-24 10:00:01') },
    ]
    expect(draw([accepted], '2018-10-24 11:00', raised).marks.map(({ level, raised: was }) => [level, was])).toEqual([
      ['WARNING', true],
      ['YELLOW', true],
      ['RED', false],
    ])
    const closed = draw([accepted, it('CLOSED', '2018-10-23 10:00')], '2018-10-24 11:00', raised)
    expect(closed.marks.map(({ level, raised: was }) => [level, was])).toEqual([
      ['WARNING', true],
      ['YELLOW', true],
    ])
    expect(spans(closed)).toEqual(['RUNNING 2018-10-15 10:00:00 – 2018-10-23 10:00:00 6'])
  })

  test('of a case closed before its acceptance is empty, and there is none before acceptance', () => {
    const clock = draw([accepted, it('CLOSED', '2018-10-12 10:00')], '2018-11-30 10:00')
    expect(clock).toMatchObject({ countedDays: 0, suspendedDays: 0, spans: [], marks: [] })
    const submitted = deriveCase(
      identity,
      [it('SUBMITTED', '2018-10-15 10:00')],
      national,
      engineOf(),
      at('2018-10-15 11:00'),
    )
    expect(clockOf(submitted, [], national, at('2018-10-15 11:00'))).toBe(null)
  })
})
