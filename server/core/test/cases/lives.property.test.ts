import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DerivedCase } from '../../src/cases/derive.ts'
import type { CardLevel } from '../../src/clock/index.ts'
import { DAY_UNITS, firstSecondAfter, localDate, suspendedUnits, workTime } from '../../src/clock/index.ts'
import { nationalDays } from '../clock/fixtures.ts'
import { instantOf } from '../clock/reference.ts'
import { deriveLife, lifeArb, YEARS, yearsWith } from './drawn-lives.ts'
import type { Years } from './drawn-lives.ts'
import { naiveClose, naiveOutcome } from './naive-life.ts'
import type { DrawnLife, Outcome } from './naive-life.ts'

const numRuns = process.env['ZHIKONG_NIGHT'] === '1' ? 10_000 : 300
const NIGHT_MS = 600_000

const yearsArb = fc.constantFrom(...YEARS)

/** What a derivation says of an open life. */
type Tell = (years: Years, life: DrawnLife) => Outcome

const at = ({ reached, ahead }: DerivedCase, level: CardLevel): Date | null =>
  [...reached, ...ahead].find((card) => card.level === level)?.at ?? null

const tell: Tell = (years, life) => {
  const derived = deriveLife(years, life)
  return {
    warning: at(derived, 'WARNING'),
    yellow: at(derived, 'YELLOW') ?? new Date(Number.NaN),
    extensionDays: derived.record.extensionDays,
    statutoryDue: derived.statutoryDue?.dueAt ?? new Date(Number.NaN),
  }
}

const agreesWithWalk = (of: Tell) =>
  fc.property(yearsArb, lifeArb, (years, drawn) => {
    const life = { ...drawn, close: null }
    expect(of(years, life)).toEqual(naiveOutcome(years.reference, life))
  })

describe('6.4-b: generated lives of cases between 2020 and 2026, suspended and extended', () => {
  test(
    'have their deadlines at the second to which the naive reference walks',
    () => {
      fc.assert(agreesWithWalk(tell), { numRuns })
    },
    NIGHT_MS,
  )

  test(
    'that closed used the time and were late as the reference says',
    () => {
      fc.assert(
        fc.property(yearsArb, lifeArb, (years, life) => {
          const close = life.close ?? life.start + 1_000
          const { record } = deriveLife(years, { ...life, close })
          const { units, late } = naiveClose(years.reference, { ...life, close }, close)
          expect({ units: record.handlingUnits, late: record.closedLate }).toEqual({ units, late })
        }),
        { numRuns },
      )
    },
    NIGHT_MS,
  )

  test(
    'are never late earlier for one holiday more',
    () => {
      fc.assert(
        fc.property(lifeArb, fc.integer({ min: -3, max: 70 }), (drawn, after) => {
          const life = { ...drawn, close: null }
          const date = localDate(instantOf(life.start + after * 144))
          const more = yearsWith([...nationalDays.exceptions, { date, kind: 'off' }])
          const [before, now] = [deriveLife(NATION, life), deriveLife(more, life)]
          for (const level of ['WARNING', 'YELLOW', 'RED'] as const) {
            expect(at(now, level)?.getTime() ?? 0).toBeGreaterThanOrEqual(at(before, level)?.getTime() ?? 0)
          }
        }),
        { numRuns },
      )
    },
    NIGHT_MS,
  )

  /** Each planted defect is one that the first property must catch. */
  const defects: readonly (readonly [string, Tell])[] = [
    [
      'overlapping suspensions subtracted twice',
      (years, life) => {
        const { calendar } = years
        const start = instantOf(life.start)
        const stops = deriveLife(years, life).suspensions
        const stopped = stops.reduce((sum, one) => sum + suspendedUnits(calendar, [one], start, null), 0)
        const threshold = workTime(calendar, start) + life.promised * DAY_UNITS + stopped
        return { ...tell(years, life), yellow: firstSecondAfter(calendar, threshold) }
      },
    ],
    [
      'a warning two days before it is due in place of the counted lead',
      (years, life) => {
        const derived = deriveLife(years, life)
        const threshold = Math.max(
          workTime(years.calendar, instantOf(life.start)),
          (derived.due?.threshold ?? 0) - 2 * DAY_UNITS,
        )
        return { ...tell(years, life), warning: firstSecondAfter(years.calendar, threshold) }
      },
    ],
    [
      'an extension that moves the promise, too',
      (years, life) => {
        const { extensionDays } = tell(years, life)
        return {
          ...tell(years, life),
          yellow: tell(years, { ...life, promised: life.promised + extensionDays }).yellow,
        }
      },
    ],
    [
      'an extension told after the limit had ended',
      (years, life) => tell(years, { ...life, extensions: life.extensions.map((one) => ({ ...one, at: life.start })) }),
    ],
    [
      'a suspension without a ground',
      (years, life) =>
        tell(years, { ...life, suspensions: life.suspensions.map((one) => ({ ...one, hasGround: true })) }),
    ],
  ]

  test.each(defects)('planted defect is caught: %s', (_name, defect) => {
    expect(fc.check(agreesWithWalk(defect), { seed: 20181015, numRuns: 300 }).failed).toBe(true)
  })
})

const NATION = yearsWith(nationalDays.exceptions)
