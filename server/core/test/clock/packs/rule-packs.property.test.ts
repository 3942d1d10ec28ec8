import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardLevel, CardRule } from '../../../src/clock/index.ts'
import { DEFAULT_RULE_PACK, plainRule } from '../../../src/clock/index.ts'
import { baseRules, knownClocks } from '../../../src/clock/packs/base-rules.ts'
import type { PackVersion } from '../../../src/clock/packs/pack-version.ts'
import { makeRulePacks } from '../../../src/clock/packs/rule-packs.ts'

/** A province of 0–100 with cities of 50 and counties of 10: the place `[from, size]` holds the keys from `from`. */
const PLACES = [
  [0, 100],
  [0, 50],
  [50, 50],
  [0, 10],
  [10, 10],
  [50, 10],
  [60, 10],
] as const
const LEVELS = ['WARNING', 'YELLOW', 'RED'] as const
const CLOCKS = ['case', 'immediate', 'e-licence', 'declared-by-a-plugin'] as const

const ruleArb = fc
  .record({
    clock: fc.constantFrom(...CLOCKS),
    level: fc.constantFrom<CardLevel>(...LEVELS),
    enabled: fc.boolean(),
    days: fc.integer({ min: -3, max: 9 }),
  })
  .map(({ clock, level, enabled, days }): CardRule => ({
    ...plainRule({ clock, level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days } }),
    enabled,
  }))

const versionsArb = fc
  .array(
    fc.record({
      place: fc.integer({ min: 0, max: PLACES.length - 1 }),
      from: fc.integer({ min: 0, max: 20 }),
      rules: fc.uniqueArray(ruleArb, { maxLength: 5, selector: ({ clock, level }) => `${clock} ${level}` }),
    }),
    { maxLength: 16 },
  )
  .map((drawn) =>
    drawn.map(({ place, from, rules }, index): PackVersion => {
      const [scopeKey, size] = PLACES[place] ?? PLACES[0]
      const version = 1 + drawn.slice(0, index).filter((other) => other.place === place).length
      return { id: `place-${place}`, version, scopeKey, scopeEnd: scopeKey + size, from: new Date(from), rules }
    }),
  )

/** Walks up from the place, asking of each the newest version that holds whether it states the rule. */
const reference = (versions: readonly PackVersion[], key: number, at: number, clock: string, level: CardLevel) => {
  for (const width of [10, 50, 100]) {
    const here = versions.filter((one) => one.scopeEnd - one.scopeKey === width)
    const inside = here.filter((one) => one.scopeKey <= key && key < one.scopeEnd && one.from.getTime() <= at)
    const newest = Math.max(...inside.map(({ version }) => version))
    const found = inside.find(({ version }) => version === newest)
    for (const rule of found?.rules ?? []) {
      if (rule.clock === clock && rule.level === level) return { rule, by: `${found?.id}@${found?.version}` }
    }
  }
  const rule = DEFAULT_RULE_PACK.find((one) => one.clock === clock && one.level === level)
  return rule === undefined ? null : { rule, by: 'default@1' }
}

describe('the rules of a place at an instant', () => {
  test('are, rule by rule, those that a walk up from the place comes to first', () => {
    const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 21 })), { minLength: 6 })
    fc.assert(
      fc.property(versionsArb, keys, (versions, asked) => {
        const packs = makeRulePacks(versions)
        for (const [key, at] of asked) {
          const pack = packs.packFor(key, new Date(at))
          for (const clock of CLOCKS) {
            const expected = LEVELS.flatMap((level) => reference(versions, key, at, clock, level) ?? [])
            expect(pack.rulesOf(clock)).toEqual(expected.map(({ rule }) => rule))
            expect(pack.rulesOf(clock).map(pack.versionOf)).toEqual(expected.map(({ by }) => by))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('do not depend on the order in which versions were read', () => {
    fc.assert(
      fc.property(versionsArb, fc.integer({ min: 0, max: 99 }), (versions, key) => {
        const [one, other] = [versions, versions.toReversed()].map((all) =>
          makeRulePacks(all).packFor(key, new Date(9)),
        )
        expect(one?.rules).toEqual(other?.rules)
        expect(one?.version).toBe(other?.version)
      }),
    )
  })

  test('are the default table where nobody states any', () => {
    const pack = makeRulePacks([]).packFor(7, new Date(0))
    expect(pack.version).toBe('default@1')
    expect(pack.rules).toEqual(DEFAULT_RULE_PACK)
  })

  test('lie over those that a plugin brings for its own clock, which name its version', () => {
    const own = (level: CardLevel, days: number) =>
      plainRule({ clock: 'sealed', level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days } })
    const brought = { code: 'sealed', rules: { version: 3, rules: [own('YELLOW', 0), own('RED', 5)] } }
    const city = { id: 'city', version: 1, scopeKey: 0, scopeEnd: 50, from: new Date(0), rules: [own('RED', 2)] }
    const packs = makeRulePacks([city], baseRules({ subjectClocks: [brought] }))
    const shownAt = (key: number) => {
      const pack = packs.packFor(key, new Date(1))
      return pack.rulesOf('sealed').map((rule) => `${rule.level} > ${rule.over.days} ${pack.versionOf(rule)}`)
    }
    expect(shownAt(7)).toEqual(['YELLOW > 0 sealed@3', 'RED > 2 city@1'])
    expect(shownAt(70)).toEqual(['YELLOW > 0 sealed@3', 'RED > 5 sealed@3'])
    expect(knownClocks({ clocks: [], subjectClocks: [brought] })).toContain('sealed')
  })
})
