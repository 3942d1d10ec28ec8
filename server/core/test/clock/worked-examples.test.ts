import { describe, expect, test } from 'vitest'
import type { CardRun, CardRule } from '../../src/clock/index.ts'
import {
  absoluteDueThresholds,
  cardThresholds,
  defaultRulesOf,
  dueInstant,
  hasPassed,
  withPolicy,
} from '../../src/clock/index.ts'
import { at, days, national, shown, suspension } from './fixtures.ts'

/** Monday; the week has no holidays. */
const start = at('2018-10-15 10:00')
const run = (limits: CardRun['limits'], more: Partial<CardRun> = {}): CardRun => ({
  start,
  suspensions: [],
  limits,
  ...more,
})
const instant = (clock: string): readonly CardRule[] => withPolicy(defaultRulesOf(clock), 'INSTANT')
const caseLimits = { PROMISED: days(7), STATUTORY: days(10) }

/** The table of 6.4-b in clauses.md; INSTANT throughout. */
const examples: readonly (readonly [string, readonly string[], () => readonly string[]])[] = [
  [
    'case P 7, S 10',
    ['WARNING 2018-10-19 10:00:01', 'YELLOW 2018-10-24 10:00:01', 'RED 2018-10-29 10:00:01'],
    () => shown(cardThresholds(national, run(caseLimits), instant('case'))),
  ],
  [
    'three suspended days shift all by three',
    ['WARNING 2018-10-24 10:00:01', 'YELLOW 2018-10-29 10:00:01', 'RED 2018-11-01 10:00:01'],
    () =>
      shown(
        cardThresholds(
          national,
          run(caseLimits, { suspensions: [suspension('2018-10-16 10:00', '2018-10-19 10:00', 3)] }),
          instant('case'),
        ),
      ),
  ],
  [
    'suspensions A cut, B overlapping, C without notice',
    ['WARNING 2018-10-24 10:00:01', 'YELLOW 2018-10-29 10:00:01', 'RED 2018-11-01 10:00:01'],
    () =>
      shown(
        cardThresholds(
          national,
          run(caseLimits, {
            suspensions: [
              suspension('2018-10-16 10:00', '2018-10-22 10:00', 2),
              suspension('2018-10-17 10:00', '2018-10-19 10:00'),
              suspension('2018-10-22 10:00', '2018-10-24 10:00', null, false),
            ],
          }),
          instant('case'),
        ),
      ),
  ],
  [
    'case by civil law: NEXT_WORKDAY',
    ['WARNING 2018-10-22 09:00:01', 'YELLOW 2018-10-25 09:00:01', 'RED 2018-10-30 09:00:01'],
    () => shown(cardThresholds(national, run(caseLimits), withPolicy(defaultRulesOf('case'), 'NEXT_WORKDAY'))),
  ],
  [
    'case by default: red alone by civil law',
    ['WARNING 2018-10-19 10:00:01', 'YELLOW 2018-10-24 10:00:01', 'RED 2018-10-30 09:00:01'],
    () => shown(cardThresholds(national, run(caseLimits), defaultRulesOf('case'))),
  ],
  [
    'immediate',
    ['YELLOW 2018-10-15 17:00:01'],
    () => shown(cardThresholds(national, run({ PROMISED: days(0) }), instant('immediate'))),
  ],
  [
    'special procedure A 7',
    ['WARNING 2018-10-19 10:00:01', 'YELLOW 2018-10-24 10:00:01', 'RED 2018-10-25 10:00:01'],
    () => shown(cardThresholds(national, run({ OWN: days(7) }), instant('special-procedure'))),
  ],
  [
    'online pre-acceptance',
    ['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-22 10:00:01', 'RED 2018-10-24 10:00:01'],
    () => shown(cardThresholds(national, run({}), instant('pre-acceptance'))),
  ],
  ['e-licence', ['YELLOW 2018-10-18 10:00:01'], () => shown(cardThresholds(national, run({}), instant('e-licence')))],
  [
    'delivery after decision',
    ['WARNING 2018-10-24 10:00:01', 'YELLOW 2018-10-29 10:00:01'],
    () => shown(cardThresholds(national, run({}), instant('delivery'))),
  ],
  ...['consultation', 'complaint'].map(
    (clock) =>
      [
        `${clock}, due 10-22 10:00`,
        ['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-22 10:00:01', 'RED 2018-10-23 10:00:01'],
        () => shown(absoluteDueThresholds(national, { due: at('2018-10-22 10:00') }, instant(clock))),
      ] as const,
  ),
  [
    'consultation, due by a bare date: its close of business',
    ['WARNING 2018-10-18 09:00:01', 'YELLOW 2018-10-22 17:00:01', 'RED 2018-10-24 09:00:01'],
    () => shown(absoluteDueThresholds(national, { due: dueInstant(national, '2018-10-22') }, instant('consultation'))),
  ],
]

describe('worked examples of clause 6.4-b', () => {
  test.each(examples)('%s', (_name, expected, cards) => {
    expect(cards()).toEqual(expected)
  })

  test('shows nothing at the second named and the card one second later', () => {
    for (const card of cardThresholds(national, run(caseLimits), instant('case'))) {
      expect(hasPassed(national, card, new Date(card.at.getTime() - 1000))).toBe(false)
      expect(hasPassed(national, card, card.at)).toBe(true)
    }
  })

  test('warns on 10-19, where due − 2 days would give 10-22', () => {
    const [warning] = cardThresholds(national, run({ PROMISED: days(7) }), instant('case'))
    expect(warning === undefined ? null : shown([warning])).toEqual(['WARNING 2018-10-19 10:00:01'])
  })
})

describe('what a close does to cards', () => {
  const closed = (local: string): readonly string[] =>
    shown(cardThresholds(national, run(caseLimits, { closedAt: at(local) }), instant('case')))

  test('a closed case gets no warning', () => {
    expect(closed('2018-10-22 10:00')).toEqual([])
  })

  test('a close at the due second is in time, one second later it is yellow', () => {
    expect(closed('2018-10-24 10:00')).toEqual([])
    expect(closed('2018-10-24 10:00:01')).toEqual(['YELLOW 2018-10-24 10:00:01'])
  })

  test('a late close keeps yellow and red', () => {
    expect(closed('2018-10-30 10:00')).toEqual(['YELLOW 2018-10-24 10:00:01', 'RED 2018-10-29 10:00:01'])
  })

  test('a special procedure left open runs on though its case closed; voided first it has no card', () => {
    const procedure = { ...run({ OWN: days(7) }), closedAt: at('2018-10-19 09:00') }
    expect(cardThresholds(national, procedure, instant('special-procedure'))).toEqual([])
    expect(cardThresholds(national, run({ OWN: days(7) }), instant('special-procedure'))).toHaveLength(3)
  })

  test('no statutory limit, no red', () => {
    const cards = cardThresholds(national, run({ PROMISED: days(7) }), instant('case'))
    expect(cards.map(({ level }) => level)).toEqual(['WARNING', 'YELLOW'])
  })
})
