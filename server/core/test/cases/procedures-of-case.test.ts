import { describe, expect, test } from 'vitest'
import type { ClockDeclaration, ClockStretch } from '../../src/alerts/declaration.ts'
import { deriveCase } from '../../src/cases/derive.ts'
import type { CaseEvent } from '../../src/cases/event.ts'
import {
  correctionsShown,
  extensionsShown,
  sideClocksOf,
  suspensionsShown,
} from '../../src/cases/queries/procedures-of-case.ts'
import { at, local, national } from '../clock/fixtures.ts'
import { accepted, happened, identity } from './law-kit.ts'
import { engineOf, testClock } from './test-clock.ts'

const derive = (events: readonly CaseEvent[], now: string, clocks: readonly ClockDeclaration[] = []) =>
  deriveCase(identity, events, national, engineOf(testClock('INSTANT'), ...clocks), at(now))

describe('licensing law art. 45: suspensions as they are shown', () => {
  const suspended = (when: string, payload: CaseEvent['payload']) => happened('SUSPENDED', when, payload)
  const shown = (...events: readonly CaseEvent[]) =>
    suspensionsShown(derive([accepted(), ...events], '2018-10-26 10:00'), national).map((it) => [
      it.droppedFor,
      it.isCut,
      it.stoppedUntil && local(it.stoppedUntil),
    ])

  test('end with their resumption, or where their approved days are over: then they are cut', () => {
    const payload = { noticed: true, approvedDays: 2, ground: 'TEST' } as const
    const inTime = [suspended('2018-10-16 10:00', payload), happened('RESUMED', '2018-10-17 10:00')]
    expect(shown(...inTime)).toEqual([[null, false, '2018-10-17 10:00:00']])
    const late = [suspended('2018-10-16 10:00', payload), happened('RESUMED', '2018-10-23 10:00')]
    expect(shown(...late)).toEqual([[null, true, '2018-10-18 10:00:00']])
    expect(shown(suspended('2018-10-16 10:00', payload))).toEqual([[null, true, '2018-10-18 10:00:00']])
  })

  test('have no end while they are open without a cap', () => {
    expect(shown(suspended('2018-10-16 10:00', { noticed: true, ground: 'TEST' }))).toEqual([[null, false, null]])
  })

  test('stop nothing without notice or without a ground, and say why', () => {
    expect(shown(suspended('2018-10-16 10:00', { ground: 'TEST' }))).toEqual([['NO_NOTICE', false, null]])
    expect(shown(suspended('2018-10-16 10:00', { noticed: true, reason: '内部流转' }))).toEqual([
      ['NO_GROUND', false, null],
    ])
  })
})

test('each correction has its own answer; one that is missing has none', () => {
  const events = [
    happened('SUBMITTED', '2018-10-15 09:00'),
    happened('CORRECTION_REQUESTED', '2018-10-15 10:00', { reason: '缺身份证明' }),
    happened('CORRECTION_ANSWERED', '2018-10-16 10:00'),
    happened('CORRECTION_REQUESTED', '2018-10-16 11:00'),
  ]
  expect(correctionsShown(events).map(({ asked, answeredAt }) => [asked.payload.reason, answeredAt])).toEqual([
    ['缺身份证明', at('2018-10-16 10:00')],
    [undefined, null],
  ])
})

test('licensing law art. 42: an extension counts with approver and reason, told in time', () => {
  const extended = (when: string, approver: string) =>
    happened('EXTENDED', when, { extensionDays: 5, approver, reason: '案情复杂', noticed: true })
  const events = [accepted(), extended('2018-10-18 10:00', ''), extended('2018-10-19 10:00', '局长')]
  expect(extensionsShown(derive(events, '2018-10-26 10:00')).map(({ days, counts }) => [days, counts])).toEqual([
    [5, false],
    [5, true],
  ])
})

describe('clocks beside a case', () => {
  const beside = (code: string, stretches: () => readonly ClockStretch[]): ClockDeclaration => ({
    ...testClock('INSTANT'),
    code,
    cards: () => [],
    endOf: () => null,
    stretches,
  })
  const stretch = (start: string, end: string | null, over: string | null): ClockStretch => ({
    start: at(start),
    end: end === null ? null : at(end),
    overAt: over === null ? null : at(over),
  })

  test('stand in time or past their limit, running or done, in order of time; the clock of the case is none of them', () => {
    const clocks = [
      beside('delivery', () => [stretch('2018-10-20 10:00', null, '2018-10-25 10:00')]),
      beside('special', () => [
        stretch('2018-10-16 10:00', '2018-10-18 10:00', '2018-10-19 10:00'),
        stretch('2018-10-18 10:00', '2018-10-19 10:00', '2018-10-19 10:00'),
        stretch('2018-10-19 10:00', null, null),
      ]),
    ]
    const [engine, derived] = [engineOf(testClock(), ...clocks), derive([accepted()], '2018-10-25 10:00', clocks)]
    const shown = sideClocksOf(derived, engine, national, at('2018-10-25 10:00'))
    expect(shown.map(({ clock, state }) => `${clock.code} ${state}`)).toEqual([
      'special DONE',
      'special DONE_LATE',
      'special RUNNING',
      'delivery OVER',
    ])
  })

  test('of which one fails leave the others to be told', () => {
    const failing = beside('failing', () => {
      throw new Error('planted')
    })
    const sound = beside('sound', () => [stretch('2018-10-16 10:00', null, null)])
    const derived = derive([accepted()], '2018-10-17 10:00')
    expect(sideClocksOf(derived, engineOf(failing, sound), national, at('2018-10-17 10:00'))).toMatchObject([
      { clock: { code: 'sound' }, state: 'RUNNING' },
    ])
  })
})
