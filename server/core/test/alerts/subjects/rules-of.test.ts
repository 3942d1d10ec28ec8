import { describe, expect, test } from 'vitest'
import { rulesOf } from '../../../src/alerts/subjects/rules-of.ts'
import type { CardLevel, CardRule } from '../../../src/clock/card-rule.ts'
import { baseRules } from '../../../src/clock/packs/base-rules.ts'
import { makeRulePacks } from '../../../src/clock/packs/rule-packs.ts'
import { plainRule, type RulePack } from '../../../src/clock/rule-pack.ts'
import { recordClocks } from '../../../src/testing/record-clocks.ts'

const declared = (code: string) => {
  const clock = recordClocks.subjectClocks?.find((it) => it.code === code)
  if (clock === undefined) throw new Error(code)
  return clock
}

const told = (code: string, pack: RulePack) =>
  rulesOf(declared(code), pack).map(
    ({ rule, version }) => `${rule.level} ${rule.over.comparator} ${rule.over.days} ${version}`,
  )

const PLACE = { id: 'changsha', version: 3, scopeKey: 0, scopeEnd: 10, from: new Date(0) }

/** The pack of a place that states some rules itself, over those of the platform and the plugin. */
const packOf = (...rules: readonly CardRule[]): RulePack =>
  makeRulePacks([{ ...PLACE, rules }], baseRules(recordClocks)).packFor(5, new Date())

const stating = (clock: string, level: CardLevel): RulePack =>
  packOf(plainRule({ clock, level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days: 4 } }))

describe('the rules of a clock of records', () => {
  test('are those of the pack that it names', () => {
    expect(told('consultation', packOf())).toEqual([
      'WARNING >= -2 default@1',
      'YELLOW >= 1 default@1',
      'RED >= 2 default@1',
    ])
  })

  test('are its own, under their own version', () => {
    expect(told('disclosure', packOf())).toEqual([
      'WARNING >= -2 disclosure@1',
      'YELLOW >= 1 disclosure@1',
      'RED >= 1 disclosure@1',
    ])
  })

  test('what the place states of a level takes the place of the own rule of that level', () => {
    expect(told('disclosure', stating('disclosure', 'YELLOW')).toSorted()).toEqual([
      'RED >= 1 disclosure@1',
      'WARNING >= -2 disclosure@1',
      'YELLOW > 4 changsha@3',
    ])
  })
})
